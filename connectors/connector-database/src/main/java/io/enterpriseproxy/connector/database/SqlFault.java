package io.enterpriseproxy.connector.database;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.dao.PermissionDeniedDataAccessException;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.Set;

/**
 * What a database's error means.
 *
 * @param reason one line with the database's own text, shortened
 * @param retryable whether the same statement may succeed later: all but bad SQL, bad values, broken constraints, missing
 *            rights and what the database's own code raises
 */
record SqlFault(String reason, boolean retryable) {
    private static final int LONGEST_REASON = 300;
    private static final SQLExceptionTranslator TRANSLATOR = new SQLExceptionSubclassTranslator();
    /** SQLSTATE classes that Spring leaves open: feature not supported, and errors raised by functions and triggers. */
    private static final Set<String> FINAL_CLASSES = Set.of("0A", "2F", "38", "39", "45", "P0");

    static SqlFault of(SQLException thrown) {
        SQLException cause = thrown instanceof BatchUpdateException && thrown.getNextException() != null
                ? thrown.getNextException()
                : thrown;
        DataAccessException meaning = TRANSLATOR.translate("statement", null, cause);
        boolean unchanging = meaning instanceof DataIntegrityViolationException
                || meaning instanceof InvalidDataAccessResourceUsageException
                || meaning instanceof InvalidDataAccessApiUsageException
                || meaning instanceof PermissionDeniedDataAccessException
                || FINAL_CLASSES.contains(sqlStateClass(cause));
        return new SqlFault(reason(cause), !unchanging);
    }

    private static String sqlStateClass(SQLException cause) {
        String state = cause.getSQLState();
        return state == null || state.length() < 2 ? "" : state.substring(0, 2);
    }

    /** The pool's own message says only that it waited; what keeps it from connecting is the innermost cause. */
    private static String reason(SQLException cause) {
        Throwable innermost = cause;
        while (innermost.getCause() instanceof SQLException deeper) {
            innermost = deeper;
        }
        String text = String.valueOf(innermost.getMessage()).replaceAll("\\s+", " ").strip();
        return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON) + " …";
    }
}
