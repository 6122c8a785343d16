package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.enterpriseproxy.connector.Secret;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Where keys are that do not leave it. Exactly one kind. */
public record KeyStoreConfig(
        @JsonPropertyDescription("a hardware security module") @Nullable Pkcs11 pkcs11,
        @JsonPropertyDescription("AWS Key Management Service; credentials by the SDK's default chain") @Nullable AwsKms awsKms,
        @JsonPropertyDescription("Google Cloud Key Management Service") @Nullable GcpKms gcpKms,
        @JsonPropertyDescription("Azure Key Vault or Managed HSM; credentials by the SDK's default chain") @Nullable AzureKeyVault azureKeyVault,
        @JsonPropertyDescription("HashiCorp Vault") @Nullable Vault vault,
        @JsonPropertyDescription("Web3Signer, or a signing service that speaks JSON-RPC") @Nullable RemoteSigner remoteSigner,
        @JsonProperty(defaultValue = "16") @JsonPropertyDescription("most signatures that are asked for at the same time") int parallel,
        @JsonProperty(defaultValue = "10s") @JsonPropertyDescription("longest time for a batch of signatures, and for one request") Duration timeout) {

    public KeyStoreConfig {
        Checks.atLeast("parallel", parallel, 1);
        Checks.positive("timeout", timeout);
        if (Stream.of(pkcs11, awsKms, gcpKms, azureKeyVault, vault, remoteSigner).filter(Objects::nonNull)
                .count() != 1) {
            throw new IllegalArgumentException("expected exactly one of pkcs11:, aws-kms:, gcp-kms:, azure-key-vault:,"
                    + " vault:, remote-signer:");
        }
    }

    /** A token of an HSM. Its keys are named by their labels. */
    public record Pkcs11(
            @JsonPropertyDescription("the module's PKCS#11 library") Path library,
            @JsonProperty(defaultValue = "0") @JsonPropertyDescription("the token's place in the library's list of slots") int slotIndex,
            @JsonPropertyDescription("PIN of the user, by reference") Secret pin) {
        public Pkcs11 {
            Checks.atLeast("slot-index", slotIndex, 0);
        }
    }

    /** Its keys are named by id, ARN or {@code alias/…}. */
    public record AwsKms(
            @JsonPropertyDescription("region; else that of the SDK's default chain") @Nullable String region,
            @JsonPropertyDescription("a VPC endpoint instead of the region's own") @Nullable URI endpoint) {}

    /** Its keys are named by the resource of a key version. */
    public record GcpKms(
            @JsonPropertyDescription("file of credentials; else the application default credentials") @Nullable Path credentials,
            @JsonPropertyDescription("a private endpoint instead of the public one") @Nullable URI endpoint) {}

    /** Its keys are named NAME/VERSION. */
    public record AzureKeyVault(
            @JsonPropertyDescription("for example https://example.vault.azure.net") URI url) {}

    /** Its keys are named by the path of their secret, or by the plugin's name for them. */
    public record Vault(
            @JsonPropertyDescription("for example https://vault.example:8200") URI url,
            @JsonPropertyDescription("namespace of Vault Enterprise") @Nullable String namespace,
            @JsonPropertyDescription("log-in by a token, by reference") @Nullable Secret token,
            @JsonPropertyDescription("log-in by an AppRole") @Nullable AppRole appRole,
            @JsonPropertyDescription("log-in by the service account of a pod") @Nullable Kubernetes kubernetes,
            @JsonPropertyDescription("keys in secrets of the key-value engine, version 2, which this process reads") @Nullable Secrets secrets,
            @JsonPropertyDescription("keys of the plugin ethsign, which signs by itself") @Nullable EthSign ethsign,
            @JsonPropertyDescription("keys of the transit engine, which wrap cloak-keys") @Nullable Transit transit,
            @JsonPropertyDescription("certificates for https") @Nullable TlsConfig tls) {
        public Vault {
            if (Stream.of(token, appRole, kubernetes).filter(Objects::nonNull).count() != 1) {
                throw new IllegalArgumentException("expected exactly one of token:, app-role:, kubernetes:");
            }
            if ((secrets != null && ethsign != null) || (secrets == null && ethsign == null && transit == null)) {
                throw new IllegalArgumentException("expected secrets: or ethsign:, transit: beside it or alone");
            }
        }

        /** An AppRole. */
        public record AppRole(
                @JsonProperty(defaultValue = "approle") @JsonPropertyDescription("mount of the method") String mount,
                @JsonPropertyDescription("id of the role") String roleId,
                @JsonPropertyDescription("its secret id, by reference") Secret secretId) {}

        /** A service account. */
        public record Kubernetes(
                @JsonProperty(defaultValue = "kubernetes") @JsonPropertyDescription("mount of the method") String mount,
                @JsonPropertyDescription("role in Vault") String role,
                @JsonProperty(defaultValue = "/var/run/secrets/kubernetes.io/serviceaccount/token") @JsonPropertyDescription("file of the service account's token") Path tokenFile) {}

        /** The key-value engine, version 2. */
        public record Secrets(
                @JsonProperty(defaultValue = "secret") @JsonPropertyDescription("mount of the engine") String mount,
                @JsonProperty(defaultValue = "key") @JsonPropertyDescription("field of a secret that holds the key as 64 hex digits") String field,
                @JsonProperty(defaultValue = "1m") @JsonPropertyDescription("how often a key in use is read again; one that Vault does not give any more is wiped then") Duration refresh) {
            public Secrets {
                Checks.positive("refresh", refresh);
            }
        }

        /** The plugin. */
        public record EthSign(
                @JsonProperty(defaultValue = "ethereum") @JsonPropertyDescription("mount of the plugin") String mount) {}

        /** The transit engine. */
        public record Transit(
                @JsonProperty(defaultValue = "transit") @JsonPropertyDescription("mount of the engine") String mount) {}
    }

    /** Its keys are named by their addresses. */
    public record RemoteSigner(
            @JsonPropertyDescription("http or https address; for JSON-RPC the one that is posted to") URI url,
            @JsonProperty(defaultValue = "web3signer") @JsonPropertyDescription("what it is asked: Web3Signer's REST API, eth_signTransaction, or eth_sign without a prefix") Api api,
            @JsonProperty(defaultValue = "{}") @JsonPropertyDescription("headers sent with each request, by reference; for example Authorization") Map<String, Secret> headers,
            @JsonPropertyDescription("certificates for https") @Nullable TlsConfig tls) {

        /** What a signing service is asked. */
        public enum Api {
            WEB3SIGNER, ETH_SIGN_TRANSACTION, ETH_SIGN
        }
    }
}
