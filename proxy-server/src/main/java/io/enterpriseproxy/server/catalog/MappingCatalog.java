package io.enterpriseproxy.server.catalog;

import io.enterpriseproxy.mapping.privacy.SensitivePaths;

import java.util.Optional;

/** The published mappings. A call keeps the version that it was accepted with. Thread-safe and cheap to ask. */
public interface MappingCatalog {
    /** The version that new events are mapped with. */
    Optional<PublishedMapping> current(String mapping);

    /** Whether a mapping is published but does not fit the configuration, so that it takes no events. */
    default boolean isBroken(String mapping) {
        return false;
    }

    /** What people do not see of the mapping's events, also if it takes none now. */
    default SensitivePaths sensitive(String mapping) {
        return current(mapping).map(published -> published.mapping().sensitive()).orElse(SensitivePaths.NONE);
    }

    /**
     * A version that calls in flight were accepted with; versions in use are never deleted.
     *
     * @throws IllegalStateException if there is none
     * @throws NotConfiguredException if it cannot be compiled any more: its contract or connection is gone from the
     *             configuration
     */
    PublishedMapping version(String mapping, int version);
}
