package io.enterpriseproxy.server.kaia;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Fee payers that are stopped, away or without money: their calls wait, the lane goes on, and nonces can be freed. */
class FeePayerTroubleIT extends FeeDelegationSuite {
    @Test
    void stopOfTheTreasuryKeepsItsCallsWaitingAndNoOthers() {
        // Given
        chain.setBalance(sender.address(), ONE_KAIA);
        stop("PUT", "{\"reason\":\"incident\"}");
        try {
            // When
            List<String> wait = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                wait.add(accept("paid", "W-" + i));
            }
            JsonNode goes = post("own", "own-W", 1).getFirst();
            JsonNode rejected = awaitFinal(accept("other", "own-W-0"));
            // Then
            assertThat(goes.at("/status").asString()).isEqualTo("confirmed");
            assertThat(rejected.at("/status").asString()).as("what fails behind those that wait").isEqualTo("rejected");
            assertThat(wait).allSatisfy(id -> assertThat(call(id).at("/status").asString()).isEqualTo("accepted"));
            await().atMost(LONGEST).until(() -> proxy.get("/api/v1/lanes", ADMIN).body().contains("\"stopped\""));
            stop("DELETE", "");
            assertThat(wait).allSatisfy(id -> assertThat(awaitFinal(id).at("/status").asString())
                    .isEqualTo("confirmed"));
        } finally {
            stop("DELETE", "");
        }
    }

    @Test
    void feePayerWhoseStoreIsAwayKeepsItsCallsWaitingAndNoOthers() {
        // Given
        chain.setBalance(sender.address(), ONE_KAIA);
        // When
        String waits = accept("away", "AW-1");
        List<JsonNode> go = post("own", "A", 5);
        // Then
        assertThat(go).hasSize(5);
        assertThat(call(waits).at("/status").asString()).isEqualTo("accepted");
        await().atMost(LONGEST).until(() -> proxy.get("/api/v1/lanes", ADMIN).body().contains("fee payer away: "));
        assertThat(proxy.post("/api/v1/calls/" + waits + "/cancel", ADMIN, "").statusCode()).isLessThan(300);
        assertThat(awaitFinal(waits).at("/status").asString()).isEqualTo("cancelled");
    }

    @Test
    void cancelIsPaidForToo() {
        // Given
        chain.setBalance(sender.address(), BigInteger.ZERO);
        chain.stopMining();
        try {
            String id = accept("paid", "C-1");
            await().atMost(LONGEST).until(() -> call(id).at("/status").asString().equals("broadcast"));
            // When
            assertThat(proxy.post("/api/v1/calls/" + id + "/cancel", ADMIN, "").statusCode()).isLessThan(300);
            awaitPending(id, "TxTypeFeeDelegatedCancel");
            chain.startMining(Duration.ofSeconds(1));
            // Then
            assertThat(awaitFinal(id).at("/status").asString()).isEqualTo("cancelled");
            assertThat(registered("C-1")).isFalse();
            assertThat(balance(sender)).isZero();
        } finally {
            chain.startMining(Duration.ofSeconds(1));
        }
    }

    @Test
    void chainsOwnReasonOfAFailureIsTold() {
        JsonNode call = awaitFinal(accept("short", "F-1"));
        assertThat(call.at("/status").asString()).isEqualTo("reverted");
        assertThat(call.at("/error/message").asString()).isEqualTo("out of gas (txError 0x7)");
    }

    @Test
    void cancelThatNobodyCanPayForIsNotSigned() {
        // Given
        chain.setBalance(sender.address(), BigInteger.ZERO);
        chain.stopMining();
        try {
            String id = accept("paid", "N-1");
            await().atMost(LONGEST).until(() -> call(id).at("/status").asString().equals("broadcast"));
            stop("PUT", "{\"reason\":\"incident\"}");
            // When
            assertThat(proxy.post("/api/v1/calls/" + id + "/cancel", ADMIN, "").statusCode()).isLessThan(300);
            await().atMost(LONGEST).until(() -> proxy.get("/api/v1/lanes", ADMIN).body()
                    .contains("neither its fee payer nor its sender can pay"));
            assertThat(JSON.readTree(trace(call(id))).at("/transactions")).hasSize(1);
            // Then it is what was signed first that is mined
            stop("DELETE", "");
            awaitPending(id, "TxTypeFeeDelegatedCancel");
            chain.startMining(Duration.ofSeconds(1));
            assertThat(awaitFinal(id).at("/status").asString()).isEqualTo("cancelled");
        } finally {
            stop("DELETE", "");
            chain.startMining(Duration.ofSeconds(1));
        }
    }

    @Test
    void senderPaysForTheCancelWhenItsFeePayerIsStopped() {
        // Given
        chain.setBalance(sender.address(), ONE_KAIA);
        chain.stopMining();
        try {
            String id = accept("paid", "X-1");
            await().atMost(LONGEST).until(() -> call(id).at("/status").asString().equals("broadcast"));
            stop("PUT", "{\"reason\":\"incident\"}");
            // When
            assertThat(proxy.post("/api/v1/calls/" + id + "/cancel", ADMIN, "").statusCode()).isLessThan(300);
            awaitPending(id, "TxTypeCancel");
            chain.startMining(Duration.ofSeconds(1));
            // Then
            assertThat(awaitFinal(id).at("/status").asString()).isEqualTo("cancelled");
            assertThat(balance(sender)).isLessThan(ONE_KAIA);
        } finally {
            stop("DELETE", "");
            chain.startMining(Duration.ofSeconds(1));
        }
    }
}
