package io.enterpriseproxy.server.health;

import io.enterpriseproxy.server.InvoiceChain;
import io.enterpriseproxy.server.ProxyUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import static io.enterpriseproxy.server.InvoiceChain.invoice;
import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static io.enterpriseproxy.server.ProxyUnderTest.CALLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What operations see of a server whose chain goes away. */
class OperationsIT {
    @Test
    void aChainThatIsDownIsADetailAndAReasonOfItsLaneButTheServerStaysReady(@TempDir Path directory)
            throws IOException {
        InvoiceChain chain = InvoiceChain.start(directory);
        try (ProxyUnderTest proxy = ProxyUnderTest.start(directory, chain.config() + ProxyUnderTest.clients(),
                Map.of("invoice-posted.yaml", InvoiceChain.mapping("invoice-posted", "/erp/invoices")))) {
            proxy.post("/api/v1/calls/invoice-posted", CALLER, invoice("H-1", "5.00"));
            await().atMost(Duration.ofSeconds(30)).until(() -> metrics(proxy)
                    .contains("ep_outcomes_total{mapping=\"invoice-posted\",status=\"confirmed\"} 1.0"));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> proxy.get("/actuator/health", ADMIN).body().contains("at block"));
            assertThat(proxy.get("/actuator/health", ADMIN).body()).contains("\"ledger\"").doesNotContain("\"db\"");

            chain.close();
            proxy.post("/api/v1/calls/invoice-posted", CALLER, invoice("H-2", "6.00"));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> proxy.get("/api/v1/lanes", ADMIN).body().contains("\"node-unavailable\""));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !proxy.get("/actuator/health", ADMIN).body().contains("at block"));
            HttpResponse<String> readiness = proxy
                    .send(HttpRequest.newBuilder(proxy.uri("/actuator/health/readiness")).build());
            assertThat(readiness.statusCode()).isEqualTo(200);
            assertThat(readiness.body()).doesNotContain("node");
            assertThat(metrics(proxy)).contains("ep_chain_head{chain=\"main\"}", "ep_dead_letters_open 0.0",
                    "ep_write_backs_pending 0.0", "ep_lanes_waiting 1.0", "ep_lanes_unowned 0.0");
            assertThat(metricsOfTheDashboard()).hasSizeGreaterThan(8).allSatisfy(
                    metric -> assertThat(metrics(proxy)).containsPattern("(?m)^" + metric + "[ {]"));
        }
    }

    /** The names in the dashboard's expressions. */
    private static Set<String> metricsOfTheDashboard() throws IOException {
        JsonNode dashboard = JsonMapper.builder().build()
                .readTree(Files.readString(Path.of("../config/dashboards/grafana.json")));
        Set<String> names = new TreeSet<>();
        dashboard.at("/panels").forEach(panel -> Pattern.compile("\\b(ep|http|hikaricp|jvm|process)_[a-z_]+")
                .matcher(panel.at("/targets/0/expr").asString()).results().map(MatchResult::group)
                .forEach(names::add));
        assertThat(names.size()).isGreaterThanOrEqualTo(dashboard.at("/panels").size());
        return names;
    }

    private static String metrics(ProxyUnderTest proxy) {
        return proxy.get("/actuator/prometheus", ADMIN).body();
    }
}
