package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.adapter.evm.Fault.Kind;
import io.enterpriseproxy.adapter.evm.Sighting.Marks;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;

class HeadJudgementTest {
    private static final Marks ASKED = new Marks(98, 104);

    @Test
    void nodesThatAgreeAreAllRight() {
        HeadJudgement judgement = judge(at(100), at(101), at(99));

        assertThat(judgement.faults()).containsOnlyNulls();
        assertThat(judgement.head()).isEqualTo(100);
        assertThat(judgement.next()).isEqualTo(new Marks(98, 104));
    }

    @Test
    void nodeThatIsBehindMoreThanHalfOfTheOthersLags() {
        HeadJudgement judgement = judge(at(96), at(100), at(100));

        assertThat(judgement.faults().getFirst()).isNotNull().satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(Kind.LAGGING);
            assertThat(fault.reason()).isEqualTo("lags: it is at block 96, others are at 100 at least");
        });
        assertThat(judgement.faults().subList(1, 3)).containsOnlyNulls();
        assertThat(judge(at(97), at(100), at(100)).faults()).containsOnlyNulls();
    }

    @Test
    void oneThatClaimsAHeadThatItCannotShowDisqualifiesItselfOnly() {
        HeadJudgement judgement = judge(at(1_000_000_000), at(100), at(100));

        assertThat(judgement.head()).isEqualTo(100);
        assertThat(judgement.faults().getFirst()).isNotNull().satisfies(fault -> assertThat(fault.reason())
                .isEqualTo("claims to be at block 1000000000, but does not show block 104"));
        assertThat(judgement.faults().subList(1, 3)).containsOnlyNulls();
    }

    @Test
    void oneThatInventsBlocksIsOneVoteOfThree() {
        HeadJudgement judgement = judge(new Sighting(1_000_000_000, "0xa", true), at(100), at(100));

        assertThat(judgement.head()).isEqualTo(100);
        assertThat(judgement.faults()).containsOnlyNulls();
    }

    @Test
    void ofTwoNodesTheOneThatLacksWhatTheOtherShowsLags() {
        assertThat(judge(at(100), new Sighting(106, "0xa", true)).faults().getFirst()).isNotNull()
                .satisfies(fault -> assertThat(fault.kind()).isEqualTo(Kind.LAGGING));
        assertThat(judge(at(100), new Sighting(106, "0xa", true)).faults().get(1)).isNull();
    }

    @Test
    void ofTwoNodesAClaimThatIsNotShownCountsForNothing() {
        HeadJudgement judgement = judge(at(100), at(1_000_000_000));

        assertThat(judgement.faults().getFirst()).isNull();
        assertThat(judgement.faults().get(1)).isNotNull()
                .satisfies(fault -> assertThat(fault.kind()).isEqualTo(Kind.FORKED));
    }

    @Test
    void minorityOnAnotherForkIsPutAsideThoughItIsPreferredAndAhead() {
        HeadJudgement judgement = judge(new Sighting(120, "0xb", true), at(100), at(100));

        assertThat(judgement.faults().getFirst()).isNotNull().satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(Kind.FORKED);
            assertThat(fault.reason()).isEqualTo(
                    "is on another fork: it has the block 98 0xb; 2 of 3 nodes have another: 0xa");
        });
        assertThat(judgement.faults().subList(1, 3)).containsOnlyNulls();
        assertThat(judgement.head()).isEqualTo(100);
    }

    @Test
    void withoutAMajorityThePreferredNodeIsRightAndThatIsSaid() {
        HeadJudgement two = judge(new Sighting(100, "0xb", false), at(100));

        assertThat(two.faults().getFirst()).isNull();
        assertThat(two.faults().get(1)).isNotNull().satisfies(fault -> assertThat(fault.reason())
                .contains("the preferred node has another, and no majority can tell who is right: 0xb"));
        HeadJudgement four = judge(at(100), new Sighting(100, "0xb", false), new Sighting(100, "0xb", false), at(100));
        assertThat(four.faults().getFirst()).isNull();
        assertThat(four.faults().subList(1, 3)).doesNotContainNull();
    }

    @Test
    void whoIsNotHeardHasNoVoteAndTheOnlyOneThatIsHeardIsRight() {
        HeadJudgement judgement = judge(null, at(60), null);

        assertThat(judgement.faults()).containsOnlyNulls();
        assertThat(judgement.head()).isEqualTo(60);
        assertThat(judge(null, null).head()).isNegative();
        assertThat(judge(null, null).next()).isEqualTo(Marks.NONE);
    }

    /** A node on the right chain that has all blocks up to its head, and no more than it shows. */
    private static Sighting at(long head) {
        return new Sighting(head, head < ASKED.mark() ? null : "0xa", false);
    }

    private static HeadJudgement judge(@Nullable Sighting... seen) {
        return HeadJudgement.of(Arrays.asList(seen), ASKED, 3);
    }
}
