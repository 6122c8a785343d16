package io.enterpriseproxy.server.ledger;

import io.enterpriseproxy.chain.Hex;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    @Test
    void rootIsThatOfATreeOfPairs() throws Exception {
        byte[] a = Sha256.of(new byte[]{1});
        byte[] b = Sha256.of(new byte[]{2});
        byte[] c = Sha256.of(new byte[]{3});

        assertThat(MerkleRoot.of(List.of(a))).isEqualTo(Hex.encode(a));
        String left = sha256(new byte[]{1}, a, b);
        assertThat(MerkleRoot.of(List.of(a, b))).isEqualTo(left);
        assertThat(MerkleRoot.of(List.of(a, b, c))).isEqualTo(sha256(new byte[]{1}, Hex.decode(left), c));
        assertThat(MerkleRoot.of(List.of(b, a, c))).isNotEqualTo(MerkleRoot.of(List.of(a, b, c)));
        assertThatThrownBy(() -> MerkleRoot.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void attemptsAreListedInRanges() {
        String text = "17-20/0 12/1 13-14/1";

        assertThat(AttemptList.parse(text)).hasToString(text).returns(7L, AttemptList::count);
        for (String wrong : List.of("17", "20-17/0", "a/0", "1/1/1", "-1/0")) {
            assertThatThrownBy(() -> AttemptList.parse(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static String sha256(byte[]... parts) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (byte[] part : parts) {
            digest.update(part);
        }
        return Hex.encode(digest.digest());
    }
}
