package io.enterpriseproxy.connector.database;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

class DialectTest {
    @ParameterizedTest
    @CsvSource({"jdbc:postgresql://erp/db,POSTGRESQL", "jdbc:h2:file:./erp,H2", "jdbc:mariadb://erp/db,MARIADB",
            "jdbc:mysql://erp/db,MARIADB", "jdbc:oracle:thin:@//erp/db,ORACLE", "jdbc:db2://erp/db,STANDARD"})
    void theUrlTellsTheDialect(String url, Dialect dialect) {
        assertThat(Dialect.ofUrl(url)).isEqualTo(dialect);
    }

    @Test
    void lockedRowsAreSkippedInEachDatabasesOwnWords() {
        assertThat(Dialect.POSTGRESQL.selectUnlocked("SELECT a FROM t", "a", 10))
                .contains("SELECT a FROM t ORDER BY a LIMIT 10 FOR UPDATE SKIP LOCKED");
        assertThat(Dialect.H2.selectUnlocked("SELECT a FROM t", "a", 10))
                .contains("SELECT a FROM t LIMIT 10 FOR UPDATE SKIP LOCKED");
        assertThat(Dialect.ORACLE.selectUnlocked("SELECT a FROM t", "a", 10))
                .contains("SELECT a FROM t ORDER BY a FOR UPDATE SKIP LOCKED");
        assertThat(Dialect.STANDARD.selectUnlocked("SELECT a FROM t", "a", 10)).isEmpty();
    }

    @Test
    void theDriverGivesUpLaterThanTheStatement() {
        assertThat(Dialect.POSTGRESQL.driverProperties(Duration.ofSeconds(30))).containsEntry("socketTimeout", "40")
                .containsEntry("stringtype", "unspecified");
        assertThat(Dialect.MARIADB.driverProperties(Duration.ofSeconds(30))).containsEntry("socketTimeout", "40000");
        assertThat(Dialect.H2.driverProperties(Duration.ofSeconds(30))).isEmpty();
    }
}
