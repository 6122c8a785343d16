package io.enterpriseproxy.server.outcome;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.connector.SourceEvent;
import io.enterpriseproxy.mapping.ErrorRule;
import io.enterpriseproxy.mapping.MapOutcome;
import io.enterpriseproxy.mapping.Mapping;
import io.enterpriseproxy.mapping.OutcomeStatus;
import io.enterpriseproxy.mapping.RenderOutcome;
import io.enterpriseproxy.mapping.WriteBack;
import io.enterpriseproxy.server.catalog.MappingCatalog;
import io.enterpriseproxy.server.catalog.PublishedMapping;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.CallState;
import io.enterpriseproxy.server.ledger.NewWriteBack;
import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import static io.enterpriseproxy.mapping.OutcomeStatus.CANCELLED;
import static io.enterpriseproxy.mapping.OutcomeStatus.CONFIRMED;
import static io.enterpriseproxy.mapping.OutcomeStatus.MINED;
import static io.enterpriseproxy.mapping.OutcomeStatus.REJECTED;
import static io.enterpriseproxy.mapping.OutcomeStatus.RETRACTED;
import static io.enterpriseproxy.mapping.OutcomeStatus.REVERTED;
import static org.assertj.core.api.Assertions.assertThat;

/** Who is told that an outcome is taken back. */
class OutcomesTest {
    private static final Set<OutcomeStatus> BAD_NEWS = EnumSet.of(REVERTED, REJECTED, CANCELLED, RETRACTED);

    @Test
    void ruleForBadNewsHearsThatWhatAnotherRuleHadConfirmedIsTakenBack() {
        assertThat(retracted(CallState.CONFIRMED, EnumSet.of(CONFIRMED), BAD_NEWS))
                .containsExactly(new NewWriteBack(1, 1, "retracted", "deep-reorg", null));
    }

    @Test
    void ruleForBadNewsHearsThatABlockIsGoneWhichAnotherRuleWasToldOf() {
        assertThat(retracted(CallState.MINED, EnumSet.of(MINED), BAD_NEWS)).extracting(NewWriteBack::rule)
                .containsExactly(1);
    }

    @Test
    void nobodyIsToldThatABlockIsGoneWhichNobodyWasToldOf() {
        assertThat(retracted(CallState.MINED, EnumSet.of(CONFIRMED), BAD_NEWS)).isEmpty();
    }

    @Test
    void ruleThatDoesNotNameRetractedIsNotTold() {
        assertThat(retracted(CallState.CONFIRMED, EnumSet.of(MINED, CONFIRMED))).isEmpty();
    }

    @SafeVarargs
    private static List<NewWriteBack> retracted(CallState state, Set<OutcomeStatus>... rules) {
        CallRecord call = new CallRecord(1, new UUID(1, 2), "m", 1, "k", "{}", null, null, "main", 1, "c",
                Address.of(new byte[20]), "f()", "{}", new byte[0], BigInteger.ZERO, null, false, null, Instant.EPOCH,
                state, 0L, 9L, "0xb10c", "{}", null, 1, null, 1);
        List<WriteBack> writeBacks = new ArrayList<>();
        for (Set<OutcomeStatus> on : rules) {
            writeBacks.add(new Rule(writeBacks.size(), on));
        }
        return new Outcomes(new OneMapping(new Rules(writeBacks)), contract -> {
            throw new IllegalStateException("no contract is asked for");
        }).retracted(call, "0x01").writeBacks();
    }

    private record OneMapping(Mapping mapping) implements MappingCatalog {
        @Override
        public Optional<PublishedMapping> current(String name) {
            return Optional.of(new PublishedMapping(mapping, 1, true, false));
        }

        @Override
        public PublishedMapping version(String name, int version) {
            return new PublishedMapping(mapping, version, true, false);
        }
    }

    private record Rules(List<WriteBack> writeBacks) implements Mapping {
        @Override
        public String name() {
            return "m";
        }

        @Override
        public MapOutcome map(SourceEvent event) {
            throw new IllegalStateException("nothing is mapped here");
        }

        @Override
        public List<String> senders(String chain) {
            return List.of();
        }

        @Override
        public Map<String, ErrorRule> errors() {
            return Map.of();
        }
    }

    /** Renders the error's problem. */
    private record Rule(int index, Set<OutcomeStatus> on) implements WriteBack {
        private record NoSettings() {}

        @Override
        public String kind() {
            return "memory";
        }

        @Override
        public String connection() {
            return "memory";
        }

        @Override
        public Record settings() {
            return new NoSettings();
        }

        @Override
        public int target() {
            return index;
        }

        @Override
        public boolean holdsOnFailure() {
            return false;
        }

        @Override
        public RenderOutcome render(Map<String, Object> view) {
            return new RenderOutcome.Rendered(
                    view.get("error") instanceof Map<?, ?> error ? String.valueOf(error.get("problem")) : "");
        }
    }
}
