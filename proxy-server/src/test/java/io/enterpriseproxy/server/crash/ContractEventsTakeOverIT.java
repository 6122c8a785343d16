package io.enterpriseproxy.server.crash;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two servers share a ledger, and the one that reads a contract's events is killed while there are new ones. */
class ContractEventsTakeOverIT extends CrashSuite {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void theOtherGoesOnAndEveryEventArrivesInTheOrderOfTheChain(@TempDir Path directory) throws Exception {
        String ledger = postgresLedger();
        erp.execute("CREATE TABLE told (place BIGSERIAL, result_id TEXT, key TEXT)");
        List<String> emitted = new CopyOnWriteArrayList<>();
        AtomicBoolean enough = new AtomicBoolean();
        try (ServerProcess one = start(directory.resolve("one"), ledger);
                ServerProcess other = start(directory.resolve("other"), ledger)) {
            await().atMost(PATIENCE).until(() -> readerOfEvents() != 0);
            Thread load = Thread.ofPlatform().start(() -> {
                while (!enough.get()) {
                    emitted.add(emit("document-" + emitted.size()));
                }
            });
            await().atMost(PATIENCE).until(() -> told() > 50);
            boolean oneReads = readerOfEvents() == one.pid();
            (oneReads ? one : other).kill();
            long atTheKill = told();

            await().atMost(PATIENCE).until(() -> told() > atTheKill + 50);
            enough.set(true);
            load.join();

            assertThat(readerOfEvents()).isEqualTo((oneReads ? other : one).pid());
            await().atMost(PATIENCE).until(() -> told() == emitted.size());
        }
        assertThat(firstArrivals()).as("in the order of the chain").isEqualTo(emitted);
        assertThat(erp.queryForObject("SELECT count(DISTINCT result_id) FROM told", Integer.class))
                .as("what came twice came under the same id").isEqualTo(emitted.size());
    }

    private ServerProcess start(Path directory, String ledger) throws Exception {
        Files.createDirectories(directory);
        writeFiles(directory, ledger);
        Files.writeString(directory.resolve("mappings/told.yaml"), """
                apiVersion: enterprise-proxy/v1
                kind: Mapping
                metadata: { name: told }
                from: { contract: { chain: main, contract: test, event: CountedUp, fromBlock: earliest } }
                writeBack:
                  - on: [confirmed]
                    database:
                      connection: erp-db
                      sql: INSERT INTO told (result_id, key) VALUES (:resultId, :key)
                      params: { key: event.key }
                """);
        return ServerProcess.start(directory, freePort());
    }

    private List<String> firstArrivals() {
        return erp.query("SELECT key FROM told GROUP BY key ORDER BY min(place)", (row, i) -> row.getString(1));
    }

    private int told() {
        return firstArrivals().size();
    }
}
