package io.enterpriseproxy.server.crash;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server that dies right before and right after each commit, each hand-over to a node and each to a target, and at random
 * moments under load, gives each event one effect, one nonce and one result, in order.
 *
 * <p>
 * The dice are the same every time; {@code -Dcrash.seed=…} throws others, {@code -Dcrash.kills=…} says how many kills
 * the long form takes on each database.
 */
class CrashMatrixIT {
    private static final long SEED = Long.getLong("crash.seed", 20261121);
    private static final int KILLS = Integer.getInteger("crash.kills", 160);
    /** Kills between two looks at whether all is done: a later call may set one going again that is stuck. */
    private static final int CHECK_EVERY = 15;

    @Test
    void onH2EachEventCountsOnceWhereverTheServerDies(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory)
            throws Exception {
        die(directory, "", () -> {}, half(true));
    }

    @Test
    void onPostgresEachEventCountsOnceWhereverTheServerDies(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory)
            throws Exception {
        try (LedgerPostgres ledger = new LedgerPostgres(directory.resolve("postgres"))) {
            die(directory, ledger.lines(), ledger::endLeases, half(false));
        }
    }

    @Test
    @Tag("long")
    void onH2EachEventCountsOnceOverHundredsOfDeaths(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory)
            throws Exception {
        die(directory, "", () -> {}, many());
    }

    @Test
    @Tag("long")
    void onPostgresEachEventCountsOnceOverHundredsOfDeaths(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory)
            throws Exception {
        try (LedgerPostgres ledger = new LedgerPostgres(directory.resolve("postgres"))) {
            die(directory, ledger.lines(), ledger::endLeases, many());
        }
    }

    /** Of the two sides of each boundary one is crossed on H2 and the other on PostgreSQL, as the dice say. */
    private static List<Crash> half(boolean h2) {
        Random dice = new Random(SEED);
        List<Crash> before = Crash.matrix(false, dice);
        List<Crash> after = Crash.matrix(true, dice);
        List<Crash> half = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            half.add((dice.nextBoolean() == h2 ? before : after).get(i));
        }
        return Crash.shuffled(half, dice);
    }

    private static List<Crash> many() {
        Random dice = new Random(SEED);
        return Stream.of(Crash.shuffled(Crash.matrix(false, dice), dice).stream(),
                Crash.shuffledLater(Crash.matrix(true, dice), dice).stream(),
                Stream.generate(() -> Crash.any(dice)).limit(KILLS)).flatMap(all -> all).toList();
    }

    /** @param afterDeath what saves waiting for it */
    private static void die(Path directory, String ledger, Runnable afterDeath, List<Crash> crashes) throws Exception {
        System.out.println("crash.seed=" + SEED + ", " + crashes.size() + " kills");
        try (Stage stage = new Stage(directory, ledger);
                Lives lives = new Lives(stage, directory, stage.image())) {
            for (int i = 0; i < crashes.size(); i++) {
                lives.end(crashes.get(i));
                afterDeath.run();
                if ((i + 1) % CHECK_EVERY == 0 || i + 1 == crashes.size()) {
                    try (ServerProcess last = lives.last()) {
                        stage.checkThatEachEventCountsOnce(last);
                    }
                    afterDeath.run();
                }
            }
        }
    }
}
