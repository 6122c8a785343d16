package io.enterpriseproxy.connector.database;

import io.enterpriseproxy.connector.SourceEvent;
import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads the row that a result set stands on. */
interface RowReader {
    SourceEvent event(ResultSet rows) throws SQLException;

    /** The value of the mark statement's parameter, as the driver gives it, so that it goes back without a change. */
    @Nullable
    Object markValue(ResultSet rows, String parameter) throws SQLException;
}
