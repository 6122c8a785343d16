package io.enterpriseproxy.mapping;

import io.enterpriseproxy.connector.SourceEvent;
import io.enterpriseproxy.mapping.privacy.SensitivePaths;
import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Optional;

/** What a mapping does with its events. Immutable and thread-safe. */
sealed interface EventUse permits CallMaker, ContractEvents {
    /** One whose cloaked forms are the same for the same event. */
    EventUse fixed();

    SensitivePaths sensitive();

    boolean namesSubjects();

    /** Whose personal data an event has; null if nobody's, or nobody can say. */
    @Nullable
    String subject(@Nullable Object event, Map<String, String> metadata);

    /** What it calls; empty if it makes no calls. */
    Optional<CallDefinition> call();

    /** The events that it reads off a chain; empty if its events come to it. */
    Optional<ContractEvents> contractEvents();

    MapOutcome make(@Nullable Object event, SourceEvent source);
}
