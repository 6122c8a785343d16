package io.enterpriseproxy.server.security;

import io.enterpriseproxy.server.config.CertificateClientConfig;

import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

import javax.security.auth.x500.X500Principal;

/** The clients that show certificates. The connection has checked already that a certificate is trusted and in date. */
final class CertificateClients {
    private final Map<X500Principal, ApiClient> bySubject = new HashMap<>();

    CertificateClients(List<CertificateClientConfig> clients) {
        clients.forEach(client -> bySubject.put(new X500Principal(client.subject()), new ApiClient(client.name(),
                EnumSet.copyOf(client.roles()),
                client.mappings() == null ? null : new HashSet<>(client.mappings()))));
    }

    /** The client with this certificate; names are compared part by part, in order, whatever their spelling. */
    Identity withCertificate(X509Certificate certificate) {
        ApiClient client = bySubject.get(certificate.getSubjectX500Principal());
        return client == null
                ? Identity.refused(Shown.CERTIFICATE, certificate.getSubjectX500Principal().getName(),
                        "no client has this subject")
                : new Identity.Known(client);
    }
}
