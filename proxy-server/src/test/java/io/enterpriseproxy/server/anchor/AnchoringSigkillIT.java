package io.enterpriseproxy.server.anchor;

import io.enterpriseproxy.chain.proof.AnchorProof;
import io.enterpriseproxy.server.ProxyUnderTest;
import io.enterpriseproxy.server.crash.ServerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A server that is killed on the way of its records. */
class AnchoringSigkillIT {
    private static final int EACH = 150;
    private static final Duration LONGEST = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    @Test
    void noRecordIsLostOrGetsIntoTwoTrees() throws Exception {
        try (AnchorChain chain = new AnchorChain(); Erp erp = new Erp()) {
            chain.chain().startMining(Duration.ofSeconds(1));
            ProxyUnderTest.write(directory, "port: 0, address: 127.0.0.1", chain.config(directory)
                    + ProxyUnderTest.clients() + erp.config("anchor-root", "every: 1s, count: 100"),
                    Map.of("root.yaml", Erp.ROOT, "quality.yaml", Erp.RECORD));
            List<String> ids = new ArrayList<>();
            int port = freePort();
            // When: it is killed as soon as records are accepted, in trees, handed to a node, on the chain, told of
            ids.addAll(life(port, 0, server -> true));
            ids.addAll(life(port, 1, server -> trees(server).size() > 1));
            ids.addAll(life(port, 2, server -> trees(server).stream().anyMatch(tree -> tree.has("call")
                    && !tree.has("place"))));
            ids.addAll(life(port, 3, server -> Integer.parseInt((String) chain.read("count()", Map.of())) > 2));
            ids.addAll(life(port, 4, server -> erp.results.size() > EACH));
            // Then
            try (ServerProcess server = start(port)) {
                await().atMost(LONGEST).until(() -> told(erp) == ids.size());
                List<JsonNode> trees = trees(server);
                assertThat(trees.stream().mapToInt(tree -> tree.path("records").intValue()).sum())
                        .isEqualTo(ids.size());
                assertThat(chain.read("count()", Map.of())).isEqualTo(Integer.toString(trees.size()));
                assertThat(ids).doesNotHaveDuplicates().hasSize(5 * EACH);
                for (String id : ids) {
                    AnchorProof proof = AnchorProof.parse(ask(server, "/api/v1/calls/" + id + "/proof").toString());
                    assertThat(chain.verifies(proof)).as(proof.record()).isTrue();
                }
            }
        }
    }

    /** When a life ends. */
    @FunctionalInterface
    private interface End {
        boolean isNear(ServerProcess server) throws Exception;
    }

    /** Starts a server, hands in records, and kills it at this moment. */
    private List<String> life(int port, int number, End end) throws Exception {
        ServerProcess server = start(port);
        try {
            HttpResponse<String> answer = server.postBatch("quality", Erp.events(number * EACH, EACH));
            assertThat(answer.statusCode()).isEqualTo(200);
            Callable<Boolean> near = () -> end.isNear(server);
            await().atMost(LONGEST).pollInterval(Duration.ofMillis(20)).until(near);
            return JsonMapper.shared().readTree(answer.body()).valueStream().map(item -> item.path("id").stringValue())
                    .toList();
        } finally {
            server.kill();
        }
    }

    private ServerProcess start(int port) {
        ServerProcess server = ServerProcess.launch(directory, port, List.of());
        assertThat(server.awaitReady()).isTrue();
        return server;
    }

    private static List<JsonNode> trees(ServerProcess server) throws Exception {
        return ask(server, "/api/v1/anchors?limit=500").path("items").valueStream().toList();
    }

    private static JsonNode ask(ServerProcess server, String path) throws Exception {
        HttpResponse<String> answer = server.act("GET", path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static long told(Erp erp) {
        return erp.results.stream().map(result -> result.path("no").stringValue()).distinct().count();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
