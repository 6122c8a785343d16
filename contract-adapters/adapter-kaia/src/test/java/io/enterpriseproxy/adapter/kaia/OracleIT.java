package io.enterpriseproxy.adapter.kaia;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

import static org.assertj.core.api.Assertions.assertThat;

/** Random transactions, compared byte by byte with what the SDKs of Kaia and of Ethereum make of them. */
class OracleIT {
    private static final Logger LOG = LoggerFactory.getLogger(OracleIT.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final File DIRECTORY = new File("../contracts/kaia");

    @Test
    void hundredsOfTransactionsAreEncodedAndDecodedAsByTheSdk() throws Exception {
        compare(420);
    }

    @Test
    @Tag("long")
    void thousandsOfTransactionsAreEncodedAndDecodedAsByTheSdk() throws Exception {
        compare(21_000);
    }

    private static void compare(int count) throws IOException, InterruptedException {
        int seed = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
        LOG.info("node oracle.mjs {} {}", count, seed);
        Process oracle = new ProcessBuilder("node", "oracle.mjs", String.valueOf(count), String.valueOf(seed))
                .directory(DIRECTORY).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        Set<String> types = new HashSet<>();
        int compared = 0;
        try (BufferedReader lines = oracle.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode vector = JSON.readTree(line);
                types.add(vector.get("type").asString());
                try {
                    VectorsTest.compare(vector);
                } catch (AssertionError | IllegalArgumentException difference) {
                    throw new AssertionError(line, difference);
                }
                compared++;
            }
        }
        assertThat(oracle.waitFor()).isZero();
        assertThat(compared).isEqualTo(count);
        assertThat(types).as("18 of Kaia, 3 of Ethereum").hasSize(21);
    }
}
