package io.enterpriseproxy.connector.database;

import io.enterpriseproxy.connector.SourceEvent;
import io.enterpriseproxy.connector.contract.RecordingIntake;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class PollerTest {
    private static final int BATCH = 3;

    private final RecordingIntake intake = new RecordingIntake();
    private final TableInMemory table = new TableInMemory();
    private final Poller poller = new Poller("invoice-posted", table, intake);

    @Test
    void aFullBatchAsksForMoreAtOnceAndAPartOfOneDoesNot() {
        table.insert(4);

        assertThat(poller.poll()).isTrue();
        assertThat(poller.poll()).isFalse();
        assertThat(intake.acceptedBodies()).containsExactly("0", "1", "2", "3");
        assertThat(table.rows).isEmpty();
    }

    @Test
    void rowsThatWereReadWhenTheSourceWasSuspendedStayWhereTheyAre() {
        table.insert(2);
        table.afterRead = poller::suspend;

        assertThat(poller.poll()).isFalse();
        assertThat(intake.submissions()).isEmpty();
        assertThat(table.rows).hasSize(2);

        poller.resume();
        poller.poll();
        assertThat(intake.accepted()).hasSize(2);
    }

    @Test
    void rowsWhoseMarkWasLostAreTakenAgainAndTheLedgerKnowsThem() {
        table.insert(2);
        table.failsToMark = true;
        poller.poll();
        assertThat(poller.trouble()).contains("the link is cut");
        assertThat(table.rows).hasSize(2);

        poller.resume();
        poller.poll();
        assertThat(poller.trouble()).isEmpty();
        assertThat(table.rows).isEmpty();
        assertThat(intake.replays()).isEqualTo(2);
    }

    @Test
    void aMarkWithoutEffectIsNoticedBeforeTheRowsAreHandedInAgain() {
        table.insert(2);
        table.forgetsMarks = true;

        poller.poll();
        poller.poll();

        assertThat(poller.trouble().orElse("")).contains("the row with the key 0 was marked and is selected again");
        assertThat(intake.submissions()).hasSize(1);
    }

    @Test
    void afterUnavailableNothingIsReadUntilTheLedgerMayBeBack() {
        table.insert(2);
        intake.goDown();
        poller.poll();
        poller.poll();
        assertThat(intake.submissions()).hasSize(1);
        assertThat(poller.trouble()).isEmpty();

        intake.comeUp();
        poller.resume();
        poller.poll();
        assertThat(intake.acceptedBodies()).containsExactly("0", "1");
    }

    /** Rows as a list; a mark takes them off. */
    private static final class TableInMemory implements RowQueue {
        final List<Row> rows = new ArrayList<>();
        Runnable afterRead = () -> {};
        boolean failsToMark;
        boolean forgetsMarks;

        void insert(int count) {
            IntStream.range(0, count).mapToObj(Integer::toString)
                    .forEach(key -> rows.add(new Row(key, new SourceEvent("invoice-posted",
                            key.getBytes(StandardCharsets.UTF_8), Map.of(), null, key, null, null), List.of())));
        }

        @Override
        public boolean poll(UnaryOperator<List<Row>> work) throws SQLException {
            List<Row> taken = List.copyOf(rows.subList(0, Math.min(BATCH, rows.size())));
            afterRead.run();
            afterRead = () -> {};
            List<Row> done = taken.isEmpty() ? List.of() : work.apply(taken);
            if (failsToMark) {
                failsToMark = false;
                throw new SQLException("the link is cut", "08006");
            }
            if (!forgetsMarks) {
                rows.removeAll(done);
            }
            return taken.size() == BATCH;
        }

        @Override
        public void close() {}
    }
}
