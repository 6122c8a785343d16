package io.enterpriseproxy.connector.database;

import io.enterpriseproxy.connector.contract.RecordingIntake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class H2QueryIT extends QuerySourceContract {
    H2QueryIT(@TempDir Path directory) {
        super(TestDatabase.h2(directory));
    }

    @Test
    void aRowKeepsItsValuesExactlyInJson() {
        fixture.sql("""
                CREATE TABLE exact AS SELECT 1 AS n, CAST(12345678901234567890.1200 AS NUMERIC(30, 4)) AS "grossTotal",
                  CAST(0.000000001 AS NUMERIC(20, 9)) AS tiny, 9223372036854775807 AS big,
                  CAST(0.1 AS DOUBLE PRECISION) AS ratio, true AS yes, 'Zürich' AS city,
                  CAST(NULL AS VARCHAR) AS nothing, TIMESTAMP WITH TIME ZONE '2026-11-01 10:00:00+02' AS at,
                  TIMESTAMP '2026-11-01 10:00:00' AS local, DATE '2026-11-30' AS due, TIME '23:59:00' AS cutoff,
                  CAST(X'deadbeef' AS VARBINARY(4)) AS hash, JSON '{"a": [1.10, null]}' AS extra,
                  CAST('long' AS CLOB) AS note, CAST(X'beef' AS BLOB) AS scan,
                  UUID 'b5f0a7a2-2b6c-4c3e-9a39-0d8a6d1f0a11' AS id""");
        fixture.proxy().open(MAPPING, source("SELECT * FROM exact", "DELETE FROM exact WHERE n = :n", null, 1), intake)
                .start();

        await().until(() -> !intake.accepted().isEmpty());
        assertThat(RecordingIntake.text(intake.accepted().getFirst())).isEqualTo("""
                {"n":1,"grossTotal":12345678901234567890.1200,"tiny":0.000000001,\
                "big":9223372036854775807,"ratio":0.1,"yes":true,"city":"Zürich","nothing":null,\
                "at":"2026-11-01T08:00:00Z","local":"2026-11-01T10:00:00","due":"2026-11-30","cutoff":"23:59:00",\
                "hash":"0xdeadbeef","extra":{"a":[1.10,null]},"note":"long","scan":"0xbeef",\
                "id":"b5f0a7a2-2b6c-4c3e-9a39-0d8a6d1f0a11"}""");
    }
}
