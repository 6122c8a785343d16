package io.enterpriseproxy.server.api;

import io.enterpriseproxy.server.InvoiceChain;
import io.enterpriseproxy.server.ProxyUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static io.enterpriseproxy.server.ProxyUnderTest.CALLER;
import static io.enterpriseproxy.server.ProxyUnderTest.MONITOR;
import static org.assertj.core.api.Assertions.assertThat;

/** What clients may ask a chain's nodes by the server, and what they may not. */
class RawReadsIT {
    private static final String RPC = "/api/v1/chains/main/rpc";
    private static final String LIMITED = "ep_limited000000000000000000000000000000";

    private static final String SLOW = "ep_slow00000000000000000000000000000000";

    private static InvoiceChain chain;
    private static ProxyUnderTest proxy;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        chain = InvoiceChain.start(directory);
        Files.writeString(directory.resolve("limited.key"), LIMITED);
        Files.writeString(directory.resolve("slow.key"), SLOW);
        String config = chain.config().replace("poll-interval: 100ms",
                "poll-interval: 100ms, raw-reads: [eth_getBlockByNumber, eth_getBalance, eth_call, eth_getLogs]");
        proxy = ProxyUnderTest.start(directory, config + ProxyUnderTest.clients()
                + "      - { name: other, key: '${file:limited.key}', roles: [caller], mappings: [invoice-posted],"
                + " events-per-second: 3 }\n"
                + "      - { name: slow, key: '${file:slow.key}', roles: [caller], events-per-second: 3 }\n", Map.of());
    }

    @AfterAll
    static void stop() {
        proxy.close();
        chain.close();
    }

    @Test
    void oneCallIsAnsweredByOneObject() {
        JsonNode answer = json(proxy.post(RPC, CALLER, """
                {"jsonrpc":"2.0","id":"a","method":"eth_getBlockByNumber","params":["0x0",false]}"""));

        assertThat(answer.path("id").asString()).isEqualTo("a");
        assertThat(answer.at("/result/hash").asString())
                .isEqualTo(chain.chain().rpc("eth_getBlockByNumber", "0x0", false).path("hash").asString());
    }

    @Test
    void batchIsAnsweredInOrderWithTheNodesErrorsInTheirPlaces() {
        JsonNode answer = json(proxy.post(RPC, CALLER, """
                [{"id":7,"method":"eth_getBlockByNumber","params":["0xffffff",false]},
                 {"id":8,"method":"eth_getBalance","params":["no address","latest"]},
                 {"id":9,"method":"eth_getBalance","params":["%s","latest"]}]""".formatted(chain.supplier())));

        assertThat(answer).hasSize(3);
        assertThat(answer.get(0).path("result").isNull()).isTrue();
        assertThat(answer.get(1).path("id").asInt()).isEqualTo(8);
        assertThat(answer.at("/1/error/code").asInt()).isNegative();
        assertThat(answer.at("/2/result").asString()).startsWith("0x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"eth_sendRawTransaction", "eth_sendTransaction", "eth_sign", "anvil_mine", "evm_mine",
            "debug_traceTransaction", "admin_peers", "personal_unlockAccount", "txpool_content", "eth_newFilter",
            "eth_chainId", "ETH_CALL", " eth_call", ""})
    void methodThatIsNotAllowedIsRefusedWithAllThatCameWithIt(String method) {
        long before = chain.chain().blockNumber();

        HttpResponse<String> answer = proxy.post(RPC, CALLER, """
                [{"id":1,"method":"eth_getBlockByNumber","params":["latest",false]},
                 {"id":2,"method":"%s","params":[]}]""".formatted(method));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("eth_call, eth_getBalance, eth_getBlockByNumber");
        assertThat(chain.chain().blockNumber() - before).isLessThan(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "5", "\"eth_call\"", "[[]]", "{\"id\":1,\"method\":5}",
            "{\"method\":\"eth_call\"}", "{\"id\":null,\"method\":\"eth_call\"}", "{\"id\":{},\"method\":\"eth_call\"}",
            "{\"id\":1,\"method\":\"eth_call\",\"params\":{}}", "nonsense"})
    void whatIsNoCallIsRefused(String body) {
        assertThat(proxy.post(RPC, CALLER, body).statusCode()).isEqualTo(400);
    }

    @Test
    void tooManyCallsAreRefused() {
        String call = "{\"id\":1,\"method\":\"eth_getBalance\",\"params\":[\"" + chain.supplier() + "\",\"latest\"]}";

        assertThat(proxy.post(RPC, ADMIN, "[" + (call + ",").repeat(50) + call + "]").statusCode()).isEqualTo(400);
        assertThat(json(proxy.post(RPC, ADMIN, "[" + (call + ",").repeat(49) + call + "]"))).hasSize(50);
    }

    @ParameterizedTest
    @CsvSource({"monitor", "limited"})
    void whoMayNotReadIsRefused(String who) {
        assertThat(proxy.post(RPC, who.equals("monitor") ? MONITOR : LIMITED,
                "{\"id\":1,\"method\":\"eth_getBalance\",\"params\":[]}").statusCode()).isEqualTo(403);
    }

    @Test
    void readsCountAsEventsOfTheirClient() {
        String call = "{\"id\":1,\"method\":\"eth_getBalance\",\"params\":[\"" + chain.supplier() + "\",\"latest\"]}";

        assertThat(proxy.post(RPC, SLOW, "[" + (call + ",").repeat(20) + call + "]").statusCode()).isEqualTo(200);
        HttpResponse<String> next = proxy.post(RPC, SLOW, call);
        assertThat(next.statusCode()).isEqualTo(429);
        assertThat(next.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void unknownChainIsSaid() {
        assertThat(proxy.post("/api/v1/chains/nowhere/rpc", CALLER, "{}").statusCode()).isEqualTo(404);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }
}
