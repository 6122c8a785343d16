package io.enterpriseproxy.signer.vault;

import io.enterpriseproxy.signer.KeyStore;
import io.enterpriseproxy.signer.KeyStoreException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** What is the same wherever the signing keys are: keys of the transit engine wrap. */
abstract class VaultStore implements KeyStore {
    final VaultClient vault;
    private final @Nullable String transit;

    VaultStore(VaultSettings settings) {
        this.vault = new VaultClient(settings);
        this.transit = settings.transit();
    }

    @Override
    public byte[] wrap(String key, byte[] secret) {
        String mount = transit();
        byte[] body = SecretJson.plaintext(secret);
        try {
            JsonNode answer = vault.ask("the wrapping with the key " + key, rest -> rest.postForObject(
                    "{mount}/encrypt/{key}", VaultClient.json(body), JsonNode.class, mount, key));
            return answer.path("data").path("ciphertext").asString("").getBytes(StandardCharsets.UTF_8);
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }

    @Override
    public byte[] unwrap(String key, byte[] wrapped) {
        String mount = transit();
        Map<String, String> body = Map.of("ciphertext", new String(wrapped, StandardCharsets.UTF_8));
        byte[] answer = vault.ask("the unwrapping with the key " + key + " (has it wrapped just these bytes?)",
                rest -> rest.postForObject("{mount}/decrypt/{key}", body, byte[].class, mount, key));
        try {
            return SecretJson.plaintextIn(answer).orElseThrow(() -> new KeyStoreException(
                    "Vault answered nothing unwrapped for the key " + key, null));
        } finally {
            Arrays.fill(answer, (byte) 0);
        }
    }

    private String transit() {
        if (transit == null) {
            throw new KeyStoreException("this Vault is configured without its transit engine, and wraps no keys; add"
                    + " transit: { mount: transit }", null);
        }
        return transit;
    }

    @Override
    public void close() {
        vault.close();
    }
}
