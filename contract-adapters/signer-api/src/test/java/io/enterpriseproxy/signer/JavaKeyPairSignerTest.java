package io.enterpriseproxy.signer;

import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.chain.SignerContract;

import java.util.HexFormat;

/** The signer on a machine without libsecp256k1. */
class JavaKeyPairSignerTest extends SignerContract {
    @Override
    protected Signer openSigner() {
        JavaSecp256k1 library = new JavaSecp256k1();
        return new KeyPairSigner("test", () -> KeyPair.of(HexFormat.of().parseHex("2a".repeat(32)), library), library);
    }
}
