package io.enterpriseproxy.server.crash;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** A server killed with SIGKILL in the middle of a thousand events finishes them after its restart, each exactly once. */
class SigkillIT extends CrashSuite {
    private static final long SEED = 20261121;

    @Test
    void onH2EveryEventIsExecutedOnceAndItsResultArrives(@TempDir Path directory) throws Exception {
        writeFiles(directory, "");
        killInTheMiddleAndFinish(directory);
    }

    @Test
    void onPostgresEveryEventIsExecutedOnceAndItsResultArrives(@TempDir Path directory) throws Exception {
        writeFiles(directory, postgresLedger());
        killInTheMiddleAndFinish(directory);
    }

    private void killInTheMiddleAndFinish(Path directory) throws Exception {
        Random moments = new Random(SEED);
        String events = events(0, EVENTS);
        int port = freePort();
        ServerProcess server = ServerProcess.start(directory, port);
        assertThat(server.postBatch("count", events).statusCode()).isEqualTo(200);
        for (int kill = 0; kill < 2; kill++) {
            awaitExecuted(totalCount() + 1 + moments.nextInt(100));
            server.kill();
            server = ServerProcess.start(directory, port);
        }
        try (ServerProcess last = server) {
            assertThat(last.postBatch("count", events).body()).contains("\"replayed\":true")
                    .doesNotContain("\"problem\"");
            awaitAllResults();
        }
        checkThatEachEventCountsOnce();
        checkThatTheAuditIsAsItWasWritten(directory);
    }
}
