package io.enterpriseproxy.contracts;

/** The dev chain cannot start or cannot be reached. The message is a plain sentence that says what to do. */
public final class DevChainException extends RuntimeException {
    DevChainException(String message) {
        super(message);
    }

    DevChainException(String message, Throwable cause) {
        super(message, cause);
    }
}
