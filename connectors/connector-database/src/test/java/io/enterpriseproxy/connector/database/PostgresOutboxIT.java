package io.enterpriseproxy.connector.database;

import io.enterpriseproxy.connector.SourceEvent;
import io.enterpriseproxy.connector.SourceRoute;
import io.enterpriseproxy.connector.contract.RecordingIntake;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class PostgresOutboxIT extends OutboxSourceContract {
    PostgresOutboxIT() {
        super(TestDatabase.postgres());
    }

    @Test
    void theLeaseKeepsASecondProxyFromReadingAndGoesToItWhenTheFirstEnds() {
        RecordingIntake idle = new RecordingIntake();
        SourceRoute first = start();
        send(bodies(1));
        awaitAccepted(bodies(1));

        fixture.proxy().open(MAPPING, ordered(deleting()), idle).start();
        awaitWaitingForTheLease();
        insertMany(100);
        await().until(() -> intake.accepted().size() == 101);
        assertThat(idle.submissions()).isEmpty();

        first.close();
        send(List.of("{\"n\":\"after\"}"));
        await().untilAsserted(() -> assertThat(idle.acceptedBodies()).containsExactly("{\"n\":\"after\"}"));
    }

    @Test
    void aSessionThatTheServerEndsGivesTheLeaseBack() {
        start();
        send(bodies(1));
        awaitAccepted(bodies(1));

        fixture.database.direct().queryForList(
                "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted");
        send(List.of("{\"n\":1}"));
        awaitAccepted(bodies(2));
        awaitAcknowledged();
    }

    @Test
    void noRowIsLockedWhileTheLedgerWorksInOrder() {
        intake.hold();
        start();
        send(bodies(1));
        await().until(() -> intake.waiting() == 1);

        assertThat(fixture.database.direct().queryForList("SELECT payload FROM outbox FOR UPDATE NOWAIT",
                String.class)).containsExactlyElementsOf(bodies(1));
        assertThat(fixture.count("pg_stat_activity WHERE state = 'idle in transaction'")).isZero();
        intake.release();
    }

    @Test
    void debeziumsOwnTableWithUuidAndJsonIsTaken() {
        fixture.sql("DROP TABLE outbox");
        fixture.sql("CREATE TABLE outbox (id uuid PRIMARY KEY, aggregatetype varchar(255) NOT NULL,"
                + " aggregateid varchar(255) NOT NULL, type varchar(255) NOT NULL, payload jsonb, processed_at timestamp)");
        fixture.sql("INSERT INTO outbox VALUES ('b5f0a7a2-2b6c-4c3e-9a39-0d8a6d1f0a11', 'Payment', '7', 'Paid',"
                + " '{\"amount\": 10.50}')");
        start();

        awaitAccepted(List.of("{\"amount\": 10.50}"));
        awaitAcknowledged();
        assertThat(intake.accepted()).extracting(SourceEvent::sourceKey)
                .containsExactly("b5f0a7a2-2b6c-4c3e-9a39-0d8a6d1f0a11");
    }

    @Test
    void bytesOfThePayloadAreTakenAsTheyAre() {
        fixture.sql("ALTER TABLE outbox ALTER COLUMN payload TYPE bytea USING payload::bytea");
        fixture.sql("INSERT INTO outbox (payload) VALUES (?)", "<a>ü</a>".getBytes(StandardCharsets.ISO_8859_1));
        start();

        await().until(() -> !intake.accepted().isEmpty());
        assertThat(intake.accepted().getFirst().body()).isEqualTo("<a>ü</a>".getBytes(StandardCharsets.ISO_8859_1));
    }

    private void awaitWaitingForTheLease() {
        await().until(() -> fixture.count("pg_stat_activity WHERE query LIKE '%pg_try_advisory_lock%'") >= 1);
    }

    private void insertMany(int count) {
        send(bodies(count + 1).subList(1, count + 1));
    }
}
