package io.enterpriseproxy.server.config;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/** What the command line says instead of the file; null where it says nothing. */
public record Overrides(@Nullable Path data, @Nullable Integer port) {
    public static final Overrides NONE = new Overrides(null, null);
}
