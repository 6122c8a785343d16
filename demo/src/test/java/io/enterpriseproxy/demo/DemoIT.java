package io.enterpriseproxy.demo;

import io.enterpriseproxy.demo.screen.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** The whole house, end to end: ERP systems, proxy and chain, with nothing replaced. */
final class DemoIT {
    @TempDir
    Path directory;

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    @Test
    void everyEventIsConfirmedOrRefusedAndComesBackOnce() {
        int status = run("--exit", "--data", directory.toString());

        assertThat(status).as(shown()).isZero();
        List<String> lines = shown().lines().toList();
        assertThat(lines.getLast()).matches("demo: (\\d{3,}) events, \\d+ confirmed, \\1 written back, 0 lost");
        assertThat(lines.get(lines.size() - 2)).matches(Pattern.quote(
                "refused by the contracts: 5 rejected (AP-409 x2, FI-409 x1, MD-409 x1, MM-423 x1), 2 reverted (TM-409 x2)"));
        assertThat(lines.get(lines.size() - 3)).endsWith(" 0 differ");
        oneRecordIsProved(lines);
        assertThat(lines).anyMatch(line -> line.matches(" +sent by +anchor"))
                .anyMatch(line -> line.startsWith("REST ") && line.contains("written back (http"))
                .anyMatch(line -> line.startsWith("JMS ") && line.contains("written back (queue"))
                .anyMatch(line -> line.startsWith("Kafka ") && line.contains("written back (topic"))
                .anyMatch(line -> line.startsWith("Database ") && line.contains("written back (table"));
    }

    @Test
    void onKaiaATreasuryPaysForSendersThatOwnNothing() {
        int status = run("--kaia", "--exit", "--data", directory.toString());

        assertThat(status).as(shown()).isZero();
        List<String> lines = shown().lines().toList();
        assertThat(lines)
                .anyMatch(line -> line.matches("demo: (\\d{3,}) events, \\d+ confirmed, \\1 written back, 0 lost"))
                .anyMatch(line -> line.endsWith(" 0 differ"))
                .anyMatch(line -> line.matches(" +38 +invoice-posted +erp-ap +treasury +0\\.\\d+"))
                .anyMatch(line -> line
                        .matches(" +\\d+ +material-master +erp-master-data +treasury 40 %, the sender 60 % .*"))
                .anyMatch(line -> line.matches(" +erp-ap +0 +0 +0 +unchanged"))
                .anyMatch(line -> line.matches(" +type +TxTypeFeeDelegatedSmartContractExecution"))
                .anyMatch(line -> line.matches(" +1 +anchor-root +anchor +treasury +0\\.\\d+"))
                .anyMatch(line -> line.matches(" +sent by +anchor, which owns nothing: treasury paid for the gas"));
        oneRecordIsProved(lines);
    }

    private void oneRecordIsProved(List<String> lines) {
        String hash = "0x[0-9a-f]{64}";
        assertThat(lines)
                .anyMatch(line -> line.matches(" +private +24 certificates, such as \\{\"batch\":.*,\"passed\":true}"))
                .anyMatch(line -> line.matches(" +public +one root for 24 of them, " + hash))
                .anyMatch(line -> line.matches(" +contract +0x[0-9a-fA-F]{40}, in block \\d+"))
                .anyMatch(line -> line.matches(" +transaction +" + hash))
                .anyMatch(line -> line.matches(" +one proof +.* a path of 5 hashes to the root: "
                        + Pattern.quote(directory.resolve("proofs/proof.json").toString())))
                .anyMatch(line -> line.matches(" +verified +yes: .*")).contains("    Valid.")
                .anyMatch(line -> line.matches(" +Not valid. record or salt: they give the leaf .*"));
    }

    @Test
    void takenPortIsSaidBeforeAnythingStarts() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int status = run("--exit", "--port", String.valueOf(other.getLocalPort()), "--data", directory.toString());

            assertThat(status).isEqualTo(1);
            assertThat(shown()).isEqualTo("demo: port " + other.getLocalPort()
                    + " is taken. Stop what uses it, or choose another with --port.\n");
        }
    }

    @Test
    void wordThatIsNotUnderstoodIsNamed() {
        assertThat(run("--fast")).isEqualTo(2);
        assertThat(shown()).startsWith("demo: found --fast; expected");
    }

    private int run(String... words) {
        return Demo.run(new Terminal(new PrintStream(shown, true, StandardCharsets.UTF_8), false), words);
    }

    private String shown() {
        return shown.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
