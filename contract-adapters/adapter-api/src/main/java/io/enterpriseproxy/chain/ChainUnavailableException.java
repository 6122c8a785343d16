package io.enterpriseproxy.chain;

/** No node of the chain gave a usable answer: down, slow, faulty, or on another chain. The message is for operators. */
public final class ChainUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final boolean wrongChain;

    public ChainUnavailableException(String message, boolean wrongChain, Throwable cause) {
        super(message, cause);
        this.wrongChain = wrongChain;
    }

    public ChainUnavailableException(String message, boolean wrongChain) {
        super(message);
        this.wrongChain = wrongChain;
    }

    /** Whether nodes answered, but with another chain id. They are not used. */
    public boolean wrongChain() {
        return wrongChain;
    }
}
