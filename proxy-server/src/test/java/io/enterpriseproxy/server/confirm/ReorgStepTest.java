package io.enterpriseproxy.server.confirm;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;

class ReorgStepTest {
    @Test
    void callsThatWereFinalAreNamedUpToWhatALineOfTheLogCanTake() {
        List<UUID> calls = LongStream.range(0, 23).mapToObj(i -> new UUID(7, i)).toList();

        assertThat(ReorgStep.named(calls.subList(0, 2))).isEqualTo(calls.get(0) + ", " + calls.get(1));
        assertThat(ReorgStep.named(calls.subList(0, 20))).endsWith(calls.get(19).toString());
        assertThat(ReorgStep.named(calls)).startsWith(calls.get(0) + ", ").endsWith(calls.get(19) + " and 3 more");
    }
}
