package io.enterpriseproxy.server.api;

import com.sun.management.ThreadMXBean;
import io.enterpriseproxy.server.problem.RequestRefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EventSlicesTest {
    @Test
    void elementsOfAnArrayKeepTheirBytes() {
        assertThat(array(
                " [ {\"no\": \"Ä1\", \"lines\":[1,{\"x\":\"]}\"}]} ,{\"total\":1.10}, \"text \\\" , \", 12.50 , null,[1, 2],{}\n]  "))
                .containsExactly("{\"no\": \"Ä1\", \"lines\":[1,{\"x\":\"]}\"}]}", "{\"total\":1.10}",
                        "\"text \\\" , \"",
                        "12.50", "null", "[1, 2]", "{}");
    }

    @Test
    void emptyArrayHasNoEvents() {
        assertThat(array("[]")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[{]", "[{}", "[{}] x", "[{} {}]", "[1,]"})
    void anythingElseThanAnArrayIsRefused(String body) {
        assertThatThrownBy(() -> array(body)).isInstanceOf(RequestRefusedException.class);
    }

    @Test
    void arrayTenThousandDeepIsRefused() {
        assertThatThrownBy(() -> array("[".repeat(10_000))).isInstanceOf(RequestRefusedException.class);
    }

    @Test
    void linesAreEventsWhateverTheyHold() {
        assertThat(EventSlices.ofLines("{\"a\":1}\r\n\n{broken\n{\"b\":\"Ä\"}".getBytes(StandardCharsets.UTF_8), 3))
                .extracting(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .containsExactly("{\"a\":1}", "{broken", "{\"b\":\"Ä\"}");
    }

    @Test
    void moreEventsThanABatchMayHaveAreNotEvenHeld() {
        byte[] lines = "1\n".repeat(8_000_000).getBytes(StandardCharsets.US_ASCII);
        byte[] array = ("[" + "1,".repeat(8_000_000) + "1]").getBytes(StandardCharsets.US_ASCII);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThatThrownBy(() -> EventSlices.ofLines(lines, 10_000)).isInstanceOf(RequestRefusedException.class)
                .hasMessageContaining("too many events");
        assertThatThrownBy(() -> EventSlices.ofJsonArray(array, 10_000)).isInstanceOf(RequestRefusedException.class)
                .hasMessageContaining("too many events");
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000_000);
    }

    private static List<String> array(String body) {
        return EventSlices.ofJsonArray(body.getBytes(StandardCharsets.UTF_8), 8).stream()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8)).toList();
    }
}
