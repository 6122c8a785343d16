package io.enterpriseproxy.connector.database;

import io.enterpriseproxy.connector.ConnectionBound.Misfit;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What sources and targets ask of a connection that it may not have. */
final class ConnectionFit {
    private final JdbcConnectionSettings connection;
    private final List<Misfit> misfits = new ArrayList<>();

    private ConnectionFit(JdbcConnectionSettings connection) {
        this.connection = connection;
    }

    static List<Misfit> of(DatabaseSourceSettings source, JdbcConnectionSettings connection) {
        ConnectionFit fit = new ConnectionFit(connection);
        fit.pollers(source);
        OutboxSettings outbox = source.outbox();
        fit.select(source, "query", source.query());
        fit.statement("mark", source.mark());
        if (outbox != null) {
            fit.select(source, "outbox.select", outbox.select());
        }
        return List.copyOf(fit.misfits);
    }

    static List<Misfit> of(DatabaseTargetSettings target, JdbcConnectionSettings connection) {
        ConnectionFit fit = new ConnectionFit(connection);
        fit.statement("sql", target.sql());
        return List.copyOf(fit.misfits);
    }

    /** @throws IllegalArgumentException with all misfits */
    static void require(List<Misfit> misfits) {
        if (!misfits.isEmpty()) {
            throw new IllegalArgumentException(misfits.stream()
                    .map(misfit -> misfit.setting() + ": " + misfit.message()).collect(Collectors.joining("; ")));
        }
    }

    private void pollers(DatabaseSourceSettings source) {
        if (source.pollers() > connection.poolSize()) {
            misfit("pollers", "found " + source.pollers() + "; expected at most the pool size " + connection.poolSize()
                    + " of the connection " + source.connection());
        }
        boolean generated = source.outbox() != null && source.outbox().select() == null;
        if (!source.inOrder() && generated && !connection.usedDialect().skipsLockedRows()) {
            misfit("pollers", "found " + source.pollers() + " for a database of which no way to skip locked rows is"
                    + " known; expected 1, or outbox.select with SKIP LOCKED");
        }
    }

    private void select(DatabaseSourceSettings source, String setting, @Nullable String text) {
        statement(setting, text);
        String sql = text == null ? null : SqlText.resolve(text, connection.statements());
        if (sql != null && !source.inOrder() && !SqlText.skipsLockedRows(sql)) {
            misfit(setting, "found a statement without SKIP LOCKED for " + source.pollers()
                    + " pollers; expected it to end with FOR UPDATE SKIP LOCKED");
        }
    }

    private void statement(String setting, @Nullable String text) {
        if (text == null) {
            return;
        }
        String sql = SqlText.resolve(text, connection.statements());
        if (sql == null) {
            misfit(setting,
                    "found the name " + text + ", which the connection does not declare; expected SQL or one of "
                            + new TreeSet<>(connection.statements().keySet()));
        }
    }

    private void misfit(String setting, String message) {
        misfits.add(new Misfit(setting, message));
    }
}
