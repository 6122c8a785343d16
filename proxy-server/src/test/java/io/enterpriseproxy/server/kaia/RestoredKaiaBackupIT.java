package io.enterpriseproxy.server.kaia;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A ledger that is restored from a backup knows transactions of Kaia's own types again, whoever paid for them. */
class RestoredKaiaBackupIT extends FeeDelegationSuite {
    @Test
    void whatTheBackupHasForgottenIsNotExecutedAgain() throws IOException {
        // Given
        chain.setBalance(sender.address(), ONE_KAIA);
        post("paid", "KNOWN", 1);
        proxy.close();
        Path ledger = directory.resolve("data/ledger.mv.db");
        Path backup = Files.copy(ledger, directory.resolve("backup"));
        serve();
        Map<String, String> forgotten = Map.of("paid", "P", "shared", "S", "own", "O");
        forgotten.forEach((mapping, prefix) -> post(mapping, prefix, 1));
        proxy.close();
        // When
        Files.copy(backup, ledger, StandardCopyOption.REPLACE_EXISTING);
        serve();
        accept("own", "NEW");
        await().atMost(LONGEST).until(() -> lane().at("/why/code").asString().equals("ledger-behind-chain"));
        resume();
        // Then
        await().atMost(LONGEST).until(() -> registered("NEW"));
        List<JsonNode> again = forgotten.entrySet().stream()
                .map(event -> awaitFinal(accept(event.getKey(), event.getValue() + "-0"))).toList();
        assertThat(again).extracting(call -> call.at("/error/code").asString()).containsOnly("perhaps-executed");
        assertThat(quantity(chain.rpc("eth_getTransactionCount", sender.address(), "latest"))).isEqualTo(5);
    }

    private static JsonNode lane() {
        return JSON.readTree(proxy.get("/api/v1/lanes", ADMIN).body()).at("/items/0");
    }

    private static void resume() {
        assertThat(proxy.post("/api/v1/lanes/" + lane().at("/id").asString() + "/resume", ADMIN, "").statusCode())
                .isEqualTo(200);
    }
}
