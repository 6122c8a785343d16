/**
 * Keys of signing services that are asked over HTTP: Web3Signer, and what speaks the JSON-RPC of Ethereum's accounts.
 *
 * <p>
 * May import the adapter api, the signer api and Jackson. Read
 * {@link io.enterpriseproxy.signer.remote.RemoteSigningApi} first.
 */
@NullMarked
package io.enterpriseproxy.signer.remote;

import org.jspecify.annotations.NullMarked;
