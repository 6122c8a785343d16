/**
 * A contract's ABI at run time: arguments checked and encoded, results, events and revert reasons decoded. Pure.
 *
 * <p>
 * May import the package above it, headlong, and Jackson to read the JSON. Read
 * {@link io.enterpriseproxy.chain.abi.ContractAbi} first.
 */
@NullMarked
package io.enterpriseproxy.chain.abi;

import org.jspecify.annotations.NullMarked;
