package io.enterpriseproxy.chain;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/** How a chain family encodes transactions. Pure and thread-safe. */
public interface TransactionCodec {
    /** The bytes whose Keccak-256 hash the sender signs. */
    byte[] payload(UnsignedTransaction transaction);

    /** The 32 bytes that the sender signs. */
    default byte[] digest(UnsignedTransaction transaction) {
        return Keccak256.hash(payload(transaction));
    }

    /** Puts the signature of {@link #digest} in and names the hash; for what the sender pays for. */
    SignedTransaction assemble(UnsignedTransaction transaction, Signature signature);

    /** How others than the sender pay for gas; empty if they cannot. */
    default Optional<SponsoringCodec> sponsoring() {
        return Optional.empty();
    }

    /** Whether others than the sender may pay for gas. */
    default boolean hasFeePayers() {
        return sponsoring().isPresent();
    }

    /** The bytes whose Keccak-256 hash the fee payer signs; the sender's signature is no part of them. */
    default byte[] payerPayload(UnsignedTransaction transaction) {
        throw new UnsupportedOperationException("transactions of this chain have no fee payer");
    }

    /** Puts both signatures in and names the hash. */
    default SignedTransaction assemble(UnsignedTransaction transaction, Signature sender, Signature payer) {
        throw new UnsupportedOperationException("transactions of this chain have no fee payer");
    }

    /** The gas that a transaction takes beyond what nodes estimate for its call. */
    default long moreGas(@Nullable FeePayer feePayer) {
        return 0;
    }
}
