package io.enterpriseproxy.server.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;

/** A migrated ledger in a real database. */
public final class LedgerDatabase implements AutoCloseable {
    private final Closeable server;
    private final HikariDataSource pool;
    private final boolean h2;

    private LedgerDatabase(Closeable server, String url, String user, String vendor) {
        this.server = server;
        this.h2 = vendor.equals("h2");
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword("");
        this.pool = new HikariDataSource(config);
        Flyway.configure().dataSource(pool)
                .locations("classpath:db/migration/common", "classpath:db/migration/" + vendor)
                .load().migrate();
    }

    public static LedgerDatabase h2(Path directory) {
        return new LedgerDatabase(() -> {}, "jdbc:h2:file:" + directory.resolve("ledger") + ";WRITE_DELAY=0", "ep",
                "h2");
    }

    public static LedgerDatabase postgres() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.start();
            return new LedgerDatabase(server, server.getJdbcUrl("postgres", "postgres"), "postgres", "postgresql");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public JdbcTemplate jdbc() {
        return new JdbcTemplate(pool);
    }

    public PlatformTransactionManager manager() {
        return new JdbcTransactionManager(pool);
    }

    public LedgerTransactions transactions() {
        return new LedgerTransactions(manager(), jdbc(), h2);
    }

    public CallRows calls() {
        return new CallRows(jdbc(), h2, Clock.systemUTC());
    }

    public LaneRows lanes() {
        return new LaneRows(jdbc(), h2);
    }

    public AttemptRows attempts() {
        return new AttemptRows(jdbc(), h2, Clock.systemUTC());
    }

    public CallProgress progress() {
        return new CallProgress(jdbc(), h2, Clock.systemUTC());
    }

    public WriteBackRows writeBacks(Clock clock) {
        return new WriteBackRows(jdbc(), h2, clock);
    }

    public ChainReaderRows chainReaders() {
        return new ChainReaderRows(jdbc(), h2);
    }

    public ContractEventRows contractEvents() {
        return new ContractEventRows(jdbc(), h2, writeBacks(Clock.systemUTC()), Clock.systemUTC());
    }

    public LaneRequestRows requests() {
        return new LaneRequestRows(jdbc(), Clock.systemUTC());
    }

    public UnclaimedRows unclaimed() {
        return new UnclaimedRows(jdbc(), h2);
    }

    public FrozenRows frozen() {
        return new FrozenRows(jdbc(), Clock.systemUTC());
    }

    public BudgetRows budgets() {
        return new BudgetRows(jdbc(), h2);
    }

    public CostRows costs() {
        return new CostRows(jdbc(), h2);
    }

    public DeadLetterRows deadLetters() {
        return new DeadLetterRows(jdbc(), Clock.systemUTC());
    }

    public RevisionRows revisions() {
        return new RevisionRows(jdbc(), Clock.systemUTC());
    }

    public CloakRows cloaks() {
        return new CloakRows(jdbc(), h2);
    }

    public ErasureRows erasures() {
        return new ErasureRows(jdbc(), Clock.systemUTC());
    }

    public PurgeRows purge() {
        return new PurgeRows(jdbc(), Clock.systemUTC());
    }

    /** Empties all tables. */
    public void clear() {
        for (String table : java.util.List.of("write_back", "lane_request", "unclaimed_transaction", "attempt",
                "signing_batch", "signing_head", "purged_attempt", "contract_call", "call_progress", "lane",
                "dead_letter", "call_revision", "budget_charge", "gas_cost", "budget_slice", "budget_period",
                "approval_vote", "approval", "holder_signature", "frozen_transaction", "cloaked_field", "call_subject",
                "erasure", "erasure_due",
                "contract_event", "event_cursor", "chain_reader")) {
            jdbc().update("DELETE FROM " + table);
        }
    }

    @Override
    public void close() throws IOException {
        pool.close();
        server.close();
    }
}
