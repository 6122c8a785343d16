package io.enterpriseproxy.connector.database;

import io.enterpriseproxy.connector.Connection;
import io.enterpriseproxy.connector.Intake;
import io.enterpriseproxy.connector.ResultSink;
import io.enterpriseproxy.connector.SourceRoute;
import org.apache.camel.CamelContext;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** One database of the configuration. */
final class DatabaseConnection implements Connection {
    private final CamelContext camel;
    private final JdbcConnectionSettings settings;
    private final Sessions sessions;
    private final PolledTables tables;
    private final Set<DatabaseSource> sources = ConcurrentHashMap.newKeySet();

    DatabaseConnection(CamelContext camel, String name, JdbcConnectionSettings settings) {
        this.camel = camel;
        this.settings = settings;
        this.sessions = new Sessions(name, settings);
        this.tables = new PolledTables(settings);
    }

    /** @throws IllegalArgumentException if the settings do not fit the connection's: a name or dialect it lacks */
    @Override
    public SourceRoute openSource(String mapping, Record sourceSettings, Intake intake) {
        DatabaseSourceSettings source = (DatabaseSourceSettings) sourceSettings;
        ConnectionFit.require(source.misfits(settings));
        PolledTable table = tables.of(mapping, source);
        RowQueue queue = source.inOrder()
                ? new LeasedQueue(sessions, table, lease(mapping))
                : new SharedQueue(sessions, table);
        List<Poller> pollers = Stream.generate(() -> new Poller(mapping, queue, intake))
                .limit(source.pollers()).toList();
        DatabaseSource opened = new DatabaseSource(camel, mapping, source.poll(), queue, pollers);
        sources.removeIf(DatabaseSource::closed);
        sources.add(opened);
        return opened;
    }

    private Optional<Lease> lease(String mapping) {
        Optional<String> sql = Optional.ofNullable(settings.lease()).or(settings.usedDialect()::lease);
        return sql.map(text -> new Lease(NamedStatement.parse(text), Lease.nameFor(mapping)));
    }

    /** @throws IllegalArgumentException if the statement is one the connection does not declare */
    @Override
    public ResultSink openTarget(Record targetSettings) {
        DatabaseTargetSettings target = (DatabaseTargetSettings) targetSettings;
        ConnectionFit.require(target.misfits(settings));
        NamedStatement statement = NamedStatement.parse(SqlText.require(target.sql(), settings.statements()));
        return new StatementSink(sessions, statement, target.mustMatch(),
                new ParameterValues(settings.usedDialect()), (int) settings.timeout().toSeconds());
    }

    /** Asks the database, for at most some seconds. */
    @Override
    public Optional<String> trouble() {
        try (java.sql.Connection session = sessions.pooled()) {
            return sessions.isBroken(session) ? Optional.of("the session is broken") : sourceTrouble();
        } catch (SQLException e) {
            return Optional.of(SqlFault.of(e).reason());
        }
    }

    private Optional<String> sourceTrouble() {
        return sources.stream().flatMap(source -> source.trouble().stream()).findFirst();
    }

    @Override
    public void close() {
        sources.forEach(DatabaseSource::close);
        sessions.close();
    }
}
