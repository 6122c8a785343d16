package io.enterpriseproxy.server.ledger;

import io.enterpriseproxy.chain.Hex;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class FieldsHashTest {
    @Test
    void listIsHashedAsItsPageSays() throws Exception {
        assertThat(FieldsHash.of("ab", null, "", 17, "ü", Instant.parse("2026-11-30T10:00:00.120Z"))).isEqualTo(
                sha256("2:ab,-,0:,2:17,2:ü,24:2026-11-30T10:00:00.120Z,".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void noTwoListsAreTheSame() {
        assertThat(List.of(FieldsHash.of("a", "b"), FieldsHash.of("ab"), FieldsHash.of("a", "b", null),
                FieldsHash.of("a", "b", ""), FieldsHash.of("a,1:b"), FieldsHash.of("b", "a"), FieldsHash.of("-")))
                .doesNotHaveDuplicates();
    }

    @Test
    void timeIsWhatEveryDatabaseKeeps() {
        assertThat(FieldsHash.kept(Instant.parse("2026-11-30T10:00:00.123456789Z")))
                .isEqualTo("2026-11-30T10:00:00.123456Z");
    }

    private static String sha256(byte[]... parts) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (byte[] part : parts) {
            digest.update(part);
        }
        return Hex.encode(digest.digest());
    }
}
