package io.enterpriseproxy.server.security;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.enterpriseproxy.server.ProxyUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Tokens of a local issuer: signed really, found by its OpenID configuration, and each way in which one is not good. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenIT {
    private static final String AUDIENCE = "enterprise-proxy";
    private final RSAKey rsa;
    private final ECKey ec;
    private final RSAKey foreign;
    private final WireMockServer web = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    private String issuer;
    private ProxyUnderTest proxy;

    TokenIT() throws JOSEException {
        rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
        ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
        foreign = new RSAKeyGenerator(2048).keyID("rsa").generate();
    }

    @BeforeAll
    void start(@TempDir Path directory) {
        web.start();
        issuer = "http://127.0.0.1:" + web.port() + "/realms/erp";
        web.stubFor(WireMock.get("/realms/erp/.well-known/openid-configuration").willReturn(WireMock.okJson(
                "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\"}".formatted(issuer, issuer))));
        web.stubFor(WireMock.get("/realms/erp/keys")
                .willReturn(WireMock.okJson(new JWKSet(List.of(rsa.toPublicJWK(), ec.toPublicJWK())).toString())));
        proxy = ProxyUnderTest.start(directory, """
                  security:
                    limits: { failed-log-ins: 40 }
                    token-issuers:
                      - issuer: '%s'
                        audience: %s
                        name-claim: preferred_username
                        roles-claim: realm_access.roles
                        roles: { ep-audit: auditor, ep-call: caller }
                        mappings-claim: mappings
                      - { issuer: 'http://127.0.0.1:1/gone', audience: %s, roles: { ep-audit: auditor } }
                """.formatted(issuer, AUDIENCE, AUDIENCE), Map.of());
    }

    @AfterAll
    void stop() {
        proxy.close();
        web.stop();
    }

    private JWTClaimsSet.Builder good() {
        return new JWTClaimsSet.Builder().issuer(issuer).audience(List.of("other", AUDIENCE)).subject("4711")
                .claim("preferred_username", "alice").claim("realm_access", Map.of("roles", List.of("ep-audit", "x")))
                .claim("mappings", "invoice-posted goods-receipt")
                .expirationTime(Date.from(Instant.now().plus(Duration.ofMinutes(5))));
    }

    private static String signed(JWSAlgorithm algorithm, String keyId, JWSSigner signer, JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(keyId).build(), claims);
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String signed(JWTClaimsSet claims) throws JOSEException {
        return signed(JWSAlgorithm.RS256, "rsa", new RSASSASigner(rsa), claims);
    }

    private int auditWith(String token) {
        return proxy.get("/api/v1/audit", token).statusCode();
    }

    @Test
    void tokenOfTheIssuerIsGoodWithItsRolesAndNoOthers() throws JOSEException {
        String token = signed(good().build());
        assertThat(auditWith(token)).isEqualTo(200);
        assertThat(proxy.post("/api/v1/calls/invoice-posted", token, "{}").statusCode()).isEqualTo(403);
        assertThat(auditWith(signed(JWSAlgorithm.ES256, "ec", new ECDSASigner(ec), good().build()))).isEqualTo(200);
    }

    @Test
    void mappingsOfTheTokenAreTheOnlyOnes() throws JOSEException {
        String token = signed(good().claim("realm_access", Map.of("roles", List.of("ep-call"))).build());
        assertThat(proxy.post("/api/v1/calls/invoice-posted", token, "{}").statusCode()).isEqualTo(404);
        assertThat(proxy.post("/api/v1/calls/other", token, "{}").statusCode()).isEqualTo(403);
        assertThat(auditWith(token)).isEqualTo(403);
    }

    @Test
    void tokenThatIsNotGoodIsNobody() throws JOSEException {
        Instant past = Instant.now().minus(Duration.ofMinutes(5));
        List<String> bad = List.of(
                signed(good().audience("other").build()),
                signed(good().audience((String) null).build()),
                signed(good().issuer("https://elsewhere.example").build()),
                signed(good().issuer(null).build()),
                signed(good().expirationTime(Date.from(past)).build()),
                signed(good().expirationTime(null).build()),
                signed(good().notBeforeTime(Date.from(Instant.now().plus(Duration.ofMinutes(5)))).build()),
                signed(good().claim("realm_access", Map.of("roles", List.of("x"))).build()),
                signed(good().claim("realm_access", "ep-audit").build()),
                signed(good().claim("preferred_username", null).build()),
                signed(JWSAlgorithm.RS256, "rsa", new RSASSASigner(foreign), good().build()),
                new PlainJWT(good().build()).serialize(),
                // The public key taken for a secret: the oldest trick.
                signed(JWSAlgorithm.HS256, "rsa",
                        new MACSigner(rsa.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)),
                        good().build()),
                signed(good().build()) + "x", "a.b.c", "eyJhbGciOiJub25lIn0.e30.");
        assertThat(bad).allSatisfy(token -> assertThat(auditWith(token)).isEqualTo(401));
    }

    @Test
    void issuerThatIsAwayIsNoReasonToSayNobody() throws JOSEException {
        String token = signed(good().issuer("http://127.0.0.1:1/gone").build());
        assertThat(proxy.get("/api/v1/audit", token).headers().firstValue("Retry-After")).isPresent();
        assertThat(proxy.get("/api/v1/audit", token).body()).contains("\"code\":\"identity-unavailable\"");
    }

    @Test
    void keysThatNobodyKnowsDoNotMakeTheIssuerBusy() throws JOSEException {
        assertThat(auditWith(signed(good().build()))).isEqualTo(200);
        for (int i = 0; i < 30; i++) {
            assertThat(auditWith(signed(JWSAlgorithm.RS256, "unknown-" + i, new RSASSASigner(foreign), good().build())))
                    .isIn(401, 429, 503);
        }
        assertThat(web.countRequestsMatching(WireMock.getRequestedFor(WireMock.urlEqualTo("/realms/erp/keys")).build())
                .getCount()).isLessThanOrEqualTo(3);
        assertThat(auditWith(signed(good().build()))).isEqualTo(200);
    }
}
