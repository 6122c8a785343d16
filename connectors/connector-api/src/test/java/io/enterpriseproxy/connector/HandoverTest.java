package io.enterpriseproxy.connector;

import io.enterpriseproxy.connector.contract.RecordingIntake;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class HandoverTest {
    private final RecordingIntake intake = new RecordingIntake();
    private final Handover handover = new Handover(IntStream.range(0, 4).mapToObj(HandoverTest::event).toList());

    private static SourceEvent event(int number) {
        return new SourceEvent("invoice-posted", String.valueOf(number).getBytes(StandardCharsets.UTF_8), Map.of(),
                null,
                "key-" + number, null, null);
    }

    @Test
    void everyAnswerButUnavailableIsFinal() {
        intake.park(event -> RecordingIntake.text(event).equals("1"));
        intake.refuse(event -> RecordingIntake.text(event).equals("2"));

        assertThat(handover.handIn(intake)).isEmpty();

        assertThat(IntStream.range(0, 4)).allMatch(handover::answered);
        assertThat(handover.handIn(intake)).isEmpty();
        assertThat(intake.submissions()).hasSize(1);
    }

    @Test
    void onlyTheUnansweredAreHandedInAgain() {
        intake.goDownFor(event -> List.of("1", "3").contains(RecordingIntake.text(event)));

        assertThat(handover.handIn(intake)).get().extracting(SubmitOutcome.Unavailable::problem)
                .extracting(Problem::code).isEqualTo(ProblemCode.LEDGER_UNAVAILABLE);
        assertThat(handover.answered(0)).isTrue();
        assertThat(handover.answered(1)).isFalse();

        intake.comeUp();
        assertThat(handover.handIn(intake)).isEmpty();
        assertThat(intake.submissions().get(1)).extracting(RecordingIntake::text).containsExactly("1", "3");
    }

    @Test
    void aLostAnswerLeavesAllUnanswered() {
        intake.afterNextCommit(() -> {
            throw new IllegalStateException("the answer is lost");
        });

        assertThatThrownBy(() -> handover.handIn(intake)).hasMessage("the answer is lost");
        assertThat(IntStream.range(0, 4)).noneMatch(handover::answered);

        assertThat(handover.handIn(intake)).isEmpty();
        assertThat(intake.replays()).isEqualTo(4);
    }
}
