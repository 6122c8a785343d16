package io.enterpriseproxy.server;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

import static org.assertj.core.api.Assertions.assertThat;

/** What an operator reads when a server does not start. */
class StartFailureIT {
    @TempDir
    Path directory;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeEach
    void mappings() throws IOException {
        Files.createDirectory(directory.resolve("mappings"));
        Files.writeString(directory.resolve("secret"), "secret");
    }

    @Test
    void faultsOfConfigurationAndMappingsAreListedTogether() throws IOException {
        Files.writeString(directory.resolve("abi.json"), "no JSON");
        Files.writeString(directory.resolve("key.json"), "{}");
        Files.writeString(directory.resolve("mappings/m.yaml"), "kind: Mapping");

        assertThat(run("""
                  contracts: { c: { abi: abi.json, addresses: {} } }
                  keys: { k: { keystore: key.json, passphrase: '${file:secret}' } }
                """)).isEqualTo(2);
        assertThat(said()).contains("Not started. ", " to mend:", "enterprise-proxy.contracts.c.abi: the ABI in ",
                "enterprise-proxy.keys.k: keystore ", "m.yaml:1: ").doesNotContain("\tat ");
    }

    @Test
    void takenPortIsSaid() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(run("  server: { address: 127.0.0.1, port: " + taken.getLocalPort() + " }")).isEqualTo(1);
            assertThat(said()).contains("Not started. Port " + taken.getLocalPort() + " is taken. Stop what uses it");
        }
    }

    @Test
    void takenPortOfTheBrokerIsSaid() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(run("  server: { port: 0 }\n  broker: { port: " + taken.getLocalPort()
                    + ", username: u, password: '${file:secret}' }")).isEqualTo(1);
            assertThat(said()).contains("Not started. The embedded broker cannot listen on 127.0.0.1:");
        }
    }

    @Test
    void databaseThatDoesNotAnswerIsSaid() throws IOException {
        assertThat(
                run("  ledger: { url: 'jdbc:postgresql://127.0.0.1:1/ep', username: ep, password: '${file:secret}' }"))
                .isEqualTo(1);
        assertThat(said()).contains("Not started. The ledger's database cannot be opened: ", "Check ledger.url")
                .doesNotContain("secret");
    }

    @Test
    void ledgerOfAnotherProcessIsSaid() {
        RuntimeException failure = new IllegalStateException(
                new SQLException("Database may be already in use", "90020", 90_020));

        assertThat(StartFailure.of(failure).message()).startsWith("Another process has the ledger open.");
    }

    private int run(String parts) throws IOException {
        Path config = Files.writeString(directory.resolve("ep.yaml"), "enterprise-proxy:\n" + parts);
        PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
        return EnterpriseProxy.run(CommandLine.parse("--config", config.toString(), "--mappings",
                directory.resolve("mappings").toString()), stream, stream);
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
