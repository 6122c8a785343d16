/**
 * What signers of key stores share: the curve, keys in memory, and the way to stores that sign by themselves.
 *
 * <p>
 * May import the adapter api, libsecp256k1's JNI, JNA, headlong and BouncyCastle. Read {@link io.enterpriseproxy.signer.StoreSigner}
 * first.
 */
@NullMarked
package io.enterpriseproxy.signer;

import org.jspecify.annotations.NullMarked;
