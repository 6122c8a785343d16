package io.enterpriseproxy.server.contractevents;

import io.enterpriseproxy.chain.Block;
import io.enterpriseproxy.chain.MinedLog;
import io.enterpriseproxy.mapping.ContractEvents.Choice;
import io.enterpriseproxy.mapping.Mapping;
import io.enterpriseproxy.mapping.OutcomeStatus;
import io.enterpriseproxy.mapping.event.EventFormat;
import io.enterpriseproxy.mapping.event.JsonText;
import io.enterpriseproxy.server.catalog.MappingCatalog;
import io.enterpriseproxy.server.ledger.ContractEventRecord;
import io.enterpriseproxy.server.ledger.ContractEventRows.Told;
import io.enterpriseproxy.server.ledger.ContractEventState;
import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes contract events of logs, and what targets are told of them at each step. Pure but for the catalog. */
final class EventMaker {
    private final MappingCatalog mappings;

    EventMaker(MappingCatalog mappings) {
        this.mappings = mappings;
    }

    /**
     * A log that was read.
     *
     * @param state MINED or CONFIRMED
     * @param before the same event as it was told before; null if it is new
     * @return empty if there is nothing to tell: the mapping leaves it, or its targets know of it
     */
    Optional<Told> read(WatchedMapping watched, UUID id, MinedLog log, Block block, ContractEventState state,
            @Nullable ContractEventRecord before) {
        if (before != null) {
            return before.state() == ContractEventState.RETRACTED
                    ? Optional.of(step(before, state))
                    : Optional.empty();
        }
        Map<String, Object> view = LogViews.of(id, watched.source(), log, block);
        String fault = (String) view.get(LogViews.FAULT);
        return switch (fault == null
                ? watched.events().choose(view)
                : new Choice.Taken(watched.events().defaultKey())) {
            case Choice.Left left -> Optional.empty();
            case Choice.Taken taken -> Optional.of(first(watched, id, log, state, taken.orderingKey(), view, fault));
            case Choice.Refused refused -> Optional.of(first(watched, id, log, state, watched.events().defaultKey(),
                    view, refused.problem().message()));
        };
    }

    private static Told first(WatchedMapping watched, UUID id, MinedLog log, ContractEventState state,
            @Nullable String orderingKey, Map<String, Object> view, @Nullable String fault) {
        if (fault != null) {
            view.put(LogViews.FAULT, fault);
        }
        ContractEventRecord event = new ContractEventRecord(0, id, watched.name(), watched.version(),
                log.blockNumber(), orderingKey, JsonText.write(view), state, 0);
        return new Told(event, EventResults.of(watched.mapping(), status(state), view, fault));
    }

    /** An event that targets know of takes another step, told by the version that told of it first. */
    @SuppressWarnings("unchecked") // JSON objects are maps with text keys
    Told step(ContractEventRecord event, ContractEventState next) {
        Mapping mapping = mappings.version(event.mapping(), event.mappingVersion()).mapping();
        Map<String, Object> view = (Map<String, Object>) EventFormat.readStored(event.seen());
        if (view == null) {
            throw new IllegalStateException("event " + event.id() + " has lost what was seen of it");
        }
        return new Told(event.in(next),
                EventResults.of(mapping, status(next), view, (String) view.get(LogViews.FAULT)));
    }

    private static OutcomeStatus status(ContractEventState state) {
        return OutcomeStatus.valueOf(state.name());
    }
}
