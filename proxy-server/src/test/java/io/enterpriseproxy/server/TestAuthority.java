package io.enterpriseproxy.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate authority for tests, made with the JDK's keytool. */
public final class TestAuthority {
    private static final String PASSWORD = "changeit";
    private final Path directory;

    private TestAuthority(Path directory) {
        this.directory = directory;
    }

    /**
     * What it has issued.
     *
     * @param certificate PEM file with the chain
     * @param key PEM file
     * @param store both in PKCS#12, with {@link #password()}
     */
    public record Issued(Path certificate, Path key, Path store) {
        public String password() {
            return PASSWORD;
        }
    }

    /** Makes one; its certificate is in {@link #certificate()}. */
    public static TestAuthority make(Path directory) {
        TestAuthority authority = new TestAuthority(directory);
        authority.keytool("-genkeypair", "-alias", "ca", "-keystore", "ca.p12", "-dname", "CN=Test Authority", "-ext",
                "bc:critical=ca:true", "-keyalg", "EC", "-validity", "30");
        authority.keytool("-exportcert", "-rfc", "-alias", "ca", "-keystore", "ca.p12", "-file", "ca.pem");
        return authority;
    }

    /** PEM file of its own certificate. */
    public Path certificate() {
        return directory.resolve("ca.pem");
    }

    /** Issues a certificate for a subject, good for 127.0.0.1 and for clients. */
    public Issued issue(String name, String subject) {
        String store = name + ".p12";
        keytool("-genkeypair", "-alias", name, "-keystore", store, "-dname", subject, "-keyalg", "EC", "-validity",
                "30");
        keytool("-certreq", "-alias", name, "-keystore", store, "-file", name + ".csr");
        keytool("-gencert", "-alias", "ca", "-keystore", "ca.p12", "-infile", name + ".csr", "-outfile", name + ".crt",
                "-rfc", "-ext", "san=ip:127.0.0.1,dns:localhost", "-validity", "30");
        keytool("-importcert", "-noprompt", "-alias", "ca", "-keystore", store, "-file", "ca.pem");
        keytool("-importcert", "-noprompt", "-alias", name, "-keystore", store, "-file", name + ".crt");
        return pem(name, directory.resolve(store));
    }

    private Issued pem(String name, Path store) {
        try {
            KeyStore keys = load(store);
            StringBuilder chain = new StringBuilder();
            for (Certificate certificate : keys.getCertificateChain(name)) {
                chain.append(pem("CERTIFICATE", certificate.getEncoded()));
            }
            return new Issued(Files.writeString(directory.resolve(name + ".pem"), chain),
                    Files.writeString(directory.resolve(name + ".key"),
                            pem("PRIVATE KEY", keys.getKey(name, PASSWORD.toCharArray()).getEncoded())),
                    store);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String kind, byte[] content) {
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(kind,
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content), kind);
    }

    private static KeyStore load(Path store) throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    /** What a client uses that trusts this authority and shows a certificate. */
    public static SSLContext client(Issued issued) {
        try {
            KeyStore keys = load(issued.store());
            KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            own.init(keys, PASSWORD.toCharArray());
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(keys);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void keytool(String... words) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(Arrays.asList(words));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        try {
            Process process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", words) + ": " + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
