package io.enterpriseproxy.server.systems;

import io.enterpriseproxy.connector.Secret;
import io.enterpriseproxy.server.config.TlsConfig;
import io.enterpriseproxy.signer.KeyStoreException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

import java.nio.file.Path;

import javax.net.ssl.SSLContext;

/** What connections by TLS trust and show. */
final class TlsContexts {
    private TlsContexts() {}

    /** The Java runtime's own if nothing is configured. */
    static SSLContext of(@Nullable TlsConfig config) {
        if (config == null) {
            return SslBundle.systemDefault().createSslContext();
        }
        try {
            return SslBundle.of(new PemSslStoreBundle(own(config), trusted(config.trusted()))).createSslContext();
        } catch (IllegalStateException | IllegalArgumentException fault) {
            throw new KeyStoreException("the certificates of tls: cannot be used (" + fault.getMessage()
                    + "); expected PEM files", fault);
        }
    }

    private static @Nullable PemSslStoreDetails own(TlsConfig config) {
        if (config.certificate() == null || config.key() == null) {
            return null;
        }
        Secret passphrase = config.keyPassphrase();
        return PemSslStoreDetails.forCertificate(location(config.certificate()))
                .withPrivateKey(location(config.key()))
                .withPrivateKeyPassword(passphrase == null ? null : passphrase.reveal());
    }

    private static @Nullable PemSslStoreDetails trusted(@Nullable Path certificates) {
        return certificates == null ? null : PemSslStoreDetails.forCertificate(location(certificates));
    }

    private static String location(Path file) {
        return file.toUri().toString();
    }
}
