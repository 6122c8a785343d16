package io.enterpriseproxy.server.contractevents;

import io.enterpriseproxy.server.crash.ServerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The example bridge, end to end: what the chains hold, and what the enterprise's table says of it. */
class BridgeBetweenChainsIT {
    private static final BigInteger COIN = BigInteger.TEN.pow(18);
    private static final BigInteger TOKEN = BigInteger.TEN.pow(6);
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    @Test
    void valueAndTokensGoOverOnceThoughTheServerIsKilledAndToldAnew() throws Exception {
        try (BridgedEnterprise world = new BridgedEnterprise(directory)) {
            BigInteger had = world.main.coins(world.main.recipient());
            // When: six transfers are on their way, and the server is killed as soon as one is requested, and one handled
            for (int i = 1; i <= 3; i++) {
                world.ask("coins-" + i, null, COIN.add(BigInteger.valueOf(i)), LONG);
                world.ask("tokens-" + i, world.service.token(), TOKEN.add(BigInteger.valueOf(i)), LONG);
            }
            world.start();
            world.awaitCount("state = 'requested'", 1);
            world.kill();
            world.start();
            await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20))
                    .until(() -> !world.main.events("HandleValueTransfer").isEmpty());
            world.kill();
            world.requestsAgain();
            ServerProcess server = world.start();
            world.awaitCount("state = 'handled' AND refund_tx IS NOT NULL", 6);
            // Then
            assertThat(world.states()).containsExactly("coins-1 handled", "coins-2 handled", "coins-3 handled",
                    "tokens-1 handled", "tokens-2 handled", "tokens-3 handled");
            goneOver(world, had, COIN.multiply(BigInteger.valueOf(3)).add(BigInteger.valueOf(6)),
                    TOKEN.multiply(BigInteger.valueOf(3)).add(BigInteger.valueOf(6)));
            assertThat(world.service.events("RequestValueTransfer")).hasSize(6);
            assertThat(world.main.events("HandleValueTransfer")).extracting(event -> event.get("handleNonce"))
                    .doesNotHaveDuplicates().hasSize(6);
            assertThat(world.main.transactionsOf(world.main.operator())).isEqualTo(6);
            assertThat(BridgedEnterprise.ask(server, "/api/v1/calls?mapping=bridge-handle")).hasSize(6);
            assertThat(BridgedEnterprise.ask(server, "/api/v1/dead-letters")).isEmpty();
        }
    }

    @Test
    void whatIsNotHandledInTimeComesBack() throws Exception {
        try (BridgedEnterprise world = new BridgedEnterprise(directory)) {
            BigInteger had = world.main.coins(world.main.recipient());
            // When: the other bridge is paused, the enterprise waits no longer, and the server is killed as it closes that
            world.main.act("pause()", Map.of());
            world.start();
            world.ask("late", null, COIN, Duration.ofSeconds(-1));
            world.ask("paused-coins", null, COIN, LONG);
            world.ask("paused-tokens", world.service.token(), TOKEN, LONG);
            world.ask("unknown-token", world.main.bridge(), TOKEN, LONG);
            world.awaitCount("state = 'requested' AND code = 'bridge-paused'", 2);
            world.giveUp("paused-coins", "paused-tokens");
            world.awaitCount("state IN ('overdue', 'refused')", 1);
            world.kill();
            ServerProcess server = world.start();
            world.awaitCount("state = 'refunded'", 2);
            // And: blocks come when the time of what waits in the pool is over
            world.main.act("unpause()", Map.of());
            world.main.chain().stopMining();
            world.ask("stuck", null, COIN, SHORT);
            world.awaitCount("no = 'stuck' AND state = 'overdue'", 1);
            world.main.chain().startMining(Duration.ofSeconds(1));
            world.awaitCount("state = 'refunded'", 3);
            // And: one that failed is executed again after its cause is mended
            world.service.act("pause()", Map.of());
            world.ask("mended", world.service.token(), TOKEN, LONG);
            world.awaitCount("no = 'mended' AND state = 'failed'", 1);
            world.service.act("unpause()", Map.of());
            String call = BridgedEnterprise.ask(server, "/api/v1/calls?mapping=bridge-request&key=mended").path(0)
                    .path("id").asString();
            assertThat(server.act("POST", "/api/v1/calls/" + call + "/retry").statusCode()).isLessThan(300);
            world.awaitCount("state = 'handled'", 1);
            // Then
            assertThat(world.states()).containsExactly("late failed bridge-overdue", "mended handled",
                    "paused-coins refunded bridge-paused", "paused-tokens refunded bridge-paused",
                    "stuck refunded bridge-overdue", "unknown-token failed bridge-token");
            goneOver(world, had, BigInteger.ZERO, TOKEN);
            List<Object> refused = nonces(world.main, "RefuseValueTransfer");
            assertThat(refused).hasSize(3).doesNotHaveDuplicates();
            assertThat(nonces(world.service, "RefundValueTransfer")).containsExactlyElementsOf(refused);
            assertThat(world.main.events("HandleValueTransfer")).hasSize(1);
            assertThat(BridgedEnterprise.ask(server, "/api/v1/dead-letters")).isEmpty();
        }
    }

    private static List<Object> nonces(BridgeEnd end, String event) {
        return end.events(event).stream().map(arguments -> arguments.get("requestNonce")).toList();
    }

    /** What left one chain lies in its bridge, and as much left the other chain's bridge for its recipient: no more, no less. */
    private static void goneOver(BridgedEnterprise world, BigInteger had, BigInteger coins, BigInteger tokens) {
        BridgeEnd from = world.service;
        BridgeEnd to = world.main;
        assertThat(from.coins(from.bridge())).isEqualTo(coins);
        assertThat(to.coins(to.bridge())).isEqualTo(BridgedEnterprise.COINS.subtract(coins));
        assertThat(to.coins(to.recipient())).isEqualTo(had.add(coins));
        BigInteger all = BigInteger.valueOf(BridgedEnterprise.TOKENS);
        assertThat(from.tokens(from.bridge())).isEqualTo(tokens);
        assertThat(from.tokens(from.treasury().address())).isEqualTo(all.subtract(tokens));
        assertThat(to.tokens(to.bridge())).isEqualTo(all.subtract(tokens));
        assertThat(to.tokens(to.recipient())).isEqualTo(tokens);
        assertThat(List.of(from.allTokens(), to.allTokens())).containsOnly(all);
    }
}
