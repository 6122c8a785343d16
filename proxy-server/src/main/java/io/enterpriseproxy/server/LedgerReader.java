package io.enterpriseproxy.server;

import io.enterpriseproxy.server.config.LedgerAccess;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.regex.Pattern;

/** Reads a ledger as it is at one moment, and changes nothing. PostgreSQL may be in use meanwhile, the H2 file may not. */
final class LedgerReader implements AutoCloseable {
    private static final int H2_ALREADY_OPEN = 90_020;
    private static final int H2_NO_SUCH_FILE = 90_146;

    /** No such table or column, in the words of both databases. */
    private static final Pattern OLD = Pattern.compile("42P01|42703|42S0[234]|42S22");

    private final Connection connection;

    private LedgerReader(Connection connection) {
        this.connection = connection;
    }

    /** Why a ledger cannot be read, in a plain sentence. */
    static final class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnreadableException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** @throws UnreadableException if it cannot be opened */
    static LedgerReader open(LedgerAccess access) {
        Properties login = new Properties();
        if (access.username() != null) {
            login.setProperty("user", access.username());
        }
        if (access.password() != null) {
            login.setProperty("password", access.password());
        }
        try {
            Connection connection = DriverManager
                    .getConnection(access.url() + (access.isH2() ? ";IFEXISTS=TRUE;ACCESS_MODE_DATA=r" : ""), login);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            return new LedgerReader(connection);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private static UnreadableException unreadable(SQLException e) {
        return new UnreadableException(switch (e.getErrorCode()) {
            case H2_ALREADY_OPEN ->
                "The server is running and has the ledger's file open. Stop it first; only a ledger in"
                        + " PostgreSQL can be read meanwhile.";
            case H2_NO_SUCH_FILE -> "There is no ledger in the data directory. Name the directory by --data.";
            default -> "The ledger's database cannot be opened: " + e.getMessage() + ". Check ledger.url, its user and"
                    + " password, and that the database is up.";
        }, e);
    }

    /** Why reading has failed: most often the ledger is older than what is asked for. */
    static UnreadableException unreadable(DataAccessException e) {
        Throwable cause = e.getMostSpecificCause();
        boolean old = cause instanceof SQLException sql && OLD.matcher(String.valueOf(sql.getSQLState())).matches();
        return new UnreadableException(old
                ? "The ledger has no chains yet: it is of an earlier version. Start the server once."
                : "The ledger cannot be read: " + cause.getMessage() + ".", e);
    }

    JdbcTemplate jdbc() {
        return new JdbcTemplate(new SingleConnectionDataSource(connection, true));
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }
}
