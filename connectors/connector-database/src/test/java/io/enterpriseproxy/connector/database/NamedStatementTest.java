package io.enterpriseproxy.connector.database;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class NamedStatementTest {
    @Test
    void eachNameBecomesAPosition() {
        assertThat(NamedStatement.parse("UPDATE t SET a = :code, b = :code WHERE no = :no"))
                .isEqualTo(new NamedStatement("UPDATE t SET a = ?, b = ? WHERE no = ?",
                        List.of("code", "code", "no")));
    }

    @Test
    void textInQuotesCommentsAndCastsHoldNoParameters() {
        NamedStatement statement = NamedStatement
                .parse("UPDATE t SET a = ':x', \"b:c\" = :b::jsonb /* :d */ WHERE at > '10:30' -- :e");
        assertThat(statement.names()).containsExactly("b");
        assertThat(statement.sql())
                .isEqualTo("UPDATE t SET a = ':x', \"b:c\" = ?::jsonb /* :d */ WHERE at > '10:30' -- :e");
    }
}
