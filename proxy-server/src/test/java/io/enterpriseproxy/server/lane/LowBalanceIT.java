package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.server.InvoiceChain;
import io.enterpriseproxy.server.ProxyUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static io.enterpriseproxy.server.ProxyUnderTest.CALLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A sender that runs out of money for gas: it is told in time, and nothing is signed that could not be paid. */
class LowBalanceIT {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    @Test
    void senderBelowTheStopLevelSignsNothingNewUntilItIsFunded(@TempDir Path directory) {
        try (InvoiceChain chain = InvoiceChain.start(directory);
                ProxyUnderTest proxy = ProxyUnderTest.start(directory,
                        chain.config().replace("poll-interval: 100ms",
                                "poll-interval: 100ms, balance: { warn: 2000000000000000000, stop: 1000000000000000000,"
                                        + " every: 1s }")
                                + ProxyUnderTest.clients(),
                        Map.of("m.yaml", InvoiceChain.mapping("invoice-posted", "/erp/invoices")))) {
            // Given
            post(proxy, "A");
            await().atMost(LONGEST).until(() -> chain.registered() == 1);
            fund(chain, "0x1bc16d674ec80001");
            await().atMost(LONGEST).until(() -> keys(proxy).contains("2000000000000000001"));
            // When
            fund(chain, "0xde0b6b3a763ffff");
            await().atMost(LONGEST).until(() -> keys(proxy).contains("999999999999999999"));
            post(proxy, "B");
            // Then
            await().atMost(LONGEST).until(() -> proxy.get("/api/v1/lanes", ADMIN).body().contains("low-balance"));
            assertThat(chain.registered()).isEqualTo(1);
            await().atMost(LONGEST).until(() -> proxy.get("/actuator/prometheus", ProxyUnderTest.MONITOR).body()
                    .contains("ep_gas_balance{"));
            // When
            fund(chain, "0x56bc75e2d63100000");
            // Then
            await().atMost(LONGEST).until(() -> chain.registered() == 2);
        }
    }

    private static void fund(InvoiceChain chain, String wei) {
        chain.chain().rpc("anvil_setBalance", chain.registrar(), wei);
    }

    private static String keys(ProxyUnderTest proxy) {
        return proxy.get("/api/v1/keys", ADMIN).body();
    }

    private static void post(ProxyUnderTest proxy, String number) {
        assertThat(
                proxy.post("/api/v1/calls/invoice-posted", CALLER, InvoiceChain.invoice(number, "1.00")).statusCode())
                .isEqualTo(202);
    }
}
