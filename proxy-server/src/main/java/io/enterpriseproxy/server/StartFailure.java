package io.enterpriseproxy.server;

import io.enterpriseproxy.mapping.document.DocumentException;
import io.enterpriseproxy.server.broker.BrokerStartException;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.PortInUseException;

import java.sql.SQLException;

/**
 * Why a server did not start, in words for an operator.
 *
 * @param status what the process ends with: 2 if files are to be mended, else 1
 */
record StartFailure(int status, String message) {
    static final int FAILED = 1;
    static final int REFUSED = 2;

    private static final Logger LOG = LoggerFactory.getLogger(StartFailure.class);
    private static final int H2_ALREADY_OPEN = 90_020;

    /** Finds the cause that says most; what nobody expected goes to the log with its trace. */
    static StartFailure of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case DocumentException refused -> {
                    return new StartFailure(REFUSED,
                            refused.faults().size() + " to mend:\n" + refused.getMessage());
                }
                case PortInUseException taken -> {
                    return new StartFailure(FAILED, "Port " + taken.getPort()
                            + " is taken. Stop what uses it, or choose another with --port.");
                }
                case BrokerStartException broker -> {
                    return new StartFailure(FAILED, String.valueOf(broker.getMessage()));
                }
                case SQLException ledger -> {
                    return new StartFailure(FAILED, ledger(ledger));
                }
                case FlywayException migration when migration.getCause() == null -> {
                    return new StartFailure(FAILED, "The ledger's tables cannot be brought to this version: "
                            + migration.getMessage());
                }
                default -> {
                }
            }
        }
        LOG.atError().setCause(failure).log("the server does not start");
        return new StartFailure(FAILED, "The reason is in the log.");
    }

    private static String ledger(SQLException e) {
        return e.getErrorCode() == H2_ALREADY_OPEN
                ? "Another process has the ledger open. Stop it, or choose another directory with --data."
                : "The ledger's database cannot be opened: " + e.getMessage()
                        + ". Check ledger.url, its user and password, and that the database is up.";
    }
}
