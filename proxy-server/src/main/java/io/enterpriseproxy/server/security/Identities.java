package io.enterpriseproxy.server.security;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;

import java.security.cert.X509Certificate;

/**
 * Finds out who sends a request: by {@code Authorization: Bearer} with an API key or a token, or by the certificate of the
 * connection. Who sends the header is known by it or not at all.
 */
final class Identities {
    private static final String SCHEME = "Bearer ";
    private static final String API_KEY = "ep_";
    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

    private final ApiClients keys;
    private final TokenClients tokens;
    private final CertificateClients certificates;

    Identities(ApiClients keys, TokenClients tokens, CertificateClients certificates) {
        this.keys = keys;
        this.tokens = tokens;
        this.certificates = certificates;
    }

    Identity of(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            return request.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain && chain.length > 0
                    ? certificates.withCertificate(chain[0])
                    : new Identity.Nobody();
        }
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Identity.refused(Shown.OTHER, "not Bearer", "only Bearer is known");
        }
        String credential = header.substring(SCHEME.length()).trim();
        return credential.startsWith(API_KEY) ? keys.withKey(credential) : tokens.withToken(credential);
    }
}
