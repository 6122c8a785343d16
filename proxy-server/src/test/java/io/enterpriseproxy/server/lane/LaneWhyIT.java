package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.server.ledger.LaneLease;
import io.enterpriseproxy.server.ledger.LaneRecord;
import io.enterpriseproxy.server.ledger.LedgerDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class LaneWhyIT {
    private LedgerDatabase database;
    private LaneLease lease;
    private LaneWhy why;

    @BeforeEach
    void takeLane(@TempDir Path folder) {
        database = LedgerDatabase.h2(folder);
        database.lanes().create("main", Address.parse("0x5fbdb2315678afecb367f032d93f642f64180aa3"), "erp");
        long lane = database.lanes().all().getFirst().id();
        lease = database.lanes().take(lane, "one", Duration.ofSeconds(8), true).orElseThrow();
        why = new LaneWhy(database.transactions(), database.lanes(), lease);
    }

    @AfterEach
    void closeLedger() throws Exception {
        database.close();
    }

    @Test
    void aLaneThatStillWaitsAfterAResumeSaysWhyAgain() {
        await().until(() -> "fee-limit".equals(afterARound().whyCode()));
        database.lanes().resume(lease.lane(), false);
        assertThat(row().whyCode()).isNull();
        await().until(() -> "fee-limit".equals(afterARound().whyCode()));
    }

    private LaneRecord afterARound() {
        why.ask(row());
        why.waits("fee-limit", "it offers too little");
        why.keep();
        return row();
    }

    private LaneRecord row() {
        return database.lanes().find(lease.lane()).orElseThrow();
    }
}
