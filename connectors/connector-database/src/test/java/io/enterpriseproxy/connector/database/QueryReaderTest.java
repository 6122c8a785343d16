package io.enterpriseproxy.connector.database;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.connector.SourceEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class QueryReaderTest {
    private static final QueryReader READER = new QueryReader("invoice-posted", "id", null);

    @Test
    void numberWithMorePlacesThanPlainDigitsMayHaveIsWrittenAsItIs() throws SQLException {
        SourceEvent event = read("SELECT 7 AS id, JSON '{\"n\":1e99999,\"m\":12.50}' AS doc", null);

        assertThat(event.unusable()).isNull();
        assertThat(new String(event.body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"id\":7,\"doc\":{\"n\":1E+99999,\"m\":12.50}}");
    }

    @Test
    void rowThatCannotBeReadIsRefusedUnderItsKey() throws SQLException {
        assertUnusable(new ArithmeticException("out of range"), "out of range");
        assertUnusable(new SQLException("no such date", "22007"), "no such date");
    }

    @Test
    void linkThatBreaksIsNoFaultOfTheRow() {
        assertThatThrownBy(() -> read("SELECT 7 AS id, 'x' AS t", new SQLException("the link is cut", "08006")))
                .isInstanceOf(SQLException.class);
    }

    private static void assertUnusable(Exception fault, String reason) throws SQLException {
        SourceEvent event = read("SELECT 7 AS id, 'x' AS t", fault);
        assertThat(event.sourceKey()).isEqualTo("7");
        Problem problem = Objects.requireNonNull(event.unusable());
        assertThat(problem.code()).isEqualTo(ProblemCode.MALFORMED_EVENT);
        assertThat(problem.detail()).contains(reason);
    }

    /** @param fault what the driver says when it is asked for the second column; null if it gives it */
    private static SourceEvent read(String sql, @Nullable Exception fault) throws SQLException {
        try (Connection database = DriverManager.getConnection("jdbc:h2:mem:");
                Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return READER.event(fault == null ? rows : failing(rows, fault));
        }
    }

    private static ResultSet failing(ResultSet rows, Exception fault) {
        return (ResultSet) Proxy.newProxyInstance(QueryReaderTest.class.getClassLoader(),
                new Class<?>[]{ResultSet.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getString") && arguments[0].equals(2)) {
                        throw fault;
                    }
                    try {
                        return method.invoke(rows, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
