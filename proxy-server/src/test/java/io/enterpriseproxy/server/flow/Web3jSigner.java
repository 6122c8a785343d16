package io.enterpriseproxy.server.flow;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Signature;
import io.enterpriseproxy.chain.Signer;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Sign;

import java.util.List;
import java.util.Optional;

/** A key in memory. */
record Web3jSigner(Credentials credentials) implements Signer {
    @Override
    public Address address() {
        return Address.parse(credentials.getAddress());
    }

    @Override
    public Signed sign(List<byte[]> digests) {
        return new Signed(digests.stream().map(digest -> {
            Sign.SignatureData data = Sign.signMessage(digest, credentials.getEcKeyPair(), false);
            return new Signature(data.getR(), data.getS(), data.getV()[0] - 27);
        }).toList(), null);
    }

    @Override
    public Optional<String> trouble() {
        return Optional.empty();
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
