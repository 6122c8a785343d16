package io.enterpriseproxy.chain;

import java.util.List;

/** How a chain family lets somebody pay for a transaction that another has signed. Pure and thread-safe. */
public interface SponsoringCodec {
    /**
     * Reads what a sender has signed for a fee payer who has not signed yet.
     *
     * @param payer who is to pay
     * @throws IllegalArgumentException saying what is wrong with it; also if another fee payer is named, or nobody pays
     */
    HalfSigned read(byte[] raw, Address payer);

    /** Puts the fee payer's signatures in and names the hash. */
    SignedTransaction complete(byte[] raw, Address payer, List<Signature> signatures);

    /**
     * A transaction that lacks the fee payer's signature.
     *
     * @param transaction with the fee payer
     * @param signers whose keys have signed as sender
     * @param senderTxHash the hash without the fee payer: 0x and 64 lower-case digits
     * @param payerPayload the bytes whose hash the fee payer signs; not copied
     */
    record HalfSigned(UnsignedTransaction transaction, List<Address> signers, String senderTxHash,
            byte[] payerPayload) {
        public HalfSigned {
            signers = List.copyOf(signers);
        }
    }
}
