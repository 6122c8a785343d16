package io.enterpriseproxy.server;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class ValidateMainTest {
    private static final String CONFIG = "../mappings/enterprise-proxy.yaml";

    @TempDir
    Path directory;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void examplesPassTheirOwnTestCases() {
        assertThat(validate("../mappings/examples")).as(written.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(written.toString(StandardCharsets.UTF_8)).contains("  ok    a plain invoice", " 0 failed, 0 faults");
    }

    @Test
    void everyFaultOfEveryFileIsPrinted() throws IOException {
        Files.writeString(directory.resolve("a.yaml"), """
                apiVersion: enterprise-proxy/v1
                kind: Maping
                metadata: { name: a }
                from: { rest: { path: /a } }
                idempotencyKey: no
                call:
                  chain: mian
                  contract: invoice-registry
                  function: registr(bytes32)
                  args: {}
                  sender: erp-ap
                """);
        Files.writeString(directory.resolve("b.yaml"), "nothing: here");

        assertThat(validate(directory.toString(), "--config", CONFIG)).isEqualTo(2);
        assertThat(written.toString(StandardCharsets.UTF_8)).contains("a.yaml:2: kind: found Maping; expected Mapping",
                "a.yaml:7: call.chain: ", "a.yaml:9: call.function: ", "b.yaml:1: nothing: unknown key", "0 mappings");
    }

    @Test
    void whatOnlyTheConnectionKnowsIsCheckedToo() throws IOException {
        String text = Files.readString(Path.of("../mappings/examples/invoice-posted/invoice-posted.yaml"));
        Files.writeString(directory.resolve("a.yaml"), text.replaceFirst("sql: .*", "sql: no-such-statement"));

        assertThat(validate("--config", CONFIG, directory.toString())).isEqualTo(2);
        assertThat(written.toString(StandardCharsets.UTF_8)).contains("database.sql: found the name no-such-statement");
    }

    @Test
    void failingTestCaseIsShownWithItsDifference() throws IOException {
        Files.writeString(directory.resolve("a.yaml"), InvoiceChain.mapping("a", "/a") + """
                tests:
                  - name: not what comes
                    event: { invoiceNo: R-1, supplier: '100042', total: '1.00', dueDate: '2026-12-24' }
                    expect: { idempotencyKey: R-2, args: { amount: '100' } }
                """);

        assertThat(validate("--config", CONFIG, directory.toString())).isEqualTo(2);
        assertThat(written.toString(StandardCharsets.UTF_8)).contains("  FAIL  not what comes", "R-2",
                "1 mapping, 1 test case, 1 failed, 0 faults");
    }

    @Test
    void keyStoresAreNotAsked() throws IOException {
        String contracts = "../contract-adapters";
        Path config = Files.writeString(directory.resolve("stores.yaml"), Files.readString(Path.of(CONFIG))
                .replace(contracts, Path.of(contracts).toRealPath().toString()) + """
                          key-stores:
                            away: { pkcs11: { library: /nowhere.so, pin: '${file:nowhere}' } }
                          cloak-keys:
                            privacy-2026: { store: away, key: ep-privacy, wrapped: AQID }
                        """);
        Path file = Files.writeString(directory.resolve("a.yaml"), InvoiceChain.mapping("a", "/a"));

        assertThat(validate(file.toString(), "--config", config.toString())).isZero();
    }

    @Test
    void withoutAConfigurationItSaysWhatToDo() {
        assertThat(validate(directory.toString())).isEqualTo(2);
        assertThat(written.toString(StandardCharsets.UTF_8)).contains("by --config FILE");
    }

    @Test
    void directoryThatIsNotThereIsNamed() {
        assertThat(validate("nodir", "--config", CONFIG)).isEqualTo(2);
        assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo(
                "There is no directory nodir; expected the directory of mapping files." + System.lineSeparator());
    }

    @Test
    void directoryWithoutMappingFilesIsNoSuccess() {
        assertThat(validate(directory.toString(), "--config", CONFIG)).isEqualTo(2);
        assertThat(written.toString(StandardCharsets.UTF_8)).startsWith("There are no mapping files")
                .contains(directory.toString());
    }

    @Test
    void singleFileIsNamedWithItsMapping() throws IOException {
        Path file = Files.writeString(directory.resolve("orders.yaml"), InvoiceChain.mapping("a", "/a"));

        assertThat(validate(file.toString(), "--config", CONFIG)).isZero();
        assertThat(written.toString(StandardCharsets.UTF_8)).startsWith("orders.yaml: a").contains("1 mapping, 0 test");
    }

    @Test
    void launcherSaysTheSame() throws Exception {
        Process launcher = new ProcessBuilder("bash", "../ep", "validate", "--help").redirectErrorStream(true).start();

        validate("--help");

        assertThat(new String(launcher.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(written.toString(StandardCharsets.UTF_8));
    }

    @Test
    void wrongWordsShowTheUsage() {
        assertThat(validate()).isEqualTo(2);
        assertThat(written.toString(StandardCharsets.UTF_8)).startsWith("DIR is missing; expected DIR");
        assertThat(validate("--help")).isZero();
        assertThat(written.toString(StandardCharsets.UTF_8)).contains("Usage: ./ep validate DIR [--config FILE]");
    }

    private int validate(String... words) {
        PrintStream stream = new PrintStream(written, true, StandardCharsets.UTF_8);
        return new ValidateMain(stream, stream).run(words);
    }
}
