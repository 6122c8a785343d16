package io.enterpriseproxy.server.crash;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A server that tells a table of a contract's events, killed with SIGKILL again and again while there are new ones. */
class ContractEventsSigkillIT extends CrashSuite {
    private static final long SEED = 20261130;

    @Test
    void everyEventReachesItsTargetUnderOneId(@TempDir Path directory) throws Exception {
        writeFiles(directory, postgresLedger());
        erp.execute("CREATE TABLE told (result_id TEXT, key TEXT)");
        Files.writeString(directory.resolve("mappings/told.yaml"), """
                apiVersion: enterprise-proxy/v1
                kind: Mapping
                metadata: { name: told }
                from: { contract: { chain: main, contract: test, event: CountedUp, fromBlock: earliest } }
                writeBack:
                  - on: [confirmed]
                    database:
                      connection: erp-db
                      sql: INSERT INTO told VALUES (:resultId, :key)
                      params: { key: event.key }
                """);
        Random moments = new Random(SEED);
        int port = freePort();
        ServerProcess server = ServerProcess.start(directory, port);
        assertThat(server.postBatch("count", events(0, EVENTS)).statusCode()).isEqualTo(200);
        for (int kill = 0; kill < 3; kill++) {
            long before = count("result_id");
            await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20))
                    .until(() -> count("result_id") > before + moments.nextInt(100) || count("key") == EVENTS);
            server.kill();
            server = ServerProcess.start(directory, port);
        }
        try (ServerProcess last = server) {
            await().atMost(Duration.ofSeconds(90)).until(() -> count("key") == EVENTS);
            awaitAllResults();
            assertThat(last.postBatch("count", events(0, 1)).statusCode()).isEqualTo(200);
        }
        assertThat(count("key")).isEqualTo(EVENTS);
        assertThat(count("result_id")).isEqualTo(EVENTS);
    }

    private long count(String what) {
        Long count = erp.queryForObject("SELECT count(DISTINCT " + what + ") FROM told", Long.class);
        return count == null ? 0 : count;
    }
}
