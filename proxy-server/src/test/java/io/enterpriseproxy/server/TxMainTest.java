package io.enterpriseproxy.server;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class TxMainTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** The first sample of Kaia's documentation with a type of its own: a value transfer. */
    private static final String TRANSFER = "0x08f887078505d21dba008307a120947b65b75d204abed71587c9e519a89277766ee1d0880de0b6b3a7640000"
            + "94a94f5374fce5edbc8e2a8697c15331677e6ebf0bf847f8458207f6a0114b026873069b89040c69e351310467763d1a6ce2104fe2368bb58d"
            + "ffb24dffa0586847b5f7abf490eb38fe6242b31a6048091c601f87f13c71ced04dd4585eb0";
    private static final String ACCOUNT = "0xa94f5374fce5edbc8e2a8697c15331677e6ebf0b";

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    private int run(String... words) {
        try (PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8)) {
            return new TxMain(stream, stream).run(words);
        }
    }

    private List<String> lines() {
        return output.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void showsWhatATransactionSaysAndWhoSigned() {
        assertThat(run("decode", TRANSFER)).isZero();
        assertThat(lines()).hasSize(1);
        JsonNode json = JSON.readTree(lines().getFirst());
        assertThat(json.get("type").asString()).isEqualTo("0x08");
        assertThat(json.get("typeName").asString()).isEqualTo("TxTypeValueTransfer");
        assertThat(json.get("chainId").asString()).isEqualTo("0x3e9");
        assertThat(json.get("nonce").asString()).isEqualTo("0x7");
        assertThat(json.get("gasPrice").asString()).isEqualTo("0x5d21dba00");
        assertThat(json.get("gas").asString()).isEqualTo("0x7a120");
        assertThat(json.get("to").asString()).isEqualTo("0x7b65b75d204abed71587c9e519a89277766ee1d0");
        assertThat(json.get("value").asString()).isEqualTo("0xde0b6b3a7640000");
        assertThat(json.get("from").asString()).isEqualTo(ACCOUNT);
        assertThat(json.get("signers").toString()).isEqualTo("[\"" + ACCOUNT + "\"]");
        assertThat(json.has("feePayerSigners")).isFalse();
        assertThat(json.get("hash")).isEqualTo(json.get("senderTxHash"));
    }

    @Test
    void eachLineInIsALineOutInOrder(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("raw.txt"), TRANSFER + "\r\nno transaction\n\n"
                + TRANSFER.substring(2) + "  \n0x08c0\n" + TRANSFER.replace("f8458207f6", "f8458207f7"));
        assertThat(run("decode", "--file", file.toString())).isOne();
        List<JsonNode> all = lines().stream().map(JSON::readTree).toList();
        assertThat(all).hasSize(6);
        assertThat(all.get(0).get("signers").get(0).asString()).isEqualTo(ACCOUNT);
        assertThat(lines().get(1)).startsWith("{\"line\":2,\"error\":\"");
        assertThat(lines().get(2)).isEqualTo("{\"line\":3,\"error\":\"there are no bytes\"}");
        assertThat(all.get(3)).isEqualTo(all.get(0));
        assertThat(lines().get(4)).isEqualTo(
                "{\"line\":5,\"error\":\"TxTypeValueTransfer has 7 items with its signature; found 0\"}");
        assertThat(all.get(5).get("signers").get(0).asString()).as("another parity is another signer")
                .isNotEqualTo(ACCOUNT);
    }

    @Test
    void misuseIsToldWithTheUsage() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("encode", TRANSFER)).isEqualTo(2);
        assertThat(run("decode", "--file")).isEqualTo(2);
        assertThat(lines()).contains("found encode " + TRANSFER + "; expected decode RAW or decode --file FILE");
        assertThat(run("decode", "--file", "/")).isOne();
        assertThat(lines()).anyMatch(line -> line.startsWith("The file / cannot be read ("));
        assertThat(run("decode", "--file", "/nowhere/raw.txt")).isOne();
        assertThat(lines()).contains("The file /nowhere/raw.txt cannot be read (NoSuchFileException).");
    }
}
