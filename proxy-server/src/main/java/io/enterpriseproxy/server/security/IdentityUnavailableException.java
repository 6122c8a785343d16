package io.enterpriseproxy.server.security;

/** It cannot be found out now who sends a request. */
final class IdentityUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IdentityUnavailableException(Throwable cause) {
        super(cause);
    }
}
