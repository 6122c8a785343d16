package io.enterpriseproxy.server.crash;

import io.enterpriseproxy.server.EnterpriseProxy;
import io.enterpriseproxy.server.ProxyUnderTest;
import io.enterpriseproxy.server.RunningProxy;
import io.enterpriseproxy.server.StartOptions;
import io.enterpriseproxy.server.config.Overrides;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A disk that loses what was not forced to it: whatever the world has been told of (an event acknowledged, a transaction
 * handed to a node, a result delivered) is in the embedded ledger that is left.
 */
class PowerLossIT {
    private static final long SEED = Long.getLong("crash.seed", 20261121);
    private static final int LOSSES = 40;

    /** What the world knew when the power went, and what the disk still had. */
    private record Loss(Set<String> calls, Set<String> transactions, Set<String> results, byte[] disk) {}

    @Test
    void whateverTheWorldWasToldOfIsOnTheDisk(@TempDir Path directory) throws Exception {
        System.out.println("crash.seed=" + SEED);
        Path file = directory.resolve("data/ledger.mv.db");
        Device device = LossyDisk.device(file);
        LossyDisk.register();
        List<Loss> losses = new ArrayList<>();
        try (Stage stage = new Stage(directory, "  ledger: { url: 'jdbc:h2:%s:%s;WRITE_DELAY=0', username: ep }\n"
                .formatted(LossyDisk.SCHEME, directory.resolve("data/ledger")));
                HttpClient http = HttpClient.newHttpClient();
                RunningProxy server = EnterpriseProxy.start(new StartOptions(
                        directory.resolve("enterprise-proxy.yaml"), directory.resolve("mappings"),
                        new Overrides(null, 0)))) {
            // Asked for now: the load goes on until after the server's end, when there is no port any more.
            int port = server.port();
            stage.load.to((mapping, events) -> http.send(HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + port + "/api/v1/calls/" + mapping + "/batch"))
                    .header("Authorization", "Bearer " + ProxyUnderTest.CALLER)
                    .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(events))
                    .build(), HttpResponse.BodyHandlers.ofString()));
            Random dice = new Random(SEED);
            for (int i = 0; i < LOSSES; i++) {
                Awaitility.await().pollDelay(Duration.ofMillis(50 + dice.nextInt(250))).until(() -> true);
                losses.add(new Loss(stage.load.calls(), stage.node.sent(), stage.endpoint.resultIds(),
                        device.afterPowerLoss(dice)));
            }
        }
        assertThat(losses.getLast().results()).hasSizeGreaterThan(50);
        for (int i = 0; i < LOSSES; i++) {
            check(losses.get(i), Files.createDirectory(directory.resolve("left-" + i)));
        }
    }

    private static void check(Loss loss, Path place) throws IOException {
        Files.write(place.resolve("ledger.mv.db"), loss.disk());
        JdbcTemplate left = new JdbcTemplate(
                new DriverManagerDataSource("jdbc:h2:file:" + place.resolve("ledger"), "ep", ""));
        assertThat(missing(loss.calls(), left, "SELECT CAST(id AS VARCHAR) FROM contract_call")).isEmpty();
        assertThat(missing(loss.transactions(), left, "SELECT LOWER(RAWTOHEX(raw)) FROM attempt")).isEmpty();
        assertThat(missing(loss.results(), left, "SELECT call_id || '.' || number FROM write_back")).isEmpty();
    }

    private static Set<String> missing(Set<String> known, JdbcTemplate left, String sql) {
        Set<String> missing = new HashSet<>(known);
        left.queryForList(sql, String.class).forEach(missing::remove);
        return missing;
    }
}
