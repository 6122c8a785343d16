package io.enterpriseproxy.server.mappings;

import io.enterpriseproxy.mapping.CompiledMapping;
import org.jspecify.annotations.Nullable;

/** Hears which mappings take events. Called from one thread at a time, after the change is committed. */
@FunctionalInterface
public interface MappingListener {
    /**
     * A mapping was published, rolled back, paused, resumed or withdrawn.
     *
     * @param current what new events are mapped with; null if the mapping is withdrawn
     */
    void changed(String name, @Nullable CompiledMapping current, boolean paused);
}
