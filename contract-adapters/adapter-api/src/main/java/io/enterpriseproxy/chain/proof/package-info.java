/**
 * Merkle trees of records, and the proof that a record belongs to a root. Read {@link io.enterpriseproxy.chain.proof.AnchorTree}
 * first.
 *
 * <p>
 * The proxy makes proofs and whoever checks one does it with the same lines; so this package may import nothing but hashes
 * and hex of this module, and Jackson to read a proof.
 */
@NullMarked
package io.enterpriseproxy.chain.proof;

import org.jspecify.annotations.NullMarked;
