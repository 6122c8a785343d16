package io.enterpriseproxy.signer.remote;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.signer.KeyStore;
import io.enterpriseproxy.signer.KeyStoreException;
import io.enterpriseproxy.signer.StoreKey;

import java.util.Set;

/**
 * A signing service. Its keys are named by their addresses. One that has its own view of a transaction (its chain id, its
 * fees) signs other bytes than it was asked for, which its signature shows.
 */
public final class RemoteKeyStore implements KeyStore {
    private final RemoteHttp http;
    private final SigningService service;

    /** Asks nothing of the service yet. */
    public RemoteKeyStore(RemoteSettings settings) {
        http = new RemoteHttp(settings);
        service = switch (settings.api()) {
            case WEB3SIGNER -> new Web3Signer(http);
            case ETH_SIGN_TRANSACTION -> new EthSignTransaction(new JsonRpc(http));
            case ETH_SIGN -> new EthSign(new JsonRpc(http));
        };
    }

    @Override
    public Address address(String key) {
        Address address = parse(key);
        Set<Address> known = service.addresses();
        if (!known.contains(address)) {
            throw new KeyStoreException("the signing service has no key of " + address + "; it has "
                    + (known.isEmpty() ? "none" : known), null);
        }
        return address;
    }

    @Override
    public StoreKey key(String key) {
        Address address = parse(key);
        return request -> service.sign(address, request);
    }

    private static Address parse(String key) {
        try {
            return Address.parse(key);
        } catch (IllegalArgumentException fault) {
            throw new KeyStoreException("found the key " + key + "; keys of a signing service are named by their"
                    + " address (" + fault.getMessage() + ")", fault);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
