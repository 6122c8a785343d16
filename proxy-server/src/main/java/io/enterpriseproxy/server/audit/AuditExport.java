package io.enterpriseproxy.server.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.server.ledger.SigningBatch;
import io.enterpriseproxy.server.ledger.SigningLeaf;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Writes all chains as JSON, one row per line: the audit trail's entries, then each lane's batches, its attempts, and what is
 * left of purged ones. With these every hash can be computed again elsewhere. Reads page by page. Thread-safe.
 */
public final class AuditExport {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String AUDIT = "audit";
    private static final int PAGE = 500;

    private final JdbcTemplate jdbc;
    private final AuditRows rows;

    public AuditExport(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.rows = new AuditRows(jdbc);
    }

    /** One row of a chain. Fields of an entry that are absent stand there as null, since they are hashed too. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Line(String chain, @Nullable Audited entry, @Nullable SigningBatch batch, @Nullable Attempt attempt,
            @Nullable Purged purgedAttempt) {}

    private record Attempt(long nonce, int number, String kind, UUID call, String txHash, String decision) {}

    private record Purged(long nonce, int number, String leaf) {}

    /**
     * Writes all.
     *
     * @throws IOException if the writer does
     */
    public void write(Writer out) throws IOException {
        try {
            entries(out);
            for (long lane : jdbc.query("SELECT id FROM lane ORDER BY id", (row, i) -> row.getLong(1))) {
                lane(out, lane);
            }
            out.flush();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void entries(Writer out) {
        List<Audited> page = rows.oldest(0);
        while (!page.isEmpty()) {
            page.forEach(entry -> line(out, new Line(AUDIT, entry, null, null, null)));
            page = rows.oldest(page.getLast().id());
        }
    }

    private void lane(Writer out, long lane) {
        String chain = "lane " + lane;
        List<SigningBatch> page = batches(lane, 0);
        while (!page.isEmpty()) {
            page.forEach(batch -> line(out, new Line(chain, null, batch, null, null)));
            page = batches(lane, page.getLast().number());
        }
        LaneAttempts attempts = new LaneAttempts(jdbc, lane);
        attempts.forEachSigned(signed -> line(out, new Line(chain, null, null, attempt(signed), null)));
        attempts.forEachPurged((key, leaf) -> line(out, new Line(chain, null, null, null,
                new Purged(key.nonce(), key.number(), Hex.encode(leaf)))));
    }

    private static Attempt attempt(SigningLeaf.Signed signed) {
        return new Attempt(signed.nonce(), signed.number(), signed.kind().name().toLowerCase(Locale.ROOT),
                signed.call(), signed.hash(), signed.decision());
    }

    private List<SigningBatch> batches(long lane, long after) {
        return jdbc.query("SELECT " + SigningBatch.COLUMNS + " FROM signing_batch WHERE lane = ? AND number > ?"
                + " ORDER BY number FETCH FIRST " + PAGE + " ROWS ONLY", (row, i) -> SigningBatch.of(row), lane, after);
    }

    private static void line(Writer out, Line line) {
        try {
            out.write(JSON.writeValueAsString(line));
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
