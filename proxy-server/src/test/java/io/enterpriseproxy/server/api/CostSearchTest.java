package io.enterpriseproxy.server.api;

import io.enterpriseproxy.server.ledger.CostGroup;
import io.enterpriseproxy.server.problem.RequestRefusedException;
import org.junit.jupiter.api.Test;

import java.time.LocalDate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CostSearchTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-30");

    @Test
    void withoutWordsItIsTheLastThirtyDaysByEverything() {
        CostSearch.Checked checked = new CostSearch(null, null, null).checked(TODAY);
        assertThat(checked.from()).isEqualTo("2026-10-31");
        assertThat(checked.to()).isEqualTo(TODAY);
        assertThat(checked.groups()).containsExactly(CostGroup.values());
    }

    @Test
    void yearIsTheLongestTime() {
        assertThat(new CostSearch(TODAY.minusDays(365), null, "").checked(TODAY).groups()).isEmpty();
        assertThatThrownBy(() -> new CostSearch(TODAY.minusDays(366), null, "").checked(TODAY))
                .isInstanceOf(RequestRefusedException.class);
        assertThatThrownBy(() -> new CostSearch(TODAY, TODAY.minusDays(1), "").checked(TODAY))
                .isInstanceOf(RequestRefusedException.class);
    }

    @Test
    void wordsAreKnownOnes() {
        assertThat(new CostSearch(null, null, "payer,day").checked(TODAY).groups()).containsExactly(CostGroup.DAY,
                CostGroup.PAYER);
        assertThatThrownBy(() -> new CostSearch(null, null, "day,,week").checked(TODAY))
                .isInstanceOf(RequestRefusedException.class);
    }
}
