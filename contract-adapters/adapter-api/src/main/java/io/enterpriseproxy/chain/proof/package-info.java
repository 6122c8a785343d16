/**
 * What hashes on a chain prove: that a record belongs to an anchored root (read
 * {@link io.enterpriseproxy.chain.proof.AnchorTree} first), and that an event is in a block of a chain whose later block was
 * anchored ({@link io.enterpriseproxy.chain.proof.EventProof}).
 *
 * <p>
 * The proxy makes proofs and whoever checks one does it with the same lines; so this package may import nothing but hashes,
 * hex and RLP of this module, and Jackson to read a proof.
 */
@NullMarked
package io.enterpriseproxy.chain.proof;

import org.jspecify.annotations.NullMarked;
