package io.enterpriseproxy.server.broker;

/** The embedded broker does not start. The message is a plain sentence for operators. */
public final class BrokerStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokerStartException(IllegalStateException cause) {
        super(cause.getMessage(), cause);
    }
}
