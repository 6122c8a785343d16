package io.enterpriseproxy.server.ledger;

/** A commit for a lane, or for the reader of a chain, was refused because another instance has it by now. Nothing of the commit is kept. */
public final class LeaseLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LeaseLostException(ReaderLease lease) {
        super("the events of chain " + lease.chain() + " are not ours to read any more (fence " + lease.fence() + ")");
    }

    LeaseLostException(LaneLease lease) {
        super("lane " + lease.lane() + " is not ours any more (fence " + lease.fence() + ")");
    }
}
