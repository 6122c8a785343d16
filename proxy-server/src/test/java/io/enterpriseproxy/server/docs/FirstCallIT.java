package io.enterpriseproxy.server.docs;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Types the tutorial, block by block, as a reader would. */
class FirstCallIT {
    @TempDir
    Path home;

    private TutorialReader reader;

    @BeforeEach
    void open() throws IOException {
        reader = TutorialReader.open(home, "first-call");
    }

    @AfterEach
    void close() {
        reader.close();
    }

    @Test
    void everyBlockDoesWhatThePageSays() throws IOException {
        List<MarkdownPage.Block> blocks = Repository.here().page("docs/tutorials/first-call.md").blocks();
        List<MarkdownPage.Block> untilTheChainStops = blocks.stream().filter(block -> !block.content().contains("m-4"))
                .toList();

        untilTheChainStops.forEach(reader::follow);

        assertThat(reader.output("49.90", "m-1")).contains("HTTP/1.1 200", "\"status\":\"confirmed\"");
        assertThat(reader.output("amountOf", "A-1001")).contains("{\"outputs\":{\"amount\":\"4990\"}}");
        assertThat(reader.output("1.00", "m-1")).contains("HTTP/1.1 409", "idempotency-key-reused");
        assertThat(reader.output("49.90", "m-2")).contains("\"status\":\"rejected\"", "SHOP-409");
        assertThat(reader.output("49.905", "m-3")).contains("HTTP/1.1 422", "call.args.amount");
        assertThat(reader.outputs()).anySatisfy(output -> assertThat(output).contains("Idempotency-Replayed: true"));

        reader.terminal("chain").close();
        blocks.stream().filter(block -> block.content().contains("m-4")).forEach(reader::follow);
        assertThat(reader.output("12.00", "m-4")).contains("HTTP/1.1 202", "\"status\":\"accepted\"");
        reader.terminal("proxy").kill();
        blocks.stream().filter(block -> List.of("chain", "proxy").contains(block.role("terminal").orElse("")))
                .forEach(reader::follow);

        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> shop().contains("A-1004"));
        assertThat(shop().lines().filter(line -> line.contains("A-1004"))).singleElement().asString()
                .contains("confirmed");
        reader.terminal("proxy").close();
        assertThat(Files.readString(reader.log("proxy"))).containsOnlyOnce("1 call goes on from before the restart")
                .containsSubsequence("shutting down", "ended");
    }

    private String shop() throws IOException {
        return Files.readString(reader.log("shop"));
    }
}
