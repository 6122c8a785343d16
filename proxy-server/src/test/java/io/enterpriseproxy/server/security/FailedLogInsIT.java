package io.enterpriseproxy.server.security;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.enterpriseproxy.server.ProxyUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static io.enterpriseproxy.server.ProxyUnderTest.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

/** Log-ins that fail leave their trace, and no more of it than somebody can read. */
class FailedLogInsIT {
    @TempDir
    private Path directory;

    @Test
    void failedLogInsStandInTheAuditTrailTogether() {
        // Given
        try (ProxyUnderTest proxy = start()) {
            for (int i = 0; i < 100; i++) {
                proxy.get("/api/v1/calls", "ep_GuessNo%02d".formatted(i) + "q".repeat(40));
            }
            proxy.get("/api/v1/calls", new PlainJWT(new JWTClaimsSet.Builder().subject("mallory")
                    .issuer("https://elsewhere.example").build()).serialize());
            proxy.get("/api//v1/calls", "ep_Malformed" + "q".repeat(40));
            proxy.send(HttpRequest.newBuilder(proxy.uri("/api/v1/calls")).header("Authorization", "Basic c2VjcmV0")
                    .build());
            proxy.send(HttpRequest.newBuilder(proxy.uri("/api/v1/calls")).build());
            proxy.get("/api/v1/calls", ADMIN);
        }
        // When
        List<JsonNode> entries;
        try (ProxyUnderTest proxy = start()) {
            entries = JsonMapper.shared().readTree(proxy.get("/api/v1/audit", ADMIN).body()).path("items")
                    .valueStream().filter(entry -> entry.path("action").asString().equals("log-in.fail")).toList();
        }
        // Then
        assertThat(entries).hasSize(3).allSatisfy(entry -> {
            assertThat(entry.path("subject").asString()).isEqualTo("127.0.0.1");
            assertThat(entry.path("actor").asString()).isEqualTo("nobody");
        });
        assertThat(entries.stream().map(entry -> entry.path("detail").asString())).satisfiesExactlyInAnyOrder(
                keys -> assertThat(keys).startsWith("101 times, from ")
                        .contains("an API key (ep_GuessN…), no client has it")
                        .endsWith("; and others"),
                token -> assertThat(token).startsWith("once, at ").endsWith("a token (subject mallory, issuer"
                        + " https://elsewhere.example), no issuer of this name is known"),
                other -> assertThat(other).startsWith("once, at ").contains("another kind (not Bearer)"));
        assertThat(entries.toString()).doesNotContain("qqqq", "c2VjcmV0");
    }

    private ProxyUnderTest start() {
        return ProxyUnderTest.start(directory, ProxyUnderTest.clients(), Map.of());
    }
}
