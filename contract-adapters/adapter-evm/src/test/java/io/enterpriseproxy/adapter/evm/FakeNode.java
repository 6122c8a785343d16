package io.enterpriseproxy.adapter.evm;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

/** A node over real HTTP whose answers and faults a test chooses. */
final class FakeNode implements AutoCloseable {
    private final Map<String, Function<JsonNode, String>> methods = new ConcurrentHashMap<>();
    private final List<List<String>> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Refusal refusal = (body, calls) -> 200;
    private final WireMockServer http = new WireMockServer(
            options().bindAddress("127.0.0.1").dynamicPort().extensions(new Answers()));

    private FakeNode() {}

    static FakeNode onChain(long chainId) {
        FakeNode node = new FakeNode();
        node.http.start();
        node.isOnChain(chainId);
        node.works();
        return node;
    }

    /** A header whose hash is told by its number. */
    static String block(long number) {
        return """
                {"number":"0x%x","hash":"0x%064x","parentHash":"0x%064x","timestamp":"0x65","baseFeePerGas":"0x7"}"""
                .formatted(number, number, number - 1);
    }

    void isOnChain(long chainId) {
        answers("eth_chainId", "\"0x" + Long.toHexString(chainId) + "\"");
    }

    /** Also has all blocks before it. */
    void headIs(long number) {
        replies("eth_getBlockByNumber", params -> "\"result\":" + blockAt(params.path(0).asString(), number));
    }

    /** As {@link #headIs}, with other blocks than the other nodes from this one on. */
    void isOnForkFrom(long first, long head) {
        replies("eth_getBlockByNumber", params -> {
            String block = blockAt(params.path(0).asString(), head);
            boolean forked = !block.equals("null") && !params.path(0).asString().equals("0x0")
                    && (!params.path(0).asString().startsWith("0x")
                            || Long.decode(params.path(0).asString()) >= first);
            return "\"result\":" + (forked ? block.replace("\"hash\":\"0x0", "\"hash\":\"0xf") : block);
        });
    }

    /** Claims this block as the newest, and has those up to the other. */
    void claimsHead(long claimed, long head) {
        replies("eth_getBlockByNumber", params -> "\"result\":" + (params.path(0).asString().startsWith("0x")
                ? blockAt(params.path(0).asString(), head)
                : block(claimed)));
    }

    private static String blockAt(String place, long head) {
        if (!place.startsWith("0x")) {
            return block(head);
        }
        long number = Long.decode(place);
        return number <= head ? block(number) : "null";
    }

    void answers(String method, String result) {
        replies(method, params -> "\"result\":" + result);
    }

    void refuses(String method, long code, String message) {
        replies(method, params -> "\"error\":{\"code\":" + code + ",\"message\":\"" + message + "\"}");
    }

    /** The members "result" or "error" of the reply, told from the call's params; empty leaves the reply out. */
    void replies(String method, Function<JsonNode, String> reply) {
        methods.put(method, reply);
    }

    /** Gives no answer to this method while it runs. */
    void hangsOn(String method) {
        replies(method, params -> {
            try {
                closed.await();
                return "";
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return "";
            }
        });
    }

    /** Answers this method after so long. */
    void answersLate(String method, String result, Duration late) {
        replies(method, params -> {
            try {
                boolean ends = closed.await(late.toMillis(), TimeUnit.MILLISECONDS);
                return ends ? "" : "\"result\":" + result;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return "";
            }
        });
    }

    /** Larger batches are refused with HTTP 413. */
    void takesBatchesUpTo(int calls) {
        refusal = (body, size) -> size > calls ? 413 : 200;
    }

    /** Requests that contain this text fail with HTTP 500. */
    void failsWhenAskedFor(String text) {
        refusal = (body, size) -> body.contains(text) ? 500 : 200;
    }

    /** Requests fail with HTTP 503 in this share of all cases; the sequence is the same in each run. */
    void failsAtRandom(double share) {
        Random random = new Random(11);
        refusal = (body, size) -> random.nextDouble() < share ? 503 : 200;
    }

    void works() {
        http.resetMappings();
        http.stubFor(post(anyUrl()).willReturn(aResponse().withTransformers(Answers.NAME)));
    }

    void fails(ResponseDefinitionBuilder response) {
        http.resetMappings();
        http.stubFor(any(anyUrl()).willReturn(response));
    }

    /** Resets the connection of the next request, then works. */
    void losesOneConnection() {
        works();
        http.stubFor(post(anyUrl()).inScenario("lost").whenScenarioStateIs(Scenario.STARTED).willSetStateTo("back")
                .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
    }

    /** Everything goes to a real node, and its answers come this late. */
    void passesOnTo(URI node, int delayMillis) {
        fails(aResponse().proxiedFrom(node.toString()).withFixedDelay(delayMillis));
    }

    /** Everything goes to a real node, but its answers are lost in this share of all cases. */
    void passesOnToAndLosesAnswers(URI node, double share) {
        failsAtRandom(share);
        fails(aResponse().proxiedFrom(node.toString()).withTransformers(Answers.NAME));
    }

    /** The methods of each request that was answered as JSON-RPC, in order. */
    List<List<String>> asked() {
        return List.copyOf(asked);
    }

    /** All requests, answered or not. */
    int requests() {
        return http.getAllServeEvents().size();
    }

    String lastHeader(String name) {
        return http.getAllServeEvents().getFirst().getRequest().getHeader(name);
    }

    URI url() {
        return URI.create(http.baseUrl());
    }

    /** Refuses connections from now on. */
    @Override
    public void close() {
        closed.countDown();
        http.stop();
    }

    private interface Refusal {
        int status(String body, int calls);
    }

    private final class Answers implements ResponseTransformerV2 {
        private static final String NAME = "json-rpc";

        @Override
        public Response transform(Response response, ServeEvent event) {
            JsonNode body = JsonMapper.shared().readTree(event.getRequest().getBody());
            List<JsonNode> calls = body.isArray()
                    ? StreamSupport.stream(body.spliterator(), false).toList()
                    : List.of(body);
            int status = refusal.status(event.getRequest().getBodyAsString(), calls.size());
            if (status != 200) {
                return Response.Builder.like(response).but().status(status).build();
            }
            if (response.isFromProxy()) {
                return response;
            }
            asked.add(calls.stream().map(call -> call.path("method").asString()).toList());
            List<String> replies = new ArrayList<>();
            for (JsonNode call : calls) {
                String reply = methods.getOrDefault(call.path("method").asString(), params -> "\"error\":"
                        + "{\"code\":-32601,\"message\":\"the method does not exist\"}").apply(call.path("params"));
                if (!reply.isEmpty()) {
                    replies.add("{\"jsonrpc\":\"2.0\",\"id\":" + call.path("id") + "," + reply + "}");
                }
            }
            String text = body.isArray()
                    ? replies.stream().collect(Collectors.joining(",", "[", "]"))
                    : String.join("", replies);
            return Response.Builder.like(response).but().body(text).build();
        }

        @Override
        public boolean applyGlobally() {
            return false;
        }

        @Override
        public String getName() {
            return NAME;
        }
    }
}
