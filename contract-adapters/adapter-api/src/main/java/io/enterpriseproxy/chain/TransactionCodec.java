package io.enterpriseproxy.chain;

/** How a chain family encodes transactions. Pure and thread-safe. */
public interface TransactionCodec {
    /** The bytes whose Keccak-256 hash the sender signs. */
    byte[] payload(UnsignedTransaction transaction);

    /** The 32 bytes that the sender signs. */
    default byte[] digest(UnsignedTransaction transaction) {
        return Keccak256.hash(payload(transaction));
    }

    /** Puts the signature of {@link #digest} in and names the hash. */
    SignedTransaction assemble(UnsignedTransaction transaction, Signature signature);
}
