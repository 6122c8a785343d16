package io.enterpriseproxy.server.api;

import io.enterpriseproxy.server.InvoiceChain;
import io.enterpriseproxy.server.ProxyUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;

import static io.enterpriseproxy.server.InvoiceChain.invoice;
import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static io.enterpriseproxy.server.ProxyUnderTest.CALLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A contract is taken out of the configuration while a call of a mapping that was published by API is on its way. */
class ConfigurationGoneIT {
    private static final String CALLS = "/api/v1/calls/by-api";

    @Test
    void callersAreToldToComeBackAndTheLaneSaysWhatItWaitsForUntilTheContractIsBack(@TempDir Path directory) {
        try (InvoiceChain chain = InvoiceChain.start(directory)) {
            String whole = chain.config() + ProxyUnderTest.clients();
            String id;
            try (ProxyUnderTest proxy = start(directory, whole)) {
                proxy.allowRegistering();
                publish(proxy);
                awaitConfirmed(proxy, submit(proxy, "G-1"));
                proxy.post(lane(proxy) + "/pause", ADMIN, "");
                id = submit(proxy, "G-2");
            }
            String without = whole.replaceAll("(?m)^  contracts:\n.*\n", "").replaceAll("(?m)^  address-book:\n.*\n",
                    "");
            try (ProxyUnderTest proxy = start(directory, without)) {
                assertBroken(proxy.post(CALLS, CALLER, invoice("G-3", "1.00")));
                assertBroken(proxy.post(CALLS + "/batch", CALLER, "[" + invoice("G-3", "1.00") + "]"));
                proxy.post(lane(proxy) + "/resume", ADMIN, "");
                await().until(() -> json(proxy.get("/api/v1/lanes", ADMIN)).at("/items/0/why/code").asString("")
                        .equals("not-configured"));
                assertThat(json(proxy.get("/api/v1/lanes", ADMIN)).at("/items/0/why/detail").asString())
                        .contains("invoice-registry", "Put it back into the configuration");
            }
            try (ProxyUnderTest proxy = start(directory, whole)) {
                awaitConfirmed(proxy, id);
                assertThat(chain.registered()).isEqualTo(2);
            }
        }
    }

    private static ProxyUnderTest start(Path directory, String config) {
        return ProxyUnderTest.start(directory, config, Map.of());
    }

    private static void publish(ProxyUnderTest proxy) {
        proxy.send(proxy.request("/api/v1/mappings/by-api", ADMIN).header("Content-Type", "application/yaml")
                .PUT(HttpRequest.BodyPublishers.ofString(InvoiceChain.mapping("by-api", "/erp/by-api"))).build());
        assertThat(proxy.post("/api/v1/mappings/by-api/publish", ADMIN, "").statusCode()).isEqualTo(200);
    }

    private static String submit(ProxyUnderTest proxy, String number) {
        return json(proxy.post(CALLS, CALLER, invoice(number, "1.00"))).at("/id").asString();
    }

    private static void awaitConfirmed(ProxyUnderTest proxy, String id) {
        await().until(() -> json(proxy.get("/api/v1/calls/" + id, CALLER)).at("/status").asString()
                .equals("confirmed"));
    }

    private static String lane(ProxyUnderTest proxy) {
        return "/api/v1/lanes/" + json(proxy.get("/api/v1/lanes", ADMIN)).at("/items/0/id").asLong();
    }

    private static void assertBroken(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(json(answer).at("/code").asString()).isEqualTo("broken-mapping");
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
