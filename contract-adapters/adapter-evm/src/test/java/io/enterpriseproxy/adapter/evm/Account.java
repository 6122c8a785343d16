package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Signature;
import io.enterpriseproxy.chain.SignedTransaction;
import io.enterpriseproxy.chain.TransactionCodec;
import io.enterpriseproxy.chain.UnsignedTransaction;

import org.web3j.crypto.Credentials;
import org.web3j.crypto.Sign;
import org.web3j.crypto.Sign.SignatureData;

/** A sender of tests; web3j signs, so that our own signer is no part of what is tested here. */
record Account(Credentials credentials) {
    static Account ofKey(String privateKey) {
        return new Account(Credentials.create(privateKey));
    }

    Address address() {
        return Address.parse(credentials.getAddress());
    }

    Signature sign(byte[] digest) {
        SignatureData signature = Sign.signMessage(digest, credentials.getEcKeyPair(), false);
        return new Signature(signature.getR(), signature.getS(), signature.getV()[0] - 27);
    }

    SignedTransaction sign(TransactionCodec codec, UnsignedTransaction transaction) {
        return codec.assemble(transaction, sign(codec.digest(transaction)));
    }
}
