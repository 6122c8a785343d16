package io.enterpriseproxy.server.config;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/**
 * How the ledger's database is reached.
 *
 * @param password not to be shown
 */
public record LedgerAccess(String url, @Nullable String username, @Nullable String password) {
    private static final String H2 = "jdbc:h2:";

    /** As the configuration says it: without {@code ledger}, the file in the data directory. */
    public static LedgerAccess of(ProxyConfig config) {
        LedgerConfig ledger = config.ledger();
        return ledger == null
                ? new LedgerAccess(file(config.data()), "ep", "")
                : new LedgerAccess(ledger.url(), ledger.username(),
                        ledger.password() == null ? null : ledger.password().reveal());
    }

    /** Whether it is the embedded database. */
    public boolean isH2() {
        return url.startsWith(H2);
    }

    private static String file(Path data) {
        return H2 + "file:" + data.resolve("ledger").toAbsolutePath() + ";DB_CLOSE_ON_EXIT=FALSE";
    }

    @Override
    public String toString() {
        return "LedgerAccess[" + url + ", " + username + "]";
    }
}
