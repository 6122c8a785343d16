package io.enterpriseproxy.mapping;

import io.enterpriseproxy.connector.SourceEvent;
import io.enterpriseproxy.mapping.event.EventFormat;
import io.enterpriseproxy.mapping.event.EventLimits;
import io.enterpriseproxy.mapping.event.ReadOutcome;
import io.enterpriseproxy.mapping.privacy.SensitivePaths;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A compiled mapping: event to contract call, outcome to write-back. Immutable and thread-safe. */
public interface Mapping {
    String name();

    /** Never throws for a bad event. */
    MapOutcome map(SourceEvent event);

    /** The key aliases that its calls on this chain are sent with; empty if it makes none there. */
    List<String> senders(String chain);

    /** What it calls, whatever the event; empty if it calls nothing. */
    default Optional<CallDefinition> call() {
        return Optional.empty();
    }

    /** Who pays for the gas of its calls; empty: their senders. */
    default Optional<GasPayer> gasPayer() {
        return Optional.empty();
    }

    /** What people do not see of its events. */
    default SensitivePaths sensitive() {
        return SensitivePaths.NONE;
    }

    /** Reads an event without mapping it. */
    default ReadOutcome read(byte[] body) {
        return EventFormat.json(EventLimits.DEFAULT).read(body);
    }

    /** Whether it can say whose personal data an event has. */
    default boolean namesSubjects() {
        return false;
    }

    /**
     * Whose personal data an event has; null if nobody's, or if nobody can say.
     *
     * @param event as {@link #read} gave it
     * @param metadata of its source
     */
    default @Nullable String subject(@Nullable Object event, Map<String, String> metadata) {
        return null;
    }

    /** In the order of the file. */
    List<WriteBack> writeBacks();

    /** By the Solidity error's name. */
    Map<String, ErrorRule> errors();
}
