package io.enterpriseproxy.chain;

/** How a chain family encodes transactions. Pure and thread-safe. */
public interface TransactionCodec {
    /** The 32 bytes that the sender signs. */
    byte[] digest(UnsignedTransaction transaction);

    /** Puts the signature of {@link #digest} in and names the hash. */
    SignedTransaction assemble(UnsignedTransaction transaction, Signature signature);
}
