package io.enterpriseproxy.signer.azure;

import com.azure.core.credential.TokenCredential;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.exception.ResourceNotFoundException;
import com.azure.core.http.HttpClient;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.security.keyvault.keys.KeyClient;
import com.azure.security.keyvault.keys.KeyClientBuilder;
import com.azure.security.keyvault.keys.cryptography.CryptographyClient;
import com.azure.security.keyvault.keys.cryptography.models.KeyWrapAlgorithm;
import com.azure.security.keyvault.keys.cryptography.models.SignatureAlgorithm;
import com.azure.security.keyvault.keys.models.CreateEcKeyOptions;
import com.azure.security.keyvault.keys.models.JsonWebKey;
import com.azure.security.keyvault.keys.models.KeyCurveName;
import com.azure.security.keyvault.keys.models.KeyOperation;
import com.azure.security.keyvault.keys.models.KeyVaultKey;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.signer.CreatedKey;
import io.enterpriseproxy.signer.KeyStore;
import io.enterpriseproxy.signer.KeyStoreException;
import io.enterpriseproxy.signer.PublicKeys;
import io.enterpriseproxy.signer.StoreKey;
import io.enterpriseproxy.signer.StoreSignature;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An Azure key vault. Its keys are of the curve P-256K, named {@code NAME/VERSION}: the newest version is no address. Those that
 * wrap are RSA keys, named likewise: only the version that has wrapped can unwrap.
 */
public final class AzureKeyVaultStore implements KeyStore {
    private static final int COORDINATE = 32;
    private static final String SIGNS = "and to allow get and sign";
    private final KeyClient client;

    /** Asks nothing of the service yet. */
    public AzureKeyVaultStore(AzureKeyVaultSettings settings) {
        this(settings, new DefaultAzureCredentialBuilder().build(), HttpClient.createDefault());
    }

    AzureKeyVaultStore(AzureKeyVaultSettings settings, TokenCredential credential, HttpClient http) {
        client = new KeyClientBuilder().vaultUrl(settings.url().toString()).credential(credential).httpClient(http)
                .buildClient();
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
        Name name = Name.of(key);
        return ask(key, SIGNS, () -> {
            JsonWebKey found = client.getKey(name.key(), name.version()).getKey();
            if (!KeyCurveName.P_256K.equals(found.getCurveName())) {
                throw new KeyStoreException("the key " + key + " is not of the curve P-256K, but of "
                        + found.getCurveName() + "; make one of that curve", null);
            }
            return ByteBuffer.allocate(1 + 2 * COORDINATE).put((byte) 4).put(found.getX()).put(found.getY()).array();
        });
    }

    /** A key's name and version. */
    private record Name(String key, String version) {
        static Name of(String text) {
            String[] parts = text.split("/", -1);
            if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
                throw new KeyStoreException("found the key " + text + "; keys of Azure are named NAME/VERSION", null);
            }
            return new Name(parts[0], parts[1]);
        }
    }

    @Override
    public StoreKey key(String key) {
        CryptographyClient signer = cryptography(key);
        return request -> ask(key, SIGNS, () -> StoreSignature
                .ofConcatenated(signer.sign(SignatureAlgorithm.ES256K, request.digest()).getSignature()));
    }

    @Override
    public byte[] wrap(String key, byte[] secret) {
        CryptographyClient wrapper = cryptography(key);
        return ask(key, "to be an RSA key, and to allow get and wrapKey",
                () -> wrapper.wrapKey(KeyWrapAlgorithm.RSA_OAEP_256, secret).getEncryptedKey());
    }

    @Override
    public byte[] unwrap(String key, byte[] wrapped) {
        CryptographyClient wrapper = cryptography(key);
        return ask(key, "to be the one that wrapped just these bytes, and to allow get and unwrapKey",
                () -> wrapper.unwrapKey(KeyWrapAlgorithm.RSA_OAEP_256, wrapped).getKey());
    }

    private CryptographyClient cryptography(String key) {
        Name name = Name.of(key);
        return client.getCryptographyClient(name.key(), name.version());
    }

    /** Its name is answered with the version that was made. */
    @Override
    public CreatedKey create(String name) {
        return ask(name, SIGNS, () -> {
            if (exists(name)) {
                throw new KeyStoreException("the Azure key vault has a key " + name + " already; give another name",
                        null);
            }
            KeyVaultKey made = client.createEcKey(new CreateEcKeyOptions(name).setCurveName(KeyCurveName.P_256K)
                    .setKeyOperations(KeyOperation.SIGN));
            String version = name + "/" + made.getProperties().getVersion();
            return new CreatedKey(version, address(version));
        });
    }

    private boolean exists(String name) {
        try {
            client.getKey(name);
            return true;
        } catch (ResourceNotFoundException none) {
            return false;
        }
    }

    /**
     * In our words if it fails. The SDK throws exceptions of its own, of its HTTP client, and for what a key is not for.
     *
     * @param needs what is asked of the key
     */
    private static <T> T ask(String key, String needs, Supplier<T> request) {
        try {
            return request.get();
        } catch (KeyStoreException fault) {
            throw fault;
        } catch (RuntimeException fault) {
            throw refused(key, needs, fault);
        }
    }

    private static KeyStoreException refused(String key, String needs, RuntimeException fault) {
        if (fault instanceof HttpResponseException answered && answered.getResponse() != null) {
            return new KeyStoreException("Azure refuses the key " + key + ": HTTP "
                    + answered.getResponse().getStatusCode() + " (" + answered.getValue()
                    + "); it has to exist, to be enabled, " + needs, fault);
        }
        if (fault instanceof UnsupportedOperationException) {
            return new KeyStoreException("the key " + key + " of Azure is not for this (" + fault.getMessage()
                    + "); RSA keys wrap, and those of the curve P-256K sign", fault);
        }
        return new KeyStoreException("the Azure key vault cannot be reached (" + fault.getMessage() + ")", fault);
    }

    @Override
    public void close() {
        // The SDK's connections are its own.
    }
}
