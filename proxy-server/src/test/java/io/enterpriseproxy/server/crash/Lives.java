package io.enterpriseproxy.server.crash;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** One server after the other in the same place, each of which dies under load. */
final class Lives implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(90);

    private final Stage stage;
    private final Path directory;
    private final ServerImage image;
    private final int port;
    private int deaths;
    private @Nullable ServerProcess current;

    Lives(Stage stage, Path directory, ServerImage image) throws IOException {
        this.stage = stage;
        this.directory = directory;
        this.image = image;
        this.port = CrashSuite.freePort();
    }

    /** Starts a server and has it die so. */
    void end(Crash crash) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        int before = stage.load.count();
        switch (crash) {
            case Crash.AtCommit(CrashPoint point) -> atCommit(point);
            case Crash.AtNode(boolean after, int nth) -> {
                ServerProcess server = launch(List.of());
                stage.node.arm(new Trap(after, nth, server::kill));
                died(server);
            }
            case Crash.AtTarget(boolean after, int nth) -> {
                ServerProcess server = launch(List.of());
                stage.endpoint.arm(new Trap(after, nth, server::kill));
                died(server);
            }
            case Crash.AtMoment(Duration afterReady) -> {
                ServerProcess server = launch(List.of());
                assertThat(server.awaitReady()).isTrue();
                Awaitility.await().pollDelay(afterReady).until(() -> true);
                server.kill();
            }
        }
        System.out.printf("death %d: %s, after %d ms and %d documents%n", ++deaths, crash,
                (System.nanoTime() - begin) / 1_000_000, stage.load.count() - before);
    }

    /** A server that lives. */
    ServerProcess last() {
        ServerProcess server = launch(List.of());
        assertThat(server.awaitReady()).isTrue();
        return server;
    }

    private ServerProcess launch(List<String> jvmArguments) {
        ServerProcess server = ServerProcess.launch(directory, port, image.with(jvmArguments));
        current = server;
        stage.load.to(server);
        return server;
    }

    /** One that has not died as it should have does now. */
    @Override
    public void close() {
        if (current != null) {
            current.kill();
        }
    }

    private void atCommit(CrashPoint point) throws IOException, InterruptedException {
        ServerProcess server = launch(List.of("-D" + CrashPoint.PROPERTY + "=" + point));
        if (point.boundary() == Boundary.RAISED) {
            raise(server);
        }
        died(server);
        assertThat(stage.said("crash: " + point)).isPositive();
    }

    /** While no blocks come, transactions stay out, and more gas can be asked for. */
    private void raise(ServerProcess server) throws IOException, InterruptedException {
        if (!server.awaitReady()) {
            return;
        }
        int first = stage.load.count();
        stage.mining(false);
        try {
            Awaitility.await().atMost(LONGEST).pollInterval(Duration.ofMillis(100)).until(() -> {
                if (server.isAlive() && stage.load.count() > first) {
                    speedUp(server, stage.load.call(stage.load.count() - 1));
                }
                return !server.isAlive();
            });
        } finally {
            stage.mining(true);
        }
    }

    private static void speedUp(ServerProcess server, String call) throws InterruptedException {
        try {
            server.act("POST", "/api/v1/calls/" + call + "/speed-up");
        } catch (IOException itIsDead) {
            // That is what it was asked for.
        }
    }

    private static void died(ServerProcess server) {
        assertThat(server.awaitEnd(LONGEST)).isEqualTo(CrashingLedger.KILLED);
    }
}
