package io.enterpriseproxy.mapping;

import io.enterpriseproxy.connector.SourceEvent;
import io.enterpriseproxy.mapping.privacy.SensitivePaths;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is left of a mapping that can map no event any more: how its earlier calls are settled. */
record OutcomeMapping(String name, SensitivePaths sensitive, List<WriteBack> writeBacks, Map<String, ErrorRule> errors,
        Optional<GasPayer> gasPayer)
        implements
            Mapping {
    OutcomeMapping {
        writeBacks = List.copyOf(writeBacks);
        errors = Map.copyOf(errors);
    }

    @Override
    public List<String> senders(String chain) {
        return List.of();
    }

    @Override
    public MapOutcome map(SourceEvent event) {
        throw new IllegalStateException("mapping " + name + " does not compile any more and maps no event");
    }
}
