package io.enterpriseproxy.server.ledger;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Results of contract events are forgotten when they are old and over, and nothing else is. */
abstract class EventPurgeContract {
    private static final OffsetDateTime NOW = OffsetDateTime.of(2026, 12, 1, 0, 0, 0, 0, ZoneOffset.UTC);
    private static final OffsetDateTime OLD = NOW.minusDays(500);
    private static final OffsetDateTime YOUNG = NOW.minusDays(1);
    private static final OffsetDateTime BEFORE = NOW.minusDays(400);

    private ReaderLease lease;
    private long first;

    abstract LedgerDatabase database();

    @BeforeEach
    void readTwelveEvents() {
        database().clear();
        database().chainReaders().create("main");
        lease = new ReaderLease(database().chainReaders().all().getFirst().id(), "main", "me", 0);
        database().transactions().commit(() -> {
            database().contractEvents().tell(lease.reader(), IntStream.range(0, 12).mapToObj(this::told).toList(),
                    true);
            database().contractEvents().moveTo(lease.reader(), "paid", 11, 11, "11:0xb");
        });
        Long newest = database().jdbc().queryForObject("SELECT max(call_seq) FROM write_back", Long.class);
        first = newest == null ? 0 : newest;
    }

    @Test
    void whatIsOldAndDeliveredOrSkippedGoesAndTheCursorStays() {
        all(WriteBackState.DELIVERED, OLD);
        one(3, WriteBackState.SKIPPED, OLD);
        one(10, WriteBackState.DELIVERED, YOUNG);
        one(11, WriteBackState.DELIVERED, YOUNG);

        purge(5);

        assertThat(left()).containsExactly(10, 11);
        assertThat(database().contractEvents().cursor(lease.reader(), "paid")).hasValueSatisfying(
                cursor -> assertThat(cursor.block()).isEqualTo(11));
        assertThat(database().contractEvents().inBlocks(lease.reader(), "paid", 0, 11))
                .as("a reorg may still take them back").hasSize(12);
    }

    @Test
    void whatWaitsOrIsParkedStaysHoweverOldItIs() {
        all(WriteBackState.DELIVERED, OLD);
        one(0, WriteBackState.PENDING, OLD);
        one(6, WriteBackState.PARKED, OLD);

        purge(5);

        assertThat(left()).containsExactly(0, 6);
    }

    @Test
    void whatWasTriedOrReplayedLatelyKeepsNoOtherFromGoing() {
        all(WriteBackState.DELIVERED, OLD);
        one(0, WriteBackState.PENDING, YOUNG);
        one(5, WriteBackState.DELIVERED, YOUNG);

        purge(5);

        assertThat(left()).containsExactly(0, 5);
    }

    @Test
    void aRoundEndsWhereNothingIsOld() {
        all(WriteBackState.DELIVERED, YOUNG);
        one(11, WriteBackState.DELIVERED, OLD);

        purge(5);

        assertThat(left()).as("it has not looked as far").hasSize(12);
    }

    private void purge(int limit) {
        EventPurge purge = new EventPurge(database().jdbc());
        EventPurge.Place place = EventPurge.Place.START;
        while (!place.over()) {
            EventPurge.Place here = place;
            place = database().transactions().commit(() -> purge.next(here, BEFORE, limit));
        }
    }

    private ContractEventRows.Told told(int block) {
        return new ContractEventRows.Told(new ContractEventRecord(0, new UUID(7, block), "paid", 1, block, "k", "{}",
                ContractEventState.CONFIRMED, 0), List.of(new NewWriteBack(0, 0, "confirmed", "{}", null)));
    }

    private void all(WriteBackState state, OffsetDateTime at) {
        IntStream.range(0, 12).forEach(event -> one(event, state, at));
    }

    private void one(int event, WriteBackState state, OffsetDateTime at) {
        assertThat(database().jdbc().update("UPDATE write_back SET state = ?, due_at = ? WHERE call_seq = ?",
                state.code(), at, first - event)).isEqualTo(1);
    }

    /** The events that still have their result. */
    private List<Integer> left() {
        return database().jdbc().query("SELECT call_seq FROM write_back ORDER BY call_seq DESC",
                (row, i) -> (int) (first - row.getLong(1)));
    }
}
