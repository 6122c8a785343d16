package io.enterpriseproxy.server.mappings;

import io.enterpriseproxy.mapping.document.DocumentException;
import io.enterpriseproxy.server.InvoiceChain;
import io.enterpriseproxy.server.ProxyUnderTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import static io.enterpriseproxy.server.InvoiceChain.invoice;
import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static io.enterpriseproxy.server.ProxyUnderTest.CALLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What becomes of mapping files over restarts. */
@ExtendWith(OutputCaptureExtension.class)
class FileImportIT {
    @TempDir
    Path directory;

    private final String text = InvoiceChain.mapping("invoice", "/erp/invoices");
    private InvoiceChain chain;

    @BeforeEach
    void startChain() {
        chain = InvoiceChain.start(directory);
    }

    @AfterEach
    void stopChain() {
        chain.close();
    }

    @Test
    void changedFileIsANewVersionAndAnUnchangedOneIsNot() {
        assertThat(versionAfterStart(text)).isEqualTo(1);
        assertThat(versionAfterStart(text)).isEqualTo(1);
        assertThat(versionAfterStart(text + "# changed\n")).isEqualTo(2);
    }

    @Test
    void changedSchemaIsANewVersionToo() throws Exception {
        String withSchema = text.replace("format: json", "format: json\nschema: invoice.schema.json");
        Path schema = Files.createDirectories(directory.resolve("mappings")).resolve("invoice.schema.json");
        Files.writeString(schema, "{\"type\":\"object\"}");
        assertThat(versionAfterStart(withSchema)).isEqualTo(1);

        Files.writeString(schema, "{\"type\":\"object\",\"required\":[\"invoiceNo\"]}");
        assertThat(versionAfterStart(withSchema)).isEqualTo(2);
    }

    @Test
    void whatAnAdminPublishedStaysUntilTheFileChangesAndTheLogSaysSo(CapturedOutput output) {
        String told = "new events are mapped with version 2, which an admin chose by the API, not with version 1 from"
                + " invoice.yaml";
        try (ProxyUnderTest proxy = start(text)) {
            publish(proxy, "invoice", text + "# by an admin\n");
        }
        assertThat(output).doesNotContain(told);
        assertThat(versionAfterStart(text)).isEqualTo(2);
        assertThat(output).containsOnlyOnce(told);
        assertThat(versionAfterStart(text + "# by file\n")).isEqualTo(3);
        assertThat(output).containsOnlyOnce(told);
    }

    @Test
    void mappingWhoseFileIsGoneTakesNoEventsButItsVersionsStay() throws Exception {
        assertThat(versionAfterStart(text)).isEqualTo(1);
        Files.delete(directory.resolve("mappings/invoice.yaml"));
        try (ProxyUnderTest proxy = ProxyUnderTest.start(directory, config(), Map.of())) {
            PublishedMappings mappings = proxy.bean(PublishedMappings.class);
            assertThat(mappings.current("invoice")).isEmpty();
            assertThat(mappings.version("invoice", 1).mapping().name()).isEqualTo("invoice");
        }
        assertThat(versionAfterStart(text)).isEqualTo(1);
    }

    @Test
    void pausedMappingStaysPausedOverARestartAlsoWithAChangedFile() {
        try (ProxyUnderTest proxy = start(text)) {
            proxy.post("/api/v1/mappings/invoice/pause", ADMIN, "");
        }
        try (ProxyUnderTest proxy = start(text + "# changed\n")) {
            assertThat(proxy.post("/erp/invoices", ADMIN, "{}").statusCode()).isEqualTo(503);
            proxy.post("/api/v1/mappings/invoice/resume", ADMIN, "");
            assertThat(proxy.post("/erp/invoices", ADMIN, "{}").statusCode()).isNotEqualTo(503);
        }
    }

    @Test
    void faultsOfAllFilesAreToldBeforeAnythingStarts() {
        Map<String, String> files = Map.of("a.yaml", text.replace("chain: main", "chain: mian"), "b.yaml",
                text.replace("sender: erp-ap", "sender: erp-pa").replace("/erp/invoices", "/api/x"));

        assertThatThrownBy(() -> ProxyUnderTest.start(directory, config(), files))
                .isInstanceOf(DocumentException.class).hasMessageContainingAll("a.yaml:9: call.chain",
                        "b.yaml:17: call.sender", "b.yaml:4: from.rest");
        assertThat(directory.resolve("data")).doesNotExist();
    }

    @Test
    void twoFilesCannotShareANameOrAPath() {
        assertThatThrownBy(() -> ProxyUnderTest.start(directory, config(), Map.of("a.yaml", text, "b.yaml", text)))
                .isInstanceOf(DocumentException.class)
                .hasMessageContainingAll("b.yaml:1: metadata.name: found invoice, which is the name in a.yaml too",
                        "b.yaml:1: from.rest.path");
    }

    @Test
    void versionThatTheConfigurationCannotServeAnyMoreIsToldAndKeepsNoOtherFromWorking() {
        // Given
        try (ProxyUnderTest proxy = start(text)) {
            publish(proxy, "added", InvoiceChain.mapping("added", "/erp/added"));
        }
        String without = config().replace("erp-ap: {", "erp-other: {");
        String other = text.replace("sender: erp-ap", "sender: erp-other");

        // When
        try (ProxyUnderTest proxy = ProxyUnderTest.start(directory, without, Map.of("invoice.yaml", other))) {
            // Then
            PublishedMappings mappings = proxy.bean(PublishedMappings.class);
            assertThat(mappings.current("invoice").orElseThrow().version()).isEqualTo(2);
            assertThat(mappings.current("added")).isEmpty();
            assertThat(mappings.version("added", 1).mapping().errors()).containsKey("InvoiceExists");
            await().untilAsserted(() -> assertThat(proxy.get("/actuator/health", ADMIN).body())
                    .contains("added (version 1, published by ops)"));
            assertThat(proxy.post("/erp/added", CALLER, invoice("B-1", "1.00")).statusCode()).isEqualTo(404);
            assertThat(proxy.post("/erp/invoices", CALLER, invoice("B-1", "1.00")).statusCode()).isEqualTo(202);

            // When
            HttpResponse<String> refused = proxy.post("/api/v1/mappings/invoice/rollback", ADMIN, "{\"version\":1}");

            // Then
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
            assertThat(refused.body()).contains("invalid-mapping", "call.sender");
            assertThat(mappings.current("invoice").orElseThrow().version()).isEqualTo(2);
            assertThat(proxy.post("/api/v1/mappings/invoice/pause", ADMIN, "").statusCode()).isEqualTo(200);
        }
    }

    private int versionAfterStart(String mapping) {
        try (ProxyUnderTest proxy = start(mapping)) {
            return proxy.bean(PublishedMappings.class).current("invoice").orElseThrow().version();
        }
    }

    private ProxyUnderTest start(String mapping) {
        return ProxyUnderTest.start(directory, config(), Map.of("invoice.yaml", mapping));
    }

    private static void publish(ProxyUnderTest proxy, String name, String draft) {
        MappingAdmin mappings = proxy.bean(MappingAdmin.class);
        proxy.allowRegistering();
        assertThat(mappings.publishDraft(name, mappings.draft(name, draft, "ops"), "ops"))
                .isInstanceOf(Publication.Published.class);
    }

    private String config() {
        return chain.config() + ProxyUnderTest.clients();
    }
}
