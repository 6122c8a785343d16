package io.enterpriseproxy.server.ledger;

import org.springframework.jdbc.core.JdbcTemplate;

import java.util.Optional;
import java.util.UUID;

/** Which blocks of a chain were handed in to be anchored, by which calls. */
public final class BlockAnchorRows {
    private final JdbcTemplate jdbc;

    public BlockAnchorRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A block.
     *
     * @param call that puts it on the other chain
     */
    public record AnchoredBlock(long number, UUID call) {}

    /** The newest; empty if there is none yet. */
    public Optional<AnchoredBlock> last(String name) {
        return first("WHERE name = ? ORDER BY number DESC", name);
    }

    /** The first that is this block or comes after it. */
    public Optional<AnchoredBlock> from(String name, long number) {
        return first("WHERE name = ? AND number >= ? ORDER BY number", name, number);
    }

    private Optional<AnchoredBlock> first(String where, Object... values) {
        return jdbc.query("SELECT number, call_id FROM block_anchor " + where + " FETCH FIRST 1 ROWS ONLY",
                (row, i) -> new AnchoredBlock(row.getLong(1), row.getObject(2, UUID.class)), values).stream()
                .findFirst();
    }

    /** Once for each; another instance may have been at it too. */
    public void add(String name, AnchoredBlock block) {
        if (from(name, block.number()).filter(known -> known.number() == block.number()).isEmpty()) {
            jdbc.update("INSERT INTO block_anchor (name, number, call_id) VALUES (?, ?, ?)", name, block.number(),
                    block.call());
        }
    }
}
