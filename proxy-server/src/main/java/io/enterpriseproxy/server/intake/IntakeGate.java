package io.enterpriseproxy.server.intake;

/** What stops taking events while the ledger cannot commit: the source routes. Idempotent; called from one thread. */
public interface IntakeGate {
    /** The ledger cannot commit: take no more events. */
    void suspendAll();

    /** The ledger commits again. */
    void resumeAll();
}
