package io.enterpriseproxy.signer.gcpkms;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.cloudkms.v1.CloudKMS;
import com.google.api.services.cloudkms.v1.model.AsymmetricSignRequest;
import com.google.api.services.cloudkms.v1.model.CryptoKey;
import com.google.api.services.cloudkms.v1.model.CryptoKeyVersionTemplate;
import com.google.api.services.cloudkms.v1.model.DecryptRequest;
import com.google.api.services.cloudkms.v1.model.DecryptResponse;
import com.google.api.services.cloudkms.v1.model.Digest;
import com.google.api.services.cloudkms.v1.model.EncryptRequest;
import com.google.api.services.cloudkms.v1.model.EncryptResponse;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.auth.oauth2.GoogleCredentials;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.SigningRequest;
import io.enterpriseproxy.signer.CreatedKey;
import io.enterpriseproxy.signer.KeyStore;
import io.enterpriseproxy.signer.KeyStoreException;
import io.enterpriseproxy.signer.PublicKeys;
import io.enterpriseproxy.signer.StoreKey;
import io.enterpriseproxy.signer.StoreSignature;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * Google Cloud KMS. Its keys are versions of the algorithm EC_SIGN_SECP256K1_SHA256, named by their resource:
 * {@code projects/…/locations/…/keyRings/…/cryptoKeys/…/cryptoKeyVersions/…}. Those that wrap are named without a version: what
 * is wrapped says which one it was.
 */
public final class GcpKmsStore implements KeyStore {
    private static final String SCOPE = "https://www.googleapis.com/auth/cloudkms";
    private static final String APPLICATION = "enterprise-proxy";
    private static final String ALGORITHM = "EC_SIGN_SECP256K1_SHA256";
    private static final int LOOKS = 60;
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final String KEYS = "/cryptoKeys/";
    private static final Pattern WRAPPING_KEY = Pattern
            .compile("projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[^/]+");
    private static final String SIGNS = "and to allow cloudkms.cryptoKeyVersions.useToSign and viewPublicKey";
    private final CloudKMS.Projects.Locations.KeyRings.CryptoKeys keys;
    private final CloudKMS.Projects.Locations.KeyRings.CryptoKeys.CryptoKeyVersions versions;

    /**
     * Asks nothing of the service yet.
     *
     * @throws KeyStoreException if there are no credentials
     */
    public GcpKmsStore(GcpKmsSettings settings) {
        HttpCredentialsAdapter credentials = new HttpCredentialsAdapter(credentials(settings));
        int millis = Math.toIntExact(settings.timeout().toMillis());
        HttpRequestInitializer requests = request -> {
            credentials.initialize(request);
            request.setConnectTimeout(millis).setReadTimeout(millis);
        };
        CloudKMS.Builder builder = new CloudKMS.Builder(new NetHttpTransport(), GsonFactory.getDefaultInstance(),
                requests).setApplicationName(APPLICATION);
        if (settings.endpoint() != null) {
            builder.setRootUrl(settings.endpoint().toString());
        }
        keys = builder.build().projects().locations().keyRings().cryptoKeys();
        versions = keys.cryptoKeyVersions();
    }

    private static GoogleCredentials credentials(GcpKmsSettings settings) {
        try {
            if (settings.credentials() == null) {
                return GoogleCredentials.getApplicationDefault().createScoped(SCOPE);
            }
            try (InputStream file = Files.newInputStream(settings.credentials())) {
                return GoogleCredentials.fromStream(file).createScoped(SCOPE);
            }
        } catch (IOException fault) {
            throw new KeyStoreException("Google's credentials cannot be read (" + fault.getMessage()
                    + "); name a file of credentials, or set up the application default credentials", fault);
        }
    }

    @Override
    public Address address(String key) {
        return PublicKeys.addressOfPoint(point(key));
    }

    @Override
    public Optional<byte[]> publicKey(String key) {
        return Optional.of(point(key));
    }

    private byte[] point(String key) {
        try {
            return PublicKeys.pointOfDer(der(versions.getPublicKey(key).execute().getPem()));
        } catch (IOException | IllegalArgumentException fault) {
            throw refused(key, SIGNS, fault);
        }
    }

