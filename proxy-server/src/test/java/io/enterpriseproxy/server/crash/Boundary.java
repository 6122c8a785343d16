package io.enterpriseproxy.server.crash;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** A commit that takes a call, a lane or a result from one state to the next, known by the statements in it. */
enum Boundary {
    /** A sender's first call makes its lane. */
    LANE_CREATED("INSERT INTO lane ("),
    /** An instance takes a lane. */
    LANE_TAKEN("UPDATE lane SET owner = ?"),
    /** A lane begins at the chain's count. */
    LANE_STARTED("UPDATE lane SET first_nonce = ?"),
    /** event -> accepted. */
    ACCEPTED("INSERT INTO contract_call"),
    /** accepted -> signed: nonces and bytes. */
    SIGNED("INSERT INTO attempt", "SET state = 3"),
    /** signed -> broadcast: how far a node took them. */
    WATERMARK("UPDATE lane SET broadcast_nonce = ?"),
    /** A further attempt at a nonce, with more gas. */
    RAISED("INSERT INTO attempt", null, "SET state = 3"),
    /** broadcast -> mined, not final yet. */
    MINED("mined_nonce = ?, final_nonce = ?", null, "INSERT INTO write_back"),
    /** mined -> confirmed, with its results. */
    CONFIRMED("mined_nonce = ?, final_nonce = ?", "INSERT INTO write_back"),
    /** A result is marked as delivered. */
    DELIVERED("UPDATE write_back", "SET state = 2"),
    /** A result that its target refuses becomes a dead letter. */
    PARKED("INSERT INTO dead_letter");

    private final String part;
    private final @Nullable String other;
    private final @Nullable String absent;

    Boundary(String part) {
        this(part, null, null);
    }

    Boundary(String part, String other) {
        this(part, other, null);
    }

    Boundary(String part, @Nullable String other, @Nullable String absent) {
        this.part = part;
        this.other = other;
        this.absent = absent;
    }

    /** Whether a transaction of these statements crosses it. */
    boolean isCrossedBy(List<String> statements) {
        return anyHas(statements, part) && (other == null || anyHas(statements, other))
                && (absent == null || !anyHas(statements, absent));
    }

    private static boolean anyHas(List<String> statements, String text) {
        return statements.stream().anyMatch(statement -> statement.contains(text));
    }
}
