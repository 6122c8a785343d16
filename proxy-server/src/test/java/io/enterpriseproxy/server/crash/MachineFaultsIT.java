package io.enterpriseproxy.server.crash;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Databases that are shot, disks that are full, clocks that jump and processes that sleep longer than their leases: each
 * event still counts once, and all goes on by itself. Seeded as {@link CrashMatrixIT}.
 */
class MachineFaultsIT {
    private static final long SEED = Long.getLong("crash.seed", 20261121);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @Test
    void databaseIsShotUnderLoadAndComesBack(@TempDir Path directory) throws Exception {
        try (LedgerPostgres ledger = new LedgerPostgres(directory.resolve("postgres"));
                Stage stage = new Stage(directory, ledger.lines());
                ServerProcess server = start(stage, directory, List.of())) {
            stage.load.to(server);
            Random dice = new Random(SEED);
            for (int shot = 0; shot < 3; shot++) {
                awaitMoreDocuments(stage, 8 + dice.nextInt(80));
                ledger.shoot();
                awaitRefusal(stage);
                ledger.startAgain();
            }
            awaitMoreDocuments(stage, 40);
            stage.checkThatEachEventCountsOnce(server);
        }
    }

    @Test
    void diskOfTheEmbeddedLedgerIsFullForAWhile(@TempDir Path directory) throws Exception {
        try (Stage stage = new Stage(directory, "");
                Lives lives = new Lives(stage, directory, stage.image())) {
            ServerProcess server = lives.last();
            for (int time = 0; time < 2; time++) {
                awaitMoreDocuments(stage, 40);
                // The kernel refuses every write behind this place of a file, as it does on a full disk.
                server.limitFiles("8192");
                awaitRefusalOrEnd(stage, server);
                assertThat(server.isReady()).isFalse();
                server.limitFiles("unlimited");
                server = readyAgain(server, lives);
            }
            awaitMoreDocuments(stage, 40);
            stage.checkThatEachEventCountsOnce(server);
        }
    }

    /** One whose database does not come back ends itself, and who runs it starts it again. */
    private static ServerProcess readyAgain(ServerProcess server, Lives lives) {
        if (server.awaitReady()) {
            return server;
        }
        assertThat(server.awaitEnd(Duration.ZERO)).isEqualTo(1);
        System.out.println("the embedded database did not come back: the server has ended itself");
        return lives.last();
    }

    @Test
    void diskOfPostgresIsFullForAWhile(@TempDir Path directory) throws Exception {
        try (LedgerPostgres ledger = new LedgerPostgres(directory.resolve("postgres"));
                Stage stage = new Stage(directory, ledger.lines());
                ServerProcess server = start(stage, directory, List.of())) {
            stage.load.to(server);
            awaitMoreDocuments(stage, 40);
            JdbcTemplate jdbc = ledger.jdbc();
            jdbc.execute("""
                    CREATE FUNCTION no_space() RETURNS trigger AS $$ BEGIN
                        RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100';
                    END $$ LANGUAGE plpgsql""");
            List<String> tables = List.of("contract_call", "call_progress", "attempt", "write_back", "lane",
                    "dead_letter", "ledger_probe");
            tables.forEach(table -> jdbc.execute("CREATE TRIGGER no_space BEFORE INSERT OR UPDATE ON " + table
                    + " EXECUTE FUNCTION no_space()"));
            awaitRefusal(stage);
            assertThat(server.isReady()).isFalse();
            tables.forEach(table -> jdbc.execute("DROP TRIGGER no_space ON " + table));
            awaitMoreDocuments(stage, 40);
            stage.checkThatEachEventCountsOnce(server);
        }
    }

