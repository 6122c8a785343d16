package io.enterpriseproxy.connector.database;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How databases differ, as data. PostgreSQL and H2 are tested against the real thing; the others are written from their
 * manuals.
 */
public enum Dialect {
    POSTGRESQL("jdbc:postgresql:.*", " ORDER BY {order} LIMIT {limit} FOR UPDATE SKIP LOCKED",
            "SELECT CASE WHEN pg_try_advisory_lock(hashtextextended(:name, 0)) THEN 1 ELSE 0 END", true,
            "stringtype=unspecified tcpKeepAlive=true ApplicationName=enterprise-proxy connectTimeout=5"
                    + " socketTimeout={seconds}"),
    /** With ORDER BY, H2 locks every row that matches before it looks at the limit: nothing is left to the others. */
    H2("jdbc:h2:.*", " LIMIT {limit} FOR UPDATE SKIP LOCKED", null, true, ""),
    /** MySQL too. */
    MARIADB("jdbc:(mariadb|mysql):.*", " ORDER BY {order} LIMIT {limit} FOR UPDATE SKIP LOCKED",
            "SELECT GET_LOCK(:name, 0)", false, "connectTimeout=5000 socketTimeout={millis}"),
    /** Takes no row limit together with FOR UPDATE; with SKIP LOCKED a row is locked when it is fetched. */
    ORACLE("jdbc:oracle:.*", " ORDER BY {order} FOR UPDATE SKIP LOCKED",
            "SELECT CASE WHEN DBMS_LOCK.REQUEST(DBMS_UTILITY.GET_HASH_VALUE(:name, 0, 1073741823), 6, 0) IN (0, 4)"
                    + " THEN 1 ELSE 0 END FROM dual",
            false, "oracle.net.CONNECT_TIMEOUT=5000 oracle.jdbc.ReadTimeout={millis}"),
    /** Any other database: standard SQL, no lease, no skipping of locked rows. */
    STANDARD(".*", null, null, false, "");

    private final String urlPattern;
    private final @Nullable String unlockedRows;
    private final @Nullable String lease;
    private final boolean untypedParameters;
    private final String driverProperties;

    Dialect(String urlPattern, @Nullable String unlockedRows, @Nullable String lease, boolean untypedParameters,
            String driverProperties) {
        this.urlPattern = urlPattern;
        this.unlockedRows = unlockedRows;
        this.lease = lease;
        this.untypedParameters = untypedParameters;
        this.driverProperties = driverProperties;
    }

    static Dialect ofUrl(String url) {
        return Arrays.stream(values()).filter(dialect -> url.matches(dialect.urlPattern)).findFirst().orElseThrow();
    }

    /** The first rows in order, for a poller that is alone. */
    String selectInOrder(String select, String orderBy, int limit) {
        return select + " ORDER BY " + orderBy + " FETCH FIRST " + limit + " ROWS ONLY";
    }

    boolean skipsLockedRows() {
        return unlockedRows != null;
    }

    /** Rows that no other poller holds, locked until the transaction ends; empty if the database cannot skip rows. */
    Optional<String> selectUnlocked(String select, String orderBy, int limit) {
        return Optional.ofNullable(unlockedRows).map(suffix -> select
                + suffix.replace("{order}", orderBy).replace("{limit}", Integer.toString(limit)));
    }

    /**
     * Takes the lease {@code :name} for the session: 1 in the first column if the session has it now. Empty where the
     * database has no such lease.
     */
    Optional<String> lease() {
        return Optional.ofNullable(lease);
    }

    /**
     * Whether values go as text without a type and the database gives them the type of the column, as it does with a
     * quoted literal. So nothing is rounded on the way, and ISO timestamps, UUIDs and JSON need no cast.
     */
    boolean untypedParameters() {
        return untypedParameters;
    }

    /** What the driver is told unless the configuration says otherwise; it must notice a dead network by itself. */
    Map<String, String> driverProperties(Duration statementTimeout) {
        Duration silence = statementTimeout.plusSeconds(10);
        String filled = driverProperties.replace("{seconds}", Long.toString(silence.toSeconds())).replace("{millis}",
                Long.toString(silence.toMillis()));
        return Arrays.stream(filled.split(" ")).filter(property -> !property.isEmpty())
                .map(property -> property.split("=", 2))
                .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> pair[1]));
    }
}
