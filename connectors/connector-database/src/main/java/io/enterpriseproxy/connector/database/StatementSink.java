package io.enterpriseproxy.connector.database;

import io.enterpriseproxy.connector.Deliveries;
import io.enterpriseproxy.connector.DeliveryOutcome;
import io.enterpriseproxy.connector.Result;
import io.enterpriseproxy.connector.ResultSink;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/**
 * Runs a statement for each result: all in one JDBC batch and one transaction. If one of them is at fault nothing of the
 * batch is kept, and each is run by itself to find out which.
 */
final class StatementSink implements ResultSink {
    private final Sessions sessions;
    private final NamedStatement statement;
    private final boolean mustMatch;
    private final ParameterValues parameters;
    private final int timeoutSeconds;

    StatementSink(Sessions sessions, NamedStatement statement, boolean mustMatch, ParameterValues parameters,
            int timeoutSeconds) {
        this.sessions = sessions;
        this.statement = statement;
        this.mustMatch = mustMatch;
        this.parameters = parameters;
        this.timeoutSeconds = timeoutSeconds;
    }

    @Override
    public List<DeliveryOutcome> deliver(List<Result> results) {
        Deliveries deliveries = new Deliveries(results);
        try (Connection session = sessions.pooled()) {
            deliver(session, deliveries, results);
        } catch (SQLException e) {
            deliveries.failOpen(reason(SqlFault.of(e)), true);
        }
        return deliveries.outcomes();
    }

    private void deliver(Connection session, Deliveries deliveries, List<Result> results) {
        try (PreparedStatement prepared = session.prepareStatement(statement.sql())) {
            prepared.setQueryTimeout(timeoutSeconds);
            if (together(session, prepared, results)) {
                deliveries.open().forEach(deliveries::delivered);
            } else {
                oneByOne(session, prepared, deliveries);
            }
        } catch (SQLException e) {
            SqlFault fault = SqlFault.of(e);
            deliveries.failOpen(reason(fault), fault.retryable());
            sessions.discardIfBroken(session);
        }
    }

    /**
     * All or nothing.
     *
     * @return false if at least one result is at fault itself
     * @throws SQLException if the database cannot take any now
     */
    private boolean together(Connection session, PreparedStatement prepared, List<Result> results)
            throws SQLException {
        session.setAutoCommit(false);
        try {
            for (Result result : results) {
                parameters.bind(prepared, parameters.of(statement, result));
                prepared.addBatch();
            }
            if (Arrays.stream(prepared.executeBatch()).noneMatch(this::missed)) {
                session.commit();
                return true;
            }
        } catch (IllegalArgumentException e) {
            prepared.clearBatch();
        } catch (SQLException e) {
            if (SqlFault.of(e).retryable()) {
                throw e;
            }
        }
        session.rollback();
        session.setAutoCommit(true);
        return false;
    }

    /** @throws SQLException if the session is broken */
    private void oneByOne(Connection session, PreparedStatement prepared, Deliveries deliveries) throws SQLException {
        for (List<Integer> open = deliveries.open(); !open.isEmpty(); open = deliveries.open()) {
            int place = open.getFirst();
            try {
                parameters.bind(prepared, parameters.of(statement, deliveries.result(place)));
                if (missed(prepared.executeUpdate())) {
                    deliveries.failed(place, "the statement matched no row", false);
                } else {
                    deliveries.delivered(place);
                }
            } catch (IllegalArgumentException e) {
                deliveries.failed(place, String.valueOf(e.getMessage()), false);
            } catch (SQLException e) {
                SqlFault fault = SqlFault.of(e);
                if (fault.retryable() && sessions.isBroken(session)) {
                    throw e;
                }
                deliveries.failed(place, reason(fault), fault.retryable());
            }
        }
    }

    /** A driver may answer a batch with negative numbers instead of counts. */
    private boolean missed(int updateCount) {
        return mustMatch && updateCount == 0;
    }

    private static String reason(SqlFault fault) {
        return "the database refused: " + fault.reason();
    }
}
