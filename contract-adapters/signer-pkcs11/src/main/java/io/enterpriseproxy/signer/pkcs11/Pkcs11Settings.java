package io.enterpriseproxy.signer.pkcs11;

import java.nio.file.Path;

/**
 * How a token is reached.
 *
 * @param library the module's PKCS#11 library
 * @param slotIndex the token's place in the library's list of slots, from 0
 * @param pin of the user; not copied, kept for a log-in after the token was away, wiped when the store is closed
 */
public record Pkcs11Settings(Path library, int slotIndex, char[] pin) {}
