package io.enterpriseproxy.connector;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/**
 * What a connector is called in files and which records its settings are bound to. Settings are records whose
 * components carry {@code @JsonProperty(defaultValue)} for a default and {@code @JsonPropertyDescription} for the
 * reference page; a component that is neither {@code @Nullable} nor has a default is required. A compact constructor
 * refuses a bad value with {@link IllegalArgumentException}, whose message is shown with the place in the file.
 *
 * @param name the word under {@code from:} and {@code writeBack:}, for example {@code jms} or {@code database}
 * @param connectionName the word under {@code connections:}, for example {@code jms} or {@code jdbc}
 * @param connectionSettings the record of a connection; null for a kind that needs no connection, such as {@code rest}
 * @param sourceSettings the record under {@code from:}; null if the kind is no source
 * @param targetSettings the record under {@code writeBack:}; null if the kind is no target
 */
public record ConnectorKind(
        String name,
        String connectionName,
        @Nullable Class<? extends Record> connectionSettings,
        @Nullable Class<? extends Record> sourceSettings,
        @Nullable Class<? extends Record> targetSettings) {

    /** A kind that has the same word everywhere. */
    public ConnectorKind(
            String name,
            @Nullable Class<? extends Record> connectionSettings,
            @Nullable Class<? extends Record> sourceSettings,
            @Nullable Class<? extends Record> targetSettings) {
        this(name, name, connectionSettings, sourceSettings, targetSettings);
    }

    public Optional<Class<? extends Record>> connection() {
        return Optional.ofNullable(connectionSettings);
    }

    public Optional<Class<? extends Record>> source() {
        return Optional.ofNullable(sourceSettings);
    }

    public Optional<Class<? extends Record>> target() {
        return Optional.ofNullable(targetSettings);
    }
}
