package io.enterpriseproxy.server.api;

import io.enterpriseproxy.contracts.DevChainOptions;
import io.enterpriseproxy.server.InvoiceChain;
import io.enterpriseproxy.server.ProxyUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import static io.enterpriseproxy.server.InvoiceChain.invoice;
import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static io.enterpriseproxy.server.ProxyUnderTest.CALLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Public proofs go to the main chain, the rest to the service chain, by one mapping. */
class ChainChoiceIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String MAPPING = InvoiceChain.mapping("invoice-posted", "/erp/invoices").replace("chain: main",
            "chain: { choose: \"$contains(invoiceNo, 'PUBLIC') ? 'main' : 'service'\", among: [main, service] }");

    @Test
    void eachEventIsExecutedOnTheChainThatIsChosenForItAndThereOnly(@TempDir Path directory) {
        try (InvoiceChain main = InvoiceChain.start(directory);
                InvoiceChain service = InvoiceChain.start(directory, DevChainOptions.DEFAULT.withChainId(4_242));
                ProxyUnderTest proxy = ProxyUnderTest.start(directory, config(main, service),
                        Map.of("invoice-posted.yaml", MAPPING))) {
            JsonNode open = post(proxy, invoice("PUBLIC-1", "10.00"));
            JsonNode confidential = post(proxy, invoice("RE-1", "10.00"));
            post(proxy, invoice("RE-2", "10.00"));

            assertThat(open.path("chain").asString()).isEqualTo("main");
            assertThat(confidential.path("chain").asString()).isEqualTo("service");
            await().atMost(SOON).until(() -> main.registered() == 1 && service.registered() == 2);
            for (JsonNode call : new JsonNode[]{open, confidential}) {
                await().atMost(SOON).until(() -> JsonMapper.shared()
                        .readTree(proxy.get("/api/v1/calls/" + call.path("id").asString(), ADMIN).body())
                        .path("status").asString().equals("confirmed"));
            }
            assertThat(main.registered()).isEqualTo(1);
            assertThat(service.registered()).isEqualTo(2);
        }
    }

    private static JsonNode post(ProxyUnderTest proxy, String invoice) {
        HttpResponse<String> answer = proxy.post("/api/v1/calls/invoice-posted", CALLER, invoice);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static String config(InvoiceChain main, InvoiceChain service) {
        return main.config()
                .replace("  contracts:\n", "    service: { family: evm, id: 4242, nodes: [ { url: '"
                        + service.chain().url() + "' } ], poll-interval: 100ms }\n  contracts:\n")
                .replace("addresses: { main:", "addresses: { service: '" + service.contract() + "', main:")
                + ProxyUnderTest.clients();
    }
}