    @Test
    void clockJumpsAnHourForwardAndBack(@TempDir Path directory) throws Exception {
        Path offset = directory.resolve("clock");
        set(offset, Duration.ZERO);
        try (LedgerPostgres ledger = new LedgerPostgres(directory.resolve("postgres"));
                Stage stage = new Stage(directory, ledger.lines());
                ServerProcess server = start(stage, directory, List.of("-D" + JumpingClock.PROPERTY + "=" + offset))) {
            stage.load.to(server);
            for (Duration jump : List.of(Duration.ofHours(1), Duration.ofHours(-1), Duration.ZERO)) {
                awaitMoreDocuments(stage, 40);
                set(offset, jump);
            }
            awaitMoreDocuments(stage, 40);
            stage.checkThatEachEventCountsOnce(server);
        }
    }

    @Test
    void instanceSleepsLongerThanItsLeases(@TempDir Path directory) throws Exception {
        sleep(directory, 2, Duration.ZERO);
    }

    @Test
    @Tag("long")
    void instanceSleepsForTwoMinutes(@TempDir Path directory) throws Exception {
        sleep(directory, 1, Duration.ofMinutes(2));
    }

    @Test
    @Tag("long")
    void instancesSleepAgainAndAgain(@TempDir Path directory) throws Exception {
        sleep(directory, 24, Duration.ZERO);
    }

    /** Two instances: the one that has the lanes is stopped until the other has them, and goes on then. */
    private static void sleep(Path directory, int times, Duration atLeast) throws Exception {
        Path other = directory.resolve("other");
        try (LedgerPostgres ledger = new LedgerPostgres(directory.resolve("postgres"));
                Stage stage = new Stage(directory, ledger.lines());
                ServerProcess one = start(stage, directory, List.of())) {
            stage.load.to(one);
            awaitMoreDocuments(stage, 20);
            stage.configure(other, ledger.lines());
            try (ServerProcess two = start(stage, other, List.of())) {
                Random dice = new Random(SEED);
                for (int time = 0; time < times; time++) {
                    ServerProcess owner = time % 2 == 0 ? one : two;
                    ServerProcess heir = time % 2 == 0 ? two : one;
                    stage.load.to(owner);
                    awaitMoreDocuments(stage, 8 + dice.nextInt(120));
                    owner.signal("STOP");
                    stage.load.to(heir);
                    awaitInherited(ledger, atLeast);
                    int before = stage.endpoint.documents().size();
                    await().atMost(LONGEST).until(() -> stage.endpoint.documents().size() > before + 20);
                    owner.signal("CONT");
                }
                awaitMoreDocuments(stage, 40);
                stage.checkThatEachEventCountsOnce(one);
            }
        }
    }

    /** All lanes have changed hands. */
    private static void awaitInherited(LedgerPostgres ledger, Duration atLeast) {
        String fences = "SELECT min(fence) FROM lane";
        JdbcTemplate jdbc = ledger.jdbc();
        Long before = jdbc.queryForObject(fences, Long.class);
        await().pollDelay(atLeast).atMost(atLeast.plus(LONGEST))
                .until(() -> !Objects.equals(jdbc.queryForObject(fences, Long.class), before));
    }

    private static ServerProcess start(Stage stage, Path directory, List<String> jvmArguments) throws IOException {
        ServerProcess server = ServerProcess.launch(directory, CrashSuite.freePort(),
                stage.image().with(jvmArguments));
        assertThat(server.awaitReady()).isTrue();
        return server;
    }

    private static void awaitMoreDocuments(Stage stage, int more) {
        int before = stage.load.count();
        await().atMost(LONGEST).until(() -> stage.load.count() >= before + more);
    }

    private static void awaitRefusal(Stage stage) {
        int before = stage.load.unavailable();
        await().atMost(LONGEST).until(() -> stage.load.unavailable() > before + 2);
    }

    private static void awaitRefusalOrEnd(Stage stage, ServerProcess server) {
        int before = stage.load.unavailable();
        await().atMost(LONGEST).until(() -> stage.load.unavailable() > before + 2 || !server.isAlive());
    }

    private static void set(Path offset, Duration value) throws IOException {
        Path next = Files.writeString(offset.resolveSibling("next"), value.toString());
        Files.move(next, offset, StandardCopyOption.ATOMIC_MOVE);
    }
}
