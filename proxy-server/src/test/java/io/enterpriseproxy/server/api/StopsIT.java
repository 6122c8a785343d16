package io.enterpriseproxy.server.api;

import io.enterpriseproxy.server.InvoiceChain;
import io.enterpriseproxy.server.ProxyUnderTest;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static io.enterpriseproxy.server.ProxyUnderTest.CALLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The emergency stop, told by the chain: what is stopped sends nothing, and goes on where it was. */
class StopsIT {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private final AtomicInteger invoices = new AtomicInteger();
    private InvoiceChain chain;

    @TempDir
    private Path directory;

    @BeforeEach
    void startChain() {
        chain = InvoiceChain.start(directory);
    }

    @AfterEach
    void stopChain() {
        chain.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "chains/main", "keys/erp-ap"})
    void whatIsStoppedSendsNothingAndGoesOn(String what) {
        try (ProxyUnderTest proxy = start("one", "")) {
            // Given
            post(proxy);
            await().atMost(LONGEST).until(() -> chain.registered() == 1);
            // When
            assertThat(put(proxy, what, "{\"reason\":\"the key has leaked\"}")).isEqualTo(204);
            post(proxy);
            // Then
            await().atMost(LONGEST)
                    .until(() -> proxy.get("/api/v1/lanes", ADMIN).body().contains("the key has leaked"));
            long count = transactions();
            await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(4)).until(() -> transactions() == count);
            assertThat(proxy.get("/api/v1/stops", ADMIN).body()).contains("the key has leaked", "\"by\":\"ops\"");
            assertThat(proxy.get("/api/v1/audit", ADMIN).body()).contains(".stop", "the key has leaked");
            // When
            assertThat(delete(proxy, what)).isEqualTo(204);
            // Then
            await().atMost(LONGEST).until(() -> chain.registered() == 2);
            assertThat(proxy.get("/api/v1/stops", ADMIN).body()).doesNotContain("leaked");
            assertThat(delete(proxy, what)).isEqualTo(404);
        }
    }

    @Test
    void stopOutlivesARestart() {
        try (ProxyUnderTest proxy = start("one", "")) {
            put(proxy, "all", "{\"reason\":\"a drill\"}");
        }
        try (ProxyUnderTest proxy = restart("one")) {
            post(proxy);
            await().atMost(LONGEST).until(() -> proxy.get("/api/v1/lanes", ADMIN).body().contains("a drill"));
            assertThat(transactions()).isZero();
            delete(proxy, "all");
            await().atMost(LONGEST).until(() -> chain.registered() == 1);
        }
    }

    @Test
    void everyInstanceHearsOfItWithinASecond() throws IOException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            String ledger = "  ledger: { url: '%s', username: postgres }\n"
                    .formatted(postgres.getJdbcUrl("postgres", "postgres").replaceAll("\\?.*", ""));
            try (ProxyUnderTest one = start("one", ledger); ProxyUnderTest other = start("other", ledger)) {
                // Given: whichever has the lane, the other is told to stop
                post(one);
                await().atMost(LONGEST).until(() -> chain.registered() == 1);
                for (ProxyUnderTest told : List.of(one, other)) {
                    long before = chain.registered();
                    // When
                    put(told, "keys/erp-ap", "{\"reason\":\"a drill\"}");
                    await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
                    post(one);
                    post(other);
                    // Then
                    await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(4))
                            .until(() -> chain.registered() == before);
                    delete(told, "keys/erp-ap");
                    await().atMost(LONGEST).until(() -> chain.registered() == before + 2);
                }
            }
        }
    }

    @Test
    void stopWithoutAReasonOrOfWhatIsNotThereIsRefused() {
        try (ProxyUnderTest proxy = start("one", "")) {
            assertThat(put(proxy, "all", "{}")).isEqualTo(400);
            assertThat(put(proxy, "keys/nobodys", "{\"reason\":\"x\"}")).isEqualTo(404);
            assertThat(put(proxy, "chains/none", "{\"reason\":\"x\"}")).isEqualTo(404);
            assertThat(proxy.get("/api/v1/stops", ADMIN).body()).contains("\"items\":[]");
        }
    }

    private void post(ProxyUnderTest proxy) {
        assertThat(proxy.post("/api/v1/calls/invoice-posted", CALLER,
                InvoiceChain.invoice("RE-" + invoices.incrementAndGet(), "10.00")).statusCode()).isEqualTo(202);
    }

    private static int put(ProxyUnderTest proxy, String what, String body) {
        return proxy.send(proxy.request("/api/v1/stops/" + what, ADMIN).header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body)).build()).statusCode();
    }

    private static int delete(ProxyUnderTest proxy, String what) {
        return proxy.send(proxy.request("/api/v1/stops/" + what, ADMIN).DELETE().build()).statusCode();
    }

    private long transactions() {
        return Long.decode(
                chain.chain().rpc("eth_getTransactionCount", chain.registrar(), "pending").asString());
    }

    private ProxyUnderTest start(String name, String ledger) {
        try {
            Path files = Files.createDirectory(directory.resolve(name));
            for (String file : List.of("invoice-registry.json", "erp-ap.pass", "erp-ap.json")) {
                Files.copy(directory.resolve(file), files.resolve(file));
            }
            return run(name, ledger);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private ProxyUnderTest restart(String name) {
        return run(name, "");
    }

    private ProxyUnderTest run(String name, String ledger) {
        return ProxyUnderTest.start(directory.resolve(name), chain.config() + ledger + ProxyUnderTest.clients(),
                Map.of("m.yaml", InvoiceChain.mapping("invoice-posted", "/erp/invoices")));
    }
}
