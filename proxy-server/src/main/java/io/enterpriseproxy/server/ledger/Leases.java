package io.enterpriseproxy.server.ledger;

import java.time.Duration;

/** SQL of leases: an owner, and until when the database's clock lets it have the row. */
final class Leases {
    /**
     * Whether the row may be taken; marks for the owner and for whether no other instance can be alive. No lease is as long
     * as a minute: one that seems to be was taken before the database's clock was set back.
     */
    static final String FREE = "(owner IS NULL OR (owner <> ? AND (? OR lease_until < CURRENT_TIMESTAMP"
            + " OR lease_until > CURRENT_TIMESTAMP + INTERVAL '60' SECOND)))";

    private Leases() {}

    /** When a lease of this length ends that begins now. */
    static String until(Duration lease) {
        return " CURRENT_TIMESTAMP + INTERVAL '" + lease.toSeconds() + "' SECOND";
    }
}
