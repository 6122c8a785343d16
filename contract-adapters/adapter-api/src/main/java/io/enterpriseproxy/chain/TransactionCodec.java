package io.enterpriseproxy.chain;

import org.jspecify.annotations.Nullable;

import java.util.List;
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
    default SignedTransaction assemble(UnsignedTransaction transaction, Signature signature) {
        return assemble(transaction, List.of(signature), List.of());
    }

    /**
     * Puts the signatures in and names the hash.
     *
     * @param sender one, or as many as {@link ChainClient#signatories} says
     * @param payer of the fee payer; none if the sender pays
     */
    SignedTransaction assemble(UnsignedTransaction transaction, List<Signature> sender, List<Signature> payer);

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

    /** Why no transaction can carry a call, whatever its sender; empty if one can. */
    default Optional<String> refusal(@Nullable Address to, byte[] input) {
        return Optional.empty();
    }

    /**
     * What a call's sender signs it as: {@link AccountRole#ACCOUNT_UPDATE} if it changes his account's keys, so that what comes
     * after it may need other signatures.
     */
    default AccountRole role(@Nullable Address to, byte[] input) {
        return AccountRole.TRANSACTION;
    }

    /**
     * The gas that a transaction takes beyond what nodes estimate for its call.
     *
     * @param furtherKeys of its sender and its fee payer, beyond the first of each
     */
    default long moreGas(CallRequest call, @Nullable FeePayer feePayer, int furtherKeys) {
        return 0;
    }
}
