package io.enterpriseproxy.bench.parts;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** The ERP's table that results are written to: where a call has gone its whole way. One thread. */
public final class ResultTable implements AutoCloseable {
    private final Connection connection;
    private final PreparedStatement rows;

    private ResultTable(Connection connection) throws SQLException {
        this.connection = connection;
        this.rows = connection.prepareStatement("SELECT CASE WHEN is_called THEN last_value ELSE 0 END"
                + " FROM chain_result_arrival_seq");
    }

    /** Makes the table. */
    public static ResultTable create(Postgres postgres) {
        try {
            Connection connection = postgres.connect("erp");
            try (Statement statement = connection.createStatement()) {
                statement.execute("""
                        CREATE TABLE chain_result (
                            arrival   BIGSERIAL PRIMARY KEY,
                            result_id VARCHAR(64) NOT NULL UNIQUE,
                            document  VARCHAR(64) NOT NULL,
                            status    VARCHAR(16) NOT NULL,
                            tx        VARCHAR(66),
                            block     BIGINT,
                            at        TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp())""");
            }
            return new ResultTable(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("the table of results cannot be made", e);
        }
    }

    /** How many rows there are, at most: what was refused as already there counts too. Costs next to nothing. */
    public long quickCount() {
        try (ResultSet row = rows.executeQuery()) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException("the table of results cannot be read", e);
        }
    }

    /** How many documents have exactly one result, and that it is confirmed. */
    public long confirmedOnce() {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM (SELECT document FROM chain_result"
                        + " GROUP BY document HAVING count(*) = 1 AND max(status) = 'confirmed') once")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException("the table of results cannot be read", e);
        }
    }

    /** When each document's result came, in microseconds since 1970. */
    public Map<String, Long> arrivals() {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT document, (EXTRACT(EPOCH FROM at) * 1000000)::bigint"
                        + " FROM chain_result")) {
            Map<String, Long> arrivals = new HashMap<>();
            while (row.next()) {
                arrivals.put(row.getString(1), row.getLong(2));
            }
            return arrivals;
        } catch (SQLException e) {
            throw new IllegalStateException("the table of results cannot be read", e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("the connection cannot be closed", e);
        }
    }
}
