package io.enterpriseproxy.bench;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class BenchCommandTest {
    @Test
    void measuresTheHeadlineUnlessToldOtherwise() {
        BenchCommand.Run run = run();

        assertThat(run.scenarios()).extracting(Scenario::name).containsExactly("batch-rest/postgres/stub",
                "kafka/postgres/stub");
        assertThat(run.plan()).isEqualTo(new Plan(3, Duration.ofSeconds(60), Duration.ofSeconds(60), false));
    }

    @Test
    void takesScenariosAndOptionsInAnyOrder() {
        BenchCommand.Run run = run("--runs", "5", "jms/h2/anvil", "--profile", "limit", "--output", "x.json");

        assertThat(run.scenarios()).extracting(Scenario::name).containsExactly("jms/h2/anvil", "limit/anvil",
                "limit/stub");
        assertThat(run.plan().runs()).isEqualTo(5);
        assertThat(run.plan().profile()).isTrue();
        assertThat(run.output()).isEqualTo(Path.of("x.json"));
    }

    @Test
    void endToEndIsEveryWayOnEveryLedgerAndChain() {
        assertThat(run("end-to-end").scenarios()).hasSize(16).doesNotHaveDuplicates();
    }

    @Test
    void allGrowsTheLedgerOnceAndToItsLargest() {
        assertThat(run("all").scenarios()).extracting(Scenario::name).contains("growth-large", "backlog", "micro")
                .doesNotContain("growth", "regression").doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--runs", "--runs 0", "--seconds x", "no-such-scenario", "--fast"})
    void refusesWhatItDoesNotKnow(String words) {
        assertThat(BenchCommand.parse(List.of(words.split(" ")))).isInstanceOf(BenchCommand.Wrong.class);
    }

    private static BenchCommand.Run run(String... words) {
        return (BenchCommand.Run) BenchCommand.parse(List.of(words));
    }
}
