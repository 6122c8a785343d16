package io.enterpriseproxy.signer.keystore;

import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.chain.SignerContract;

import java.util.HexFormat;

/** The signer on a machine without libsecp256k1. */
class JavaSecp256k1SignerTest extends SignerContract {
    @Override
    protected Signer openSigner() {
        JavaSecp256k1 library = new JavaSecp256k1();
        return new KeystoreSigner(KeyPair.of(HexFormat.of().parseHex("2a".repeat(32)), library), library);
    }
}
