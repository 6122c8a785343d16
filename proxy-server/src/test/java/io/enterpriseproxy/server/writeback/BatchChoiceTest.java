package io.enterpriseproxy.server.writeback;

import io.enterpriseproxy.server.ledger.WaitingResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class BatchChoiceTest {
    private static final int PAID = 1;
    private static final int OPEN = 2;

    @Test
    void resultOfAnotherRuleHoldsTheLaterOnesOfItsKeyAndNoOthers() {
        assertThat(chosen(Map.of(), due(1, PAID, "a"), due(2, OPEN, "b"), due(3, PAID, "b"), due(4, PAID, "c")))
                .containsExactly(1L, 4L);
    }

    @Test
    void resultThatIsPutOffHoldsTheLaterOnesOfItsKeyWhateverTheirRule() {
        assertThat(chosen(Map.of(), putOff(1, OPEN, "a"), due(2, PAID, "a"), due(3, PAID, "b")))
                .containsExactly(3L);
    }

    @Test
    void parkedResultHoldsTheLaterOnesOfItsKey() {
        assertThat(chosen(Map.of("a", 2L), due(1, PAID, "a"), due(3, PAID, "a"), due(4, PAID, "b")))
                .containsExactly(1L, 4L);
    }

    @Test
    void resultsOfACallWithoutAnOrderingKeyFollowOneAnother() {
        WaitingResult mined = new WaitingResult(1, 1, PAID, 7, null, true);
        WaitingResult confirmed = new WaitingResult(2, 1, PAID, 7, null, true);
        WaitingResult ofAnother = new WaitingResult(3, 1, PAID, 8, null, true);
        WaitingResult minedPutOff = new WaitingResult(1, 1, PAID, 7, null, false);

        assertThat(chosen(Map.of(), mined, confirmed, ofAnother)).containsExactly(1L, 3L);
        assertThat(chosen(Map.of(), minedPutOff, confirmed, ofAnother)).containsExactly(3L);
    }

    @Test
    void versionsOfAMappingAreNotMixed() {
        WaitingResult newer = new WaitingResult(2, 2, PAID, 2, "b", true);

        assertThat(chosen(Map.of(), due(1, PAID, "a"), newer, due(3, PAID, "c"))).containsExactly(1L, 3L);
    }

    @Test
    void fullBatchTakesNoMore() {
        BatchChoice choice = new BatchChoice(Map.of(), 2);
        List.of(due(1, PAID, "a"), due(2, PAID, "a"), due(3, PAID, "a")).forEach(choice::consider);

        assertThat(choice.isFull()).isTrue();
        assertThat(choice.results()).containsExactly(1L, 2L);
    }

    @Test
    void keysThatAreHeldAreNamed() {
        BatchChoice choice = new BatchChoice(Map.of("p", 1L), 10);
        List.of(putOff(1, PAID, "a"), due(2, PAID, "p"), due(3, PAID, "c"),
                new WaitingResult(4, 1, PAID, 9, null, true))
                .forEach(choice::consider);

        assertThat(choice.heldKeys()).containsExactlyInAnyOrder("a", "p");
    }

    private static List<Long> chosen(Map<String, Long> parked, WaitingResult... waiting) {
        BatchChoice choice = new BatchChoice(parked, 10);
        Arrays.asList(waiting).forEach(choice::consider);
        return choice.results();
    }

    private static WaitingResult due(long seq, int rule, @Nullable String key) {
        return new WaitingResult(seq, 1, rule, seq, key, true);
    }

    private static WaitingResult putOff(long seq, int rule, String key) {
        return new WaitingResult(seq, 1, rule, seq, key, false);
    }
}
