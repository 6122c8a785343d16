package io.enterpriseproxy.signer.vault;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Fee.LegacyFee;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.SigningRequest;
import io.enterpriseproxy.chain.UnsignedTransaction;
import io.enterpriseproxy.signer.CreatedKey;
import io.enterpriseproxy.signer.KeyPair;
import io.enterpriseproxy.signer.KeyStoreException;
import io.enterpriseproxy.signer.StoreKey;
import io.enterpriseproxy.signer.StoreSignature;
import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keys of the plugin ethsign and those that speak like it: {@code POST MOUNT/accounts/NAME/sign} with the fields of a
 * transaction of the legacy form. They never leave Vault.
 */
public final class VaultEthSignStore extends VaultStore {
    private static final String ACCOUNT = "{mount}/accounts/{name}";
    private final String mount;

    /**
     * Asks nothing of Vault yet.
     *
     * @param mount of the plugin, such as {@code ethereum}
     */
    public VaultEthSignStore(VaultSettings settings, String mount) {
        super(settings);
        this.mount = mount;
    }

    @Override
    public Address address(String name) {
        JsonNode answer = vault.ask("the account " + name,
                rest -> rest.getForObject(ACCOUNT, JsonNode.class, mount, name));
        try {
            return Address.parse(text(answer, "address"));
        } catch (IllegalArgumentException fault) {
            throw new KeyStoreException("Vault answered no address of the account " + name, fault);
        }
    }

    @Override
    public StoreKey key(String name) {
        return request -> sign(name, request);
    }

    private StoreSignature sign(String name, SigningRequest request) {
        Map<String, String> fields = fields(request.transaction());
        JsonNode answer = vault.ask("a signature of the account " + name,
                rest -> rest.postForObject(ACCOUNT + "/sign", fields, JsonNode.class, mount, name));
        try {
            return StoreSignature.ofTransaction(Hex.decode(text(answer, "signed_transaction")));
        } catch (IllegalArgumentException fault) {
            throw new KeyStoreException("Vault answered no signed transaction", fault);
        }
    }

    /** The plugin names it by its address, whatever name is given here. */
    @Override
    public CreatedKey create(String name) {
        return account("{}".getBytes(StandardCharsets.US_ASCII));
    }

    /** The plugin names it by its address, whatever name is given here. */
    @Override
    public CreatedKey importKey(String name, KeyPair key) {
        byte[] body = SecretJson.privateKey(key.privateKey());
        try {
            return account(body);
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }

    private CreatedKey account(byte[] body) {
        JsonNode answer = vault.ask("a new account",
                rest -> rest.postForObject("{mount}/accounts", VaultClient.json(body), JsonNode.class, mount));
        String address = text(answer, "address");
        try {
            return new CreatedKey(address, Address.parse(address));
        } catch (IllegalArgumentException fault) {
            throw new KeyStoreException("Vault answered no address of the new account", fault);
        }
    }

    private static String text(JsonNode answer, String field) {
        return answer.path("data").path(field).asString("");
    }

    private static Map<String, String> fields(UnsignedTransaction transaction) {
        if (!(transaction.fee() instanceof LegacyFee fee)) {
            throw new KeyStoreException("the plugin of Vault signs transactions of the legacy form only; set gas:"
                    + " { legacy: true } for the chain", null);
        }
        Map<String, String> fields = new LinkedHashMap<>();
        Address to = transaction.to();
        fields.put("to", to == null ? "" : to.lowerCase());
        fields.put("data", Hex.encode(transaction.input()));
        fields.put("value", transaction.value().toString());
        fields.put("nonce", Long.toString(transaction.nonce()));
        fields.put("gas", Long.toString(transaction.gasLimit()));
        fields.put("gasPrice", fee.gasPrice().toString());
        fields.put("chainId", Long.toString(transaction.chainId()));
        return fields;
    }
}
