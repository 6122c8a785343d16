package io.enterpriseproxy.server.lane;

/** A person has stopped the lane's key or chain, or everything. */
final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoppedException(String why) {
        super(why);
    }
}
