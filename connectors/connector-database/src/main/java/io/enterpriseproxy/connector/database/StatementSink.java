package io.enterpriseproxy.connector.database;

import io.enterpriseproxy.connector.DeliveryOutcome;
import io.enterpriseproxy.connector.DeliveryOutcome.Delivered;
import io.enterpriseproxy.connector.DeliveryOutcome.Failed;
import io.enterpriseproxy.connector.Result;
import io.enterpriseproxy.connector.ResultSink;
import tools.jackson.databind.JsonNode;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

import javax.sql.DataSource;

/**
 * Runs a statement for each result: all in one JDBC batch and one transaction. If one of them is at fault nothing of the
 * batch is kept, and each is run by itself to find out which.
 */
final class StatementSink implements ResultSink {
    private final DataSource pool;
    private final NamedStatement statement;
    private final boolean mustMatch;
    private final ParameterValues parameters;
    private final int timeoutSeconds;

    StatementSink(DataSource pool, NamedStatement statement, boolean mustMatch, ParameterValues parameters,
            int timeoutSeconds) {
        this.pool = pool;
        this.statement = statement;
        this.mustMatch = mustMatch;
        this.parameters = parameters;
        this.timeoutSeconds = timeoutSeconds;
    }

    @Override
    public List<DeliveryOutcome> deliver(List<Result> results) {
        try (Connection session = pool.getConnection();
                PreparedStatement prepared = session.prepareStatement(statement.sql())) {
            prepared.setQueryTimeout(timeoutSeconds);
            return together(session, prepared, results)
                    ? results.stream().<DeliveryOutcome>map(result -> new Delivered()).toList()
                    : Deliveries.each(results, result -> alone(prepared, result));
        } catch (SQLException e) {
            SqlFault fault = SqlFault.of(e);
            return Deliveries.each(results, result -> failed(fault));
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

    private DeliveryOutcome alone(PreparedStatement prepared, Result result) {
        try {
            List<JsonNode> values = parameters.of(statement, result);
            parameters.bind(prepared, values);
            return missed(prepared.executeUpdate())
                    ? new Failed("the statement matched no row", false)
                    : new Delivered();
        } catch (IllegalArgumentException e) {
            return new Failed(String.valueOf(e.getMessage()), false);
        } catch (SQLException e) {
            return failed(SqlFault.of(e));
        }
    }

    /** A driver may answer a batch with negative numbers instead of counts. */
    private boolean missed(int updateCount) {
        return mustMatch && updateCount == 0;
    }

    private static Failed failed(SqlFault fault) {
        return new Failed("the database refused: " + fault.reason(), fault.retryable());
    }
}
