package io.enterpriseproxy.server.ledger;

/** What a report of costs may be split by, besides the chain: the money of two chains has no sum. */
public enum CostGroup {
    /** In UTC. */
    DAY("g.ended_on"),
    /** Of the calls. */
    MAPPING("g.mapping"),
    /** Who sent the events. */
    CLIENT("g.client"),
    /** Sender and fee payer, with what of the fee it pays. */
    PAYER("l.key_alias, l.sender, g.fee_payer_key, g.fee_payer, g.fee_percent");

    private final String columns;

    CostGroup(String columns) {
        this.columns = columns;
    }

    String columns() {
        return columns;
    }
}
