package io.enterpriseproxy.connector;

import org.junit.jupiter.api.Test;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

final class SourceEventTest {
    @Test
    void headersThatCarryCredentialsAreLeftOut() {
        Map<String, String> headers = Map.of("Authorization", "Bearer ep_x", "COOKIE", "session=1",
                "proxy-authorization", "Basic x", "X-Tenant", "acme");

        SourceEvent event = new SourceEvent("invoice-posted", new byte[0], headers, null, null, null, null);

        assertThat(event.metadata()).isEqualTo(Map.of("X-Tenant", "acme"));
    }
}
