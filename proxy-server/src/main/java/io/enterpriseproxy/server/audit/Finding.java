package io.enterpriseproxy.server.audit;

/**
 * Something in the ledger that is not as it was written.
 *
 * @param place which chain, and where in it
 * @param what is wrong there, in a plain sentence without a final stop
 */
public record Finding(String place, String what) {
    @Override
    public String toString() {
        return place + ": " + what;
    }
}
