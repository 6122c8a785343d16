package io.enterpriseproxy.connector.database;

import org.springframework.jdbc.core.SqlParameter;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A statement with named parameters, parsed once.
 *
 * @param sql with a question mark for each parameter
 * @param names the parameters' names by position; a name may be there more than once
 */
record NamedStatement(String sql, List<String> names) {
    static NamedStatement parse(String text) {
        ParsedSql parsed = NamedParameterUtils.parseSqlStatement(text);
        MapSqlParameterSource none = new MapSqlParameterSource();
        List<String> names = NamedParameterUtils.buildSqlParameterList(parsed, none).stream().map(SqlParameter::getName)
                .map(Objects::requireNonNull).toList();
        return new NamedStatement(NamedParameterUtils.substituteNamedParameters(parsed, none), names);
    }

    Set<String> distinctNames() {
        return new LinkedHashSet<>(names);
    }
}
