/**
 * Keys in hardware security modules, by PKCS#11.
 *
 * <p>
 * May import the adapter api, the signer api and the JDK's PKCS#11 provider. Read
 * {@link io.enterpriseproxy.signer.pkcs11.Pkcs11Store} first.
 */
@NullMarked
package io.enterpriseproxy.signer.pkcs11;

import org.jspecify.annotations.NullMarked;
