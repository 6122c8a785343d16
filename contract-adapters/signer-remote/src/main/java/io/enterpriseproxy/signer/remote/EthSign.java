package io.enterpriseproxy.signer.remote;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.SigningRequest;
import io.enterpriseproxy.signer.StoreSignature;

import java.util.List;
import java.util.Set;

/** {@code eth_sign} of the digest. A service that puts a prefix before it, as most do today, is found out. */
final class EthSign implements SigningService {
    private final JsonRpc rpc;

    EthSign(JsonRpc rpc) {
        this.rpc = rpc;
    }

    @Override
    public Set<Address> addresses() {
        return rpc.accounts();
    }

    @Override
    public StoreSignature sign(Address address, SigningRequest request) {
        return Signatures.of(rpc.call("eth_sign", List.of(address.lowerCase(), Hex.encode(request.digest())))
                .asString(""));
    }
}
