package io.enterpriseproxy.server.mappings;

import io.enterpriseproxy.mapping.document.DocumentException;
import io.enterpriseproxy.server.mappings.DraftDiff.Change;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TextComparisonTest {
    private static final String LIVE = """
            metadata: { name: invoice }
            from: { rest: { path: /erp } }
            idempotencyKey: no
            call:
              chain: main
              contract: registry
              function: register(bytes32)
              args: { id: no }
              sender: erp-ap
            writeBack:
              - on: [confirmed]
                jms: { connection: mq, destination: RESULT }
                body: { no: event.no }
            """;

    @Test
    void linesAreComparedInTheUnifiedForm() {
        assertThat(TextComparison.lines("a", "1\n2\n3\n4\n5\n", "b", "1\n2\n3\n4\nV\n"))
                .isEqualTo("--- a\n+++ b\n@@ -2,4 +2,4 @@\n 2\n 3\n 4\n-5\n+V");
    }

    @Test
    void equalTextsHaveNoDifference() {
        assertThat(TextComparison.lines("a", LIVE, "b", LIVE)).isEmpty();
        assertThat(TextComparison.parts(LIVE, LIVE)).isEmpty();
    }

    @Test
    void partsThatMatterAreNamedWithBoth() {
        String draft = LIVE.replace("path: /erp", "path: /other").replace("sender: erp-ap", "sender: [erp-ap, erp-pay]")
                .replace("register(bytes32)", "pay(bytes32)").replace("RESULT", "ELSEWHERE");

        List<Change> changes = TextComparison.parts(LIVE, draft);

        assertThat(changes).extracting(Change::path).containsExactly("from", "call.function", "call.sender",
                "writeBack");
        assertThat(changes.get(2)).isEqualTo(new Change("call.sender", "erp-ap", List.of("erp-ap", "erp-pay")));
        assertThat(changes.get(3).after()).isEqualTo(List.of(
                Map.of("on", List.of("confirmed"), "jms", Map.of("connection", "mq", "destination", "ELSEWHERE"))));
    }

    @Test
    void whatIsWrittenInAnotherFormOrSaidToTheTargetIsNoSuchChange() {
        String draft = LIVE.replace("from: { rest: { path: /erp } }", "from:\n  rest:\n    path: '/erp'")
                .replace("no: event.no", "number: event.no") + "# a remark\n";

        assertThat(TextComparison.parts(LIVE, draft)).isEmpty();
        assertThat(TextComparison.lines("a", LIVE, "b", draft)).contains("+# a remark");
    }

    @Test
    void everythingIsNewInAFirstDraft() {
        assertThat(TextComparison.parts(null, LIVE)).hasSize(8).allSatisfy(change -> {
            assertThat(change.before()).isNull();
            assertThat(change.after()).isNotNull();
        });
    }

    @Test
    void draftThatCannotBeReadSaysSo() {
        assertThatThrownBy(() -> TextComparison.parts(LIVE, "a: [")).isInstanceOf(DocumentException.class);
    }

    @Test
    @Timeout(20)
    void textsThatDifferInEveryLineAreComparedInTimeOrNotAtAll() {
        assertThat(TextComparison.lines("a", lines(5_000, 'a'), "b", lines(5_000, 'b'))).isNotNull();
        assertThat(TextComparison.lines("a", lines(5_001, 'a'), "b", "x")).isNull();
    }

    private static String lines(int count, char letter) {
        return IntStream.range(0, count).mapToObj(line -> letter + " " + line).collect(Collectors.joining("\n"));
    }
}
