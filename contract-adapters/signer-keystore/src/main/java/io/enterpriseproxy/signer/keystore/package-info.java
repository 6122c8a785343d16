/**
 * Keys in web3 keystore v3 files (Web3 Secret Storage Definition): decrypted once.
 *
 * <p>
 * May import the adapter api, the signer api, BouncyCastle and Jackson. Read
 * {@link io.enterpriseproxy.signer.keystore.KeystoreFiles} first.
 */
@NullMarked
package io.enterpriseproxy.signer.keystore;

import org.jspecify.annotations.NullMarked;
