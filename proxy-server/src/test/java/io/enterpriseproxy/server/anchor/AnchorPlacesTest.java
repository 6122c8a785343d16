package io.enterpriseproxy.server.anchor;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.abi.ContractAbi;
import io.enterpriseproxy.connector.SourceEvent;
import io.enterpriseproxy.contracts.ContractArtifact;
import io.enterpriseproxy.mapping.CallDefinition;
import io.enterpriseproxy.mapping.Confirmations;
import io.enterpriseproxy.mapping.ErrorRule;
import io.enterpriseproxy.mapping.GasLimit;
import io.enterpriseproxy.mapping.MapOutcome;
import io.enterpriseproxy.mapping.MappedRecord;
import io.enterpriseproxy.mapping.Mapping;
import io.enterpriseproxy.mapping.WriteBack;
import io.enterpriseproxy.mapping.privacy.PersonalData;
import io.enterpriseproxy.server.catalog.MappingCatalog;
import io.enterpriseproxy.server.catalog.PublishedMapping;
import io.enterpriseproxy.server.config.RecordAnchorConfig;
import io.enterpriseproxy.server.intake.Recording;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class AnchorPlacesTest {
    private static final Address HERE = Address.parse("0x5FbDB2315678afecb367f032d93F642f64180aa3");
    private static final Address THERE = Address.parse("0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512");
    private static final MappedRecord RECORD = new MappedRecord("Q1", "{}", new byte[32], null, "public", "{}",
            PersonalData.NONE);

    @Test
    void recordWaitsForTheChainOfItsRoot() {
        Recording.Outcome outcome = places(Map.of("main", HERE)).record(RECORD);
        assertThat(outcome).isInstanceOfSatisfying(Recording.Outcome.Recorded.class, recorded -> {
            assertThat(recorded.call().chain()).isEqualTo("main");
            assertThat(recorded.call().to()).isEqualTo(HERE);
            assertThat(recorded.call().input()).as("it makes no transaction").isEmpty();
            assertThat(recorded.leaf().place()).isEqualTo("public");
        });
    }

    @Test
    void nobodyKnowsWhereARootGoesWhoseChainIsChosenByItsEvent() {
        assertThat(places(Map.of("main", HERE, "side", THERE)).record(RECORD)).isInstanceOfSatisfying(
                Recording.Outcome.Unavailable.class, unavailable -> assertThat(unavailable.problem().expected())
                        .isEqualTo("the name of a published mapping that calls a contract on one chain"));
    }

    private static AnchorPlaces places(Map<String, Address> addresses) {
        ContractAbi abi = ContractAbi.parse(ContractArtifact.load(ContractArtifact.ANCHORS).abi());
        RootMapping roots = new RootMapping(new CallDefinition(addresses, "anchors",
                abi.function("anchor(bytes32,uint64)").orElseThrow(), List.of("anchor"), new GasLimit.Auto(), true,
                new Confirmations.Default(), null));
        return new AnchorPlaces(Map.of("public", new RecordAnchorConfig("root", Duration.ofMinutes(1), 10)), roots);
    }

    private record RootMapping(CallDefinition definition) implements MappingCatalog, Mapping {
        @Override
        public Optional<PublishedMapping> current(String mapping) {
            return Optional.of(version(mapping, 1));
        }

        @Override
        public PublishedMapping version(String mapping, int version) {
            return new PublishedMapping(this, version, true, false);
        }

        @Override
        public String name() {
            return "root";
        }

        @Override
        public MapOutcome map(SourceEvent event) {
            throw new UnsupportedOperationException("places map nothing");
        }

        @Override
        public Optional<CallDefinition> call() {
            return Optional.of(definition);
        }

        @Override
        public List<String> senders(String chain) {
            return definition.senders();
        }

        @Override
        public List<WriteBack> writeBacks() {
            return List.of();
        }

        @Override
        public Map<String, ErrorRule> errors() {
            return Map.of();
        }
    }
}
