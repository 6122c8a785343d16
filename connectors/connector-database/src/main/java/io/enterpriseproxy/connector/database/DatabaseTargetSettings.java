package io.enterpriseproxy.connector.database;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.enterpriseproxy.connector.CodeBearing;
import io.enterpriseproxy.connector.ConnectionBound;

import java.util.List;

/**
 * A statement as a target: {@code writeBack: - database: …}.
 *
 * <p>
 * Named parameters ({@code :code}) take the result's fields; {@code :resultId}, {@code :callId} and {@code :status} are
 * always there. On PostgreSQL and H2 a value goes as text without a type and takes the type of its column: an ISO
 * timestamp fits a timestamp column, a UUID a uuid column, an object a jsonb column, and {@code 1.5} is refused by an
 * integer column. Where the database cannot tell the type (inside an expression) write {@code CAST(:amount AS numeric)}.
 * On other databases numbers go as decimals, booleans as booleans and the rest as text; timestamps need the database's
 * own function there.
 *
 * <p>
 * Delivery is at least once: an INSERT should keep {@code :resultId} in a unique column and do nothing on a conflict,
 * with {@code mustMatch: false}.
 */
public record DatabaseTargetSettings(
        @JsonPropertyDescription("name of a jdbc connection") String connection,
        @JsonPropertyDescription("SQL with named parameters, or the name of a declared statement") String sql,
        @JsonPropertyDescription("whether a statement that changes no row has failed (and is parked)") @JsonProperty(defaultValue = "true") boolean mustMatch)
        implements
            CodeBearing,
            ConnectionBound {

    @Override
    public List<Misfit> misfits(Record connection) {
        return ConnectionFit.of(this, (JdbcConnectionSettings) connection);
    }

    @Override
    public boolean holdsCode() {
        return !SqlText.isName(sql);
    }
}
