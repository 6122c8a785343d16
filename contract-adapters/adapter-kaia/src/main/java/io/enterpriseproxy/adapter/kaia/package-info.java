/**
 * Kaia (formerly Klaytn): transactions of all its types, and those of Ethereum that it takes too.
 *
 * <p>
 * Read {@link io.enterpriseproxy.adapter.kaia.TransactionType} first: it is the table that all else follows. Rules are those of
 * <a href="https://docs.kaia.io/build/transactions/">Kaia's documentation</a> and of its node's source.
 */
@NullMarked
package io.enterpriseproxy.adapter.kaia;

import org.jspecify.annotations.NullMarked;