    private static byte[] der(String pem) {
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]*-----", ""));
    }

    @Override
    public StoreKey key(String key) {
        return request -> sign(key, request);
    }

    private StoreSignature sign(String key, SigningRequest request) {
        try {
            return StoreSignature.ofDer(versions.asymmetricSign(key,
                    new AsymmetricSignRequest().setDigest(new Digest().encodeSha256(request.digest()))).execute()
                    .decodeSignature());
        } catch (IOException | IllegalArgumentException fault) {
            throw refused(key, SIGNS, fault);
        }
    }

    @Override
    public byte[] wrap(String key, byte[] secret) {
        requireWrappingKey(key);
        try {
            EncryptResponse answer = keys.encrypt(key, new EncryptRequest().encodePlaintext(secret)
                    .setPlaintextCrc32c(crc32c(secret))).execute();
            byte[] wrapped = answer.decodeCiphertext();
            if (!Boolean.TRUE.equals(answer.getVerifiedPlaintextCrc32c())) {
                throw damaged(key);
            }
            requireIntact(key, wrapped, answer.getCiphertextCrc32c());
            return wrapped;
        } catch (IOException | IllegalArgumentException fault) {
            throw refused(key, "and to allow cloudkms.cryptoKeyVersions.useToEncrypt", fault);
        }
    }

    @Override
    public byte[] unwrap(String key, byte[] wrapped) {
        requireWrappingKey(key);
        try {
            DecryptResponse answer = keys.decrypt(key, new DecryptRequest().encodeCiphertext(wrapped)
                    .setCiphertextCrc32c(crc32c(wrapped))).execute();
            byte[] secret = answer.decodePlaintext();
            requireIntact(key, secret, answer.getPlaintextCrc32c());
            return secret;
        } catch (IOException | IllegalArgumentException fault) {
            throw refused(key, "to be the one that wrapped just these bytes, and to allow"
                    + " cloudkms.cryptoKeyVersions.useToDecrypt", fault);
        }
    }

    private static void requireWrappingKey(String key) {
        if (!WRAPPING_KEY.matcher(key).matches()) {
            throw new KeyStoreException("found the key " + key + "; keys of Google Cloud KMS that wrap are named"
                    + " projects/…/locations/…/keyRings/…/cryptoKeys/…, without a version", null);
        }
    }

    private static long crc32c(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return checksum.getValue();
    }

    private static void requireIntact(String key, byte @Nullable [] bytes, @Nullable Long checksum) {
        if (bytes == null || !Objects.equals(checksum, crc32c(bytes))) {
            throw damaged(key);
        }
    }

    private static KeyStoreException damaged(String key) {
        return new KeyStoreException(
                "what Google Cloud KMS was sent for the key " + key + ", or has answered, was changed"
                        + " on its way: the checksums differ; try again",
                null);
    }

    /** Named {@code projects/…/cryptoKeys/NAME}, in a key ring that exists; it has one version, whose name is answered. */
    @Override
    public CreatedKey create(String key) {
        int at = key.indexOf(KEYS);
        String id = at < 0 ? "" : key.substring(at + KEYS.length());
        if (id.isEmpty() || id.contains("/")) {
            throw new KeyStoreException("found the name " + key + "; a key of Google Cloud KMS is made with a name like"
                    + " projects/…/locations/…/keyRings/…/cryptoKeys/erp-ap", null);
        }
        CryptoKey wanted = new CryptoKey().setPurpose("ASYMMETRIC_SIGN").setVersionTemplate(
                new CryptoKeyVersionTemplate().setAlgorithm(ALGORITHM).setProtectionLevel("HSM"));
        try {
            keys.create(key.substring(0, at), wanted).setCryptoKeyId(id).execute();
            String version = key + "/cryptoKeyVersions/1";
            awaitMade(version);
            return new CreatedKey(version, address(version));
        } catch (IOException | IllegalArgumentException fault) {
            throw refused(key, SIGNS, fault);
        }
    }

    /** An HSM takes its time. */
    private void awaitMade(String version) throws IOException {
        for (int look = 0; look < LOOKS; look++) {
            if (!"PENDING_GENERATION".equals(versions.get(version).execute().getState())) {
                return;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        throw new KeyStoreException("Google Cloud KMS is still making the key " + version + "; use it when its state is"
                + " ENABLED", null);
    }

    /** @param needs what else is asked of the key */
    private static KeyStoreException refused(String key, String needs, Exception fault) {
        if (fault instanceof GoogleJsonResponseException answered) {
            return new KeyStoreException("Google Cloud KMS refuses the key " + key + ": HTTP "
                    + answered.getStatusCode()
                    + (answered.getDetails() == null ? "" : " (" + answered.getDetails().getMessage() + ")")
                    + "; it has to exist, to be enabled, " + needs, fault);
        }
        if (fault instanceof IllegalArgumentException) {
            return new KeyStoreException("found the key " + key + "; keys of Google Cloud KMS are named projects/…/"
                    + "locations/…/keyRings/…/cryptoKeys/…/cryptoKeyVersions/…", fault);
        }
        return new KeyStoreException("Google Cloud KMS cannot be reached (" + fault.getMessage() + ")", fault);
    }

    @Override
    public void close() {
        // Its requests have connections of their own.
    }
}
