package io.enterpriseproxy.server.health;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.server.lane.LaneLedger;
import io.enterpriseproxy.server.ledger.LaneRecord;
import io.enterpriseproxy.server.ledger.LedgerDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class FlowMetricsIT {
    private LedgerDatabase database;
    private LaneLedger ledger;
    private FlowMetrics.Waiting waiting;

    @BeforeEach
    void openLedger(@TempDir Path folder) {
        database = LedgerDatabase.h2(folder);
        ledger = new LaneLedger(database.transactions(), database.lanes(), database.attempts(), database.progress(),
                database.requests(), database.unclaimed(), database.frozen());
        waiting = new FlowMetrics.Waiting(ledger, database.writeBacks(Clock.systemUTC()), database.deadLetters());
        for (int i = 1; i <= 3; i++) {
            ledger.lanes().create("main", Address.parse("0x" + Integer.toString(i).repeat(40)), "key-" + i);
        }
    }

    @AfterEach
    void closeLedger() throws IOException {
        database.close();
    }

    @Test
    void laneThatWaitsForTheNextBlockOrAnAdminIsNotCountedAsWaiting() {
        List<Long> lanes = ids();
        why(lanes.get(0), "in-flight-cap");
        why(lanes.get(1), "paused");
        assertThat(waiting.lanesWaiting()).isZero();
        why(lanes.get(2), "insufficient-funds");
        assertThat(waiting.lanesWaiting()).isEqualTo(1);
    }

    @Test
    void laneWithCallsThatNobodyRunsIsCountedAsUnowned() {
        List<Long> lanes = ids();
        for (int i = 0; i < 2; i++) {
            database.jdbc().update("INSERT INTO call_progress (seq, lane, state, lane_position) VALUES (?, ?, 1, ?)", i,
                    lanes.get(i), i);
        }
        assertThat(waiting.lanesUnowned()).isEqualTo(2);
        ledger.lanes().take(lanes.get(0), "me", Duration.ofSeconds(8), false);
        assertThat(waiting.lanesUnowned()).isEqualTo(1);
        // An owner that died.
        database.jdbc().update("UPDATE lane SET lease_until = DATEADD(SECOND, -1, CURRENT_TIMESTAMP)");
        assertThat(waiting.lanesUnowned()).isEqualTo(2);
    }

    private void why(long lane, String code) {
        database.jdbc().update("UPDATE lane SET why_code = ? WHERE id = ?", code, lane);
    }

    private List<Long> ids() {
        return ledger.lanes().all().stream().map(LaneRecord::id).toList();
    }
}
