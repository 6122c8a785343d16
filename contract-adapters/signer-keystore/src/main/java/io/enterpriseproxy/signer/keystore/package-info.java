/**
 * Keys in web3 keystore v3 files (Web3 Secret Storage Definition): decrypted once, signing by libsecp256k1.
 *
 * <p>
 * May import the adapter api, libsecp256k1's JNI, JNA, BouncyCastle and Jackson. Read
 * {@link io.enterpriseproxy.signer.keystore.KeystoreSigner} first.
 */
@NullMarked
package io.enterpriseproxy.signer.keystore;

import org.jspecify.annotations.NullMarked;
