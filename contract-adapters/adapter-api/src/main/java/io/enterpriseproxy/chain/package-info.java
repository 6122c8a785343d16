/**
 * The words and ports of the chain side: addresses, transactions, receipts, {@link io.enterpriseproxy.chain.ChainClient},
 * {@link io.enterpriseproxy.chain.TransactionCodec} and {@link io.enterpriseproxy.chain.Signer}.
 *
 * <p>
 * May import nothing of this house; the ABI codec, and Jackson to read an ABI, are the only libraries. Read {@link io.enterpriseproxy.chain.ChainClient}
 * first.
 */
@NullMarked
package io.enterpriseproxy.chain;

import org.jspecify.annotations.NullMarked;
