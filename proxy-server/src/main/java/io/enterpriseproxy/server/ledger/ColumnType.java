package io.enterpriseproxy.server.ledger;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Array;
import java.sql.Types;

/** The type of a column; small integers are written as integers. */
enum ColumnType {
    BIGINT("bigint", Types.BIGINT, Long.class), INTEGER("integer", Types.INTEGER, Integer.class),
    TEXT("text", Types.VARCHAR, String.class), BYTES("bytea", Types.VARBINARY, byte[].class),
    BOOLEAN("boolean", Types.BOOLEAN, Boolean.class), NUMERIC("numeric", Types.NUMERIC, Object.class),
    UUID("uuid", Types.OTHER, Object.class), TIME("timestamptz", Types.TIMESTAMP_WITH_TIMEZONE, Object.class);

    private final String postgresName;
    private final int jdbcType;
    private final Class<?> element;

    /** @param element of arrays; PostgreSQL's driver sends those of {@code Object} as text */
    ColumnType(String postgresName, int jdbcType, Class<?> element) {
        this.postgresName = postgresName;
        this.jdbcType = jdbcType;
        this.element = element;
    }

    String postgresName() {
        return postgresName;
    }

    int jdbcType() {
        return jdbcType;
    }

    @Nullable
    Object[] array(int length) {
        return (Object[]) Array.newInstance(element, length);
    }
}
