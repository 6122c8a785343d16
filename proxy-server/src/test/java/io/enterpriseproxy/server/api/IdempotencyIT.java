package io.enterpriseproxy.server.api;

import io.enterpriseproxy.server.InvoiceChain;
import io.enterpriseproxy.server.ProxyUnderTest;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static io.enterpriseproxy.server.InvoiceChain.invoice;
import static io.enterpriseproxy.server.ProxyUnderTest.CALLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Sixty-four requests with one key at the same time, to one server and to two that share a ledger; told by the chain. */
class IdempotencyIT {
    private static final int REQUESTS = 64;
    private static final String CALLS = "/api/v1/calls/invoice-posted";

    private InvoiceChain chain;

    @TempDir
    Path directory;

    @BeforeEach
    void startChain() {
        chain = InvoiceChain.start(directory);
    }

    @AfterEach
    void stopChain() {
        chain.close();
    }

    @Test
    void onOneServer() {
        try (ProxyUnderTest proxy = start("one", "")) {
            oneEffectForOneKey(List.of(proxy));
        }
    }

    @Test
    void onTwoServersWithOneLedger() throws IOException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            String ledger = "  ledger: { url: '%s', username: postgres }\n"
                    .formatted(postgres.getJdbcUrl("postgres", "postgres").replaceAll("\\?.*", ""));
            try (ProxyUnderTest one = start("one", ledger); ProxyUnderTest other = start("other", ledger)) {
                oneEffectForOneKey(List.of(one, other));
            }
        }
    }

    private ProxyUnderTest start(String name, String ledger) {
        try {
            Path files = Files.createDirectory(directory.resolve(name));
            for (String file : List.of("invoice-registry.json", "erp-ap.pass", "erp-ap.json")) {
                Files.copy(directory.resolve(file), files.resolve(file));
            }
            return ProxyUnderTest.start(files, chain.config() + ledger + ProxyUnderTest.clients(), Map.of("m.yaml",
                    InvoiceChain.mapping("invoice-posted", "/erp/invoices").replaceFirst("idempotencyKey: .*\n", "")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void oneEffectForOneKey(List<ProxyUnderTest> servers) {
        List<HttpResponse<String>> same = together(servers, "key-1", i -> invoice("A-1", "5.00"));
        assertThat(same).extracting(HttpResponse::statusCode).containsOnly(202);
        assertThat(same).filteredOn(IdempotencyIT::replayed).hasSize(REQUESTS - 1);
        assertThat(same).extracting(IdempotencyIT::id).containsOnly(id(same.getFirst()));
        awaitConfirmed(servers.getFirst(), id(same.getFirst()));
        assertThat(transactions()).isEqualTo(1);

        List<HttpResponse<String>> different = together(servers, "key-2", i -> invoice("B-" + i, "5.00"));
        assertThat(different).filteredOn(answer -> answer.statusCode() == 202).singleElement()
                .satisfies(winner -> {
                    assertThat(replayed(winner)).isFalse();
                    awaitConfirmed(servers.getLast(), id(winner));
                });
        assertThat(different).filteredOn(answer -> answer.statusCode() == 409).hasSize(REQUESTS - 1)
                .allSatisfy(answer -> assertThat(answer.body()).contains("idempotency-key-reused"));
        assertThat(transactions()).isEqualTo(2);

        List<HttpResponse<String>> mixed = together(servers, "key-3", i -> invoice("C-" + i % 4, "5.00"));
        Map<Integer, Long> answers = mixed.stream()
                .collect(Collectors.groupingBy(HttpResponse::statusCode, Collectors.counting()));
        assertThat(answers).containsOnly(Map.entry(202, REQUESTS / 4L), Map.entry(409, REQUESTS * 3 / 4L));
        assertThat(mixed).filteredOn(IdempotencyIT::replayed).hasSize(REQUESTS / 4 - 1);
        awaitConfirmed(servers.getFirst(),
                id(mixed.stream().filter(answer -> answer.statusCode() == 202).findFirst().orElseThrow()));
        assertThat(transactions()).isEqualTo(3);
        assertThat(chain.registered()).isEqualTo(3);
    }

    /** Sends all at the same time, in turn to the servers. */
    private static List<HttpResponse<String>> together(List<ProxyUnderTest> servers, String key,
            IntFunction<String> event) {
        List<Callable<HttpResponse<String>>> requests = IntStream.range(0, REQUESTS)
                .<Callable<HttpResponse<String>>>mapToObj(i -> () -> {
                    ProxyUnderTest server = servers.get(i % servers.size());
                    return server.send(server.request(CALLS, CALLER).header("Content-Type", "application/json")
                            .header("Idempotency-Key", key)
                            .POST(HttpRequest.BodyPublishers.ofString(event.apply(i))).build());
                }).toList();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            return callers.invokeAll(requests).stream().map(Future::resultNow).toList();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private long transactions() {
        return Long.decode(chain.chain().rpc("eth_getTransactionCount", chain.registrar(), "latest").asString());
    }

    private static void awaitConfirmed(ProxyUnderTest server, String call) {
        await().until(() -> server.get("/api/v1/calls/" + call, CALLER).body().contains("\"status\":\"confirmed\""));
    }

    private static boolean replayed(HttpResponse<String> answer) {
        return answer.headers().firstValue("Idempotency-Replayed").filter("true"::equals).isPresent();
    }

    private static String id(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body()).at("/id").asString();
    }
}
