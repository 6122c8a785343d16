/**
 * Keys in HashiCorp Vault: secrets of its key-value engine, and keys of its plugins for Ethereum.
 *
 * <p>
 * May import the adapter api, the signer api, Spring Vault and Jackson. Read
 * {@link io.enterpriseproxy.signer.vault.VaultClient} first.
 */
@NullMarked
package io.enterpriseproxy.signer.vault;

import org.jspecify.annotations.NullMarked;
