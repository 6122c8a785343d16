package io.enterpriseproxy.server.crash;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import static org.assertj.core.api.Assertions.assertThat;

/** Servers that share one ledger: any takes any event, and the lanes of one that dies go on with the others. */
class SeveralInstancesIT extends CrashSuite {
    @Test
    void eachEventCountsOnceThoughOneIsKilledAndOneIsRestarted(@TempDir Path directory) throws Exception {
        String ledger = postgresLedger();
        ServerProcess first = start(directory.resolve("first"), ledger);
        try (ServerProcess second = start(directory.resolve("second"), ledger);
                ServerProcess third = start(directory.resolve("third"), ledger)) {
            // The first has taken all lanes. All get events at once, and the last hundred is sent to two of them.
            CompletableFuture<String> answers = posted(second, events(400, EVENTS));
            assertThat(first.postBatch("count", events(0, 500)).statusCode()).isEqualTo(200);
            assertThat(answers.join()).doesNotContain("\"problem\"");
            awaitExecuted(100);
            first.kill();
            long atTheKill = totalCount();
            awaitExecuted(atTheKill + 100);
            second.stop();
            assertThat(third.postBatch("count", events(0, EVENTS)).body()).contains("\"replayed\":true")
                    .doesNotContain("\"problem\"");
            try (ServerProcess again = start(directory.resolve("again"), ledger)) {
                assertThat(again.postBatch("count", events(0, 10)).statusCode()).isEqualTo(200);
                awaitAllResults();
            }
        }
        checkThatEachEventCountsOnce();
        checkThatTheAuditIsAsItWasWritten(directory.resolve("first"));
    }

    private ServerProcess start(Path directory, String ledger) throws Exception {
        Files.createDirectories(directory);
        writeFiles(directory, ledger);
        return ServerProcess.start(directory, freePort());
    }

    private static CompletableFuture<String> posted(ServerProcess server, String events) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return server.postBatch("count", events).body();
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
    }
}
