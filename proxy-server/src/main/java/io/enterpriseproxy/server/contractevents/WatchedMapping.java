package io.enterpriseproxy.server.contractevents;

import io.enterpriseproxy.mapping.ContractEvents;
import io.enterpriseproxy.mapping.ContractSource;
import io.enterpriseproxy.mapping.Mapping;
import io.enterpriseproxy.mapping.OutcomeStatus;

/** A published mapping that tells of a contract's events, at the version that new events are read with. */
public record WatchedMapping(Mapping mapping, ContractEvents events, int version) {
    String name() {
        return mapping.name();
    }

    ContractSource source() {
        return events.source();
    }

    /** Whether its targets want to hear of events before they are final. */
    boolean provisional() {
        return names(OutcomeStatus.MINED);
    }

    /** Whether its targets have to be told again of what they were told. */
    boolean keeps() {
        return provisional() || names(OutcomeStatus.RETRACTED);
    }

    private boolean names(OutcomeStatus status) {
        return mapping.writeBacks().stream().anyMatch(rule -> rule.on().contains(status));
    }
}
