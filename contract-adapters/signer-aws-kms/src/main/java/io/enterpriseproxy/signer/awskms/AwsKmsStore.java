package io.enterpriseproxy.signer.awskms;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.SigningRequest;
import io.enterpriseproxy.signer.CreatedKey;
import io.enterpriseproxy.signer.KeyStore;
import io.enterpriseproxy.signer.KeyStoreException;
import io.enterpriseproxy.signer.PublicKeys;
import io.enterpriseproxy.signer.StoreKey;
import io.enterpriseproxy.signer.StoreSignature;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.KmsClientBuilder;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

import java.util.Map;
import java.util.Optional;

/**
 * AWS KMS. Its keys are asymmetric, of the spec ECC_SECG_P256K1 and for signing; named by id, ARN or {@code alias/…}. Those that
 * wrap are symmetric, and what they wrap is bound to its purpose.
 */
public final class AwsKmsStore implements KeyStore {
    private static final String ALIAS = "alias/";
    private static final Map<String, String> PURPOSE = Map.of("purpose", "enterprise-proxy-cloak");
    private static final String SIGNS = "and to allow kms:Sign and kms:GetPublicKey";
    private final KmsClient client;

    /** Asks nothing of the service yet. */
    public AwsKmsStore(AwsKmsSettings settings) {
        KmsClientBuilder builder = KmsClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder().connectionTimeout(settings.timeout())
                        .socketTimeout(settings.timeout()))
                .overrideConfiguration(overrides -> overrides.apiCallTimeout(settings.timeout()));
        if (settings.region() != null) {
            builder.region(Region.of(settings.region()));
        }
        if (settings.endpoint() != null) {
            builder.endpointOverride(settings.endpoint());
        }
        try {
            client = builder.build();
        } catch (SdkException fault) {
            throw new KeyStoreException("the AWS SDK cannot be set up (" + fault.getMessage() + ")", fault);
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
            return PublicKeys
                    .pointOfDer(client.getPublicKey(request -> request.keyId(key)).publicKey().asByteArray());
        } catch (SdkException fault) {
            throw refused(key, SIGNS, fault);
        }
    }

    @Override
    public StoreKey key(String key) {
        return request -> sign(key, request);
    }

    private StoreSignature sign(String key, SigningRequest request) {
        try {
            return StoreSignature.ofDer(client.sign(sign -> sign.keyId(key)
                    .message(SdkBytes.fromByteArray(request.digest())).messageType(MessageType.DIGEST)
                    .signingAlgorithm(SigningAlgorithmSpec.ECDSA_SHA_256)).signature().asByteArray());
        } catch (SdkException fault) {
            throw refused(key, SIGNS, fault);
        }
    }

    @Override
    public byte[] wrap(String key, byte[] secret) {
        try {
            return client.encrypt(request -> request.keyId(key).encryptionContext(PURPOSE)
                    .plaintext(SdkBytes.fromByteArrayUnsafe(secret))).ciphertextBlob().asByteArray();
        } catch (SdkException fault) {
            throw refused(key, "to be symmetric, and to allow kms:Encrypt", fault);
        }
    }

    @Override
    public byte[] unwrap(String key, byte[] wrapped) {
        try {
            return client.decrypt(request -> request.keyId(key).encryptionContext(PURPOSE)
                    .ciphertextBlob(SdkBytes.fromByteArray(wrapped))).plaintext().asByteArrayUnsafe();
        } catch (SdkException fault) {
            throw refused(key, "to be the one that wrapped just these bytes, and to allow kms:Decrypt", fault);
        }
    }

    /** Named {@code alias/…}, so that it is found again by a name that says something. */
    @Override
    public CreatedKey create(String alias) {
        if (!alias.startsWith(ALIAS)) {
            throw new KeyStoreException("found the name " + alias + "; a key of AWS KMS is made with a name like "
                    + ALIAS + "erp-ap", null);
        }
        try {
            if (exists(alias)) {
                throw new KeyStoreException("AWS KMS has a key with the alias " + alias + " already; give another name",
                        null);
            }
            String id = client.createKey(request -> request.keySpec(KeySpec.ECC_SECG_P256_K1)
                    .keyUsage(KeyUsageType.SIGN_VERIFY).description("Enterprise Proxy, " + alias)).keyMetadata()
                    .keyId();
            client.createAlias(request -> request.aliasName(alias).targetKeyId(id));
        } catch (SdkException fault) {
            throw refused(alias, SIGNS, fault);
        }
        return new CreatedKey(alias, address(alias));
    }

    private boolean exists(String alias) {
        try {
            client.describeKey(request -> request.keyId(alias));
            return true;
        } catch (NotFoundException none) {
            return false;
        }
    }

    /** @param needs what else is asked of the key */
    private static KeyStoreException refused(String key, String needs, SdkException fault) {
        if (fault instanceof KmsException answered && answered.awsErrorDetails() != null) {
            String words = answered.awsErrorDetails().errorMessage();
            return new KeyStoreException("AWS KMS refuses the key " + key + ": "
                    + answered.awsErrorDetails().errorCode() + (words == null ? "" : " (" + words + ")")
                    + "; it has to exist, to be enabled, " + needs, fault);
        }
        return new KeyStoreException("AWS KMS cannot be reached (" + fault.getMessage() + ")", fault);
    }

    @Override
    public void close() {
        client.close();
    }
}
