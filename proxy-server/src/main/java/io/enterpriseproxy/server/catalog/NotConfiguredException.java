package io.enterpriseproxy.server.catalog;

/** Something that calls in flight need is gone from the configuration. Their lane waits until it is back. */
public final class NotConfiguredException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what is missing, and for what */
    public NotConfiguredException(String message) {
        super(message);
    }
}
