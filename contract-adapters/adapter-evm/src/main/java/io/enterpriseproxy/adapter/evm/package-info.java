/**
 * EVM chains: transactions in their wire form, and a chain seen through JSON-RPC nodes that may be slow, faulty, or on
 * another chain.
 *
 * <p>
 * May import {@code io.enterpriseproxy.chain} and JSON parsing. Read
 * {@link io.enterpriseproxy.adapter.evm.EvmChainClient} first.
 */
@NullMarked
package io.enterpriseproxy.adapter.evm;

import org.jspecify.annotations.NullMarked;
