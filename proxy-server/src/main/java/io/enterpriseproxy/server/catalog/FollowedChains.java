package io.enterpriseproxy.server.catalog;

/** The chains that were registered while servers run, as the ledger has them. */
public interface FollowedChains {
    /**
     * Lets chains be here that were registered on any instance. Whoever has read rows that may name one calls this before
     * judging them: a chain is committed before what names it.
     */
    void refresh();
}
