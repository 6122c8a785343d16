package io.enterpriseproxy.connector.database;

import io.enterpriseproxy.connector.contract.RecordingIntake;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PostgresQueryIT extends QuerySourceContract {
    PostgresQueryIT() {
        super(TestDatabase.postgres());
    }

    @Test
    void aRowKeepsItsValuesExactlyInJson() {
        fixture.sql("""
                CREATE TABLE exact AS SELECT 1 AS n, 12345678901234567890.1200::numeric AS "grossTotal",
                  1e-9::numeric AS tiny, 'NaN'::numeric AS nan, 9223372036854775807 AS big, 0.1::float8 AS ratio,
                  true AS yes, 'Zürich "x"' AS city, NULL::text AS nothing,
                  timestamptz '2026-11-01 10:00:00+02' AS at, timestamp '2026-11-01 10:00:00' AS local,
                  date '2026-11-30' AS due, time '23:59:00' AS cutoff, '\\xdeadbeef'::bytea AS hash,
                  '{"a": [1.10, null]}'::jsonb AS extra,
                  'b5f0a7a2-2b6c-4c3e-9a39-0d8a6d1f0a11'::uuid AS id, B'101' AS flags,
                  timestamp 'infinity' AS ever, '$5.00'::money AS fee""");
        fixture.proxy().open(MAPPING, source("SELECT * FROM exact", "DELETE FROM exact WHERE n = :n", null, 1), intake)
                .start();

        await().until(() -> !intake.accepted().isEmpty());
        assertThat(RecordingIntake.text(intake.accepted().getFirst())).isEqualTo("""
                {"n":1,"grossTotal":12345678901234567890.1200,"tiny":0.000000001,"nan":"NaN",\
                "big":9223372036854775807,"ratio":0.1,"yes":true,"city":"Zürich \\"x\\"","nothing":null,\
                "at":"2026-11-01T08:00:00Z","local":"2026-11-01T10:00:00","due":"2026-11-30","cutoff":"23:59:00",\
                "hash":"0xdeadbeef","extra":{"a":[1.10,null]},"id":"b5f0a7a2-2b6c-4c3e-9a39-0d8a6d1f0a11",\
                "flags":"101","ever":"+999999999-12-31T23:59:59.999999999","fee":"$5.00"}""");
    }
}
