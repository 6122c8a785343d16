package io.enterpriseproxy.server.systems;

import io.enterpriseproxy.server.config.KeyStoreConfig;
import io.enterpriseproxy.signer.KeyStore;
import io.enterpriseproxy.signer.OpenKeyStore;
import io.enterpriseproxy.signer.awskms.AwsKmsSettings;
import io.enterpriseproxy.signer.awskms.AwsKmsStore;
import io.enterpriseproxy.signer.azure.AzureKeyVaultSettings;
import io.enterpriseproxy.signer.azure.AzureKeyVaultStore;
import io.enterpriseproxy.signer.gcpkms.GcpKmsSettings;
import io.enterpriseproxy.signer.gcpkms.GcpKmsStore;
import io.enterpriseproxy.signer.pkcs11.Pkcs11Settings;
import io.enterpriseproxy.signer.pkcs11.Pkcs11Store;
import io.enterpriseproxy.signer.remote.RemoteKeyStore;
import io.enterpriseproxy.signer.remote.RemoteSettings;
import io.enterpriseproxy.signer.remote.RemoteSigningApi;
import io.enterpriseproxy.signer.vault.VaultEthSignStore;
import io.enterpriseproxy.signer.vault.VaultLogin;
import io.enterpriseproxy.signer.vault.VaultSecretStore;
import io.enterpriseproxy.signer.vault.VaultSettings;
import io.enterpriseproxy.signer.vault.VaultTransitStore;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Makes key stores of their configuration. None is asked for anything yet. */
public final class KeyStoreOpener {
    private KeyStoreOpener() {}

    /** @throws io.enterpriseproxy.signer.KeyStoreException if it cannot be set up */
    static OpenKeyStore open(String name, KeyStoreConfig config) {
        return new OpenKeyStore(name, store(name, config), config.parallel(), config.timeout());
    }

    /**
     * The store without threads of its own.
     *
     * @throws io.enterpriseproxy.signer.KeyStoreException if it cannot be set up
     */
    public static KeyStore store(String name, KeyStoreConfig config) {
        Duration timeout = config.timeout();
        if (config.pkcs11() != null) {
            KeyStoreConfig.Pkcs11 token = config.pkcs11();
            return new Pkcs11Store(name,
                    new Pkcs11Settings(token.library(), token.slotIndex(), token.pin().revealCharacters()));
        }
        if (config.awsKms() != null) {
            return new AwsKmsStore(new AwsKmsSettings(config.awsKms().region(), config.awsKms().endpoint(), timeout));
        }
        if (config.gcpKms() != null) {
            return new GcpKmsStore(
                    new GcpKmsSettings(config.gcpKms().credentials(), config.gcpKms().endpoint(), timeout));
        }
        if (config.azureKeyVault() != null) {
            return new AzureKeyVaultStore(new AzureKeyVaultSettings(config.azureKeyVault().url(), timeout));
        }
        if (config.vault() != null) {
            return vault(config.vault(), timeout);
        }
        if (config.remoteSigner() != null) {
            return remote(config.remoteSigner(), timeout);
        }
        throw new IllegalStateException("the key store " + name + " is of no kind");
    }

    private static KeyStore remote(KeyStoreConfig.RemoteSigner config, Duration timeout) {
        Map<String, String> headers = new HashMap<>();
        config.headers().forEach((header, value) -> headers.put(header, value.reveal()));
        return new RemoteKeyStore(new RemoteSettings(config.url(), switch (config.api()) {
            case WEB3SIGNER -> RemoteSigningApi.WEB3SIGNER;
            case ETH_SIGN_TRANSACTION -> RemoteSigningApi.ETH_SIGN_TRANSACTION;
            case ETH_SIGN -> RemoteSigningApi.ETH_SIGN;
        }, headers, TlsContexts.of(config.tls()), timeout));
    }

    private static KeyStore vault(KeyStoreConfig.Vault config, Duration timeout) {
        VaultSettings settings = new VaultSettings(config.url(), config.namespace(), login(config),
                config.transit() == null ? null : config.transit().mount(), TlsContexts.of(config.tls()), timeout);
        if (config.secrets() != null) {
            return new VaultSecretStore(settings, config.secrets().mount(), config.secrets().field(),
                    config.secrets().refresh());
        }
        return config.ethsign() == null
                ? new VaultTransitStore(settings)
                : new VaultEthSignStore(settings, config.ethsign().mount());
    }

    private static VaultLogin login(KeyStoreConfig.Vault config) {
        if (config.token() != null) {
            return new VaultLogin.Token(config.token().reveal());
        }
        if (config.appRole() != null) {
            return new VaultLogin.AppRole(config.appRole().mount(), config.appRole().roleId(),
                    config.appRole().secretId().reveal());
        }
        KeyStoreConfig.Vault.Kubernetes pod = Objects.requireNonNull(config.kubernetes());
        return new VaultLogin.Kubernetes(pod.mount(), pod.role(), pod.tokenFile());
    }
}
