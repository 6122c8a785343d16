package io.enterpriseproxy.server.sources;

import io.enterpriseproxy.connector.SourceRoute;
import io.enterpriseproxy.mapping.CompiledMapping;
import io.enterpriseproxy.mapping.SourceDefinition;
import io.enterpriseproxy.server.intake.IntakeGate;
import io.enterpriseproxy.server.mappings.MappingListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.scheduling.annotation.Scheduled;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * One source per published mapping. It takes events while its mapping is not paused and the ledger can commit. A mapping
 * with another source closes its old one first, so that no event is taken by both.
 */
public final class SourceRoutes
        implements
            IntakeGate,
            MappingListener,
            SmartLifecycle,
            ApplicationListener<ApplicationEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(SourceRoutes.class);

    private final Consumer<MappingListener> mappings;
    private final BiFunction<String, SourceDefinition, SourceRoute> opener;
    private final Map<String, Source> sources = new HashMap<>();
    /** What was published of the mappings whose sources do not work. */
    private final Map<String, Wanted> broken = new TreeMap<>();
    /** Camel runs, and the server is not about to stop. */
    private boolean serving;
    private boolean gateClosed;
    private volatile boolean running;

    /**
     * @param mappings tells a listener of every mapping and of each change
     * @param opener opens the source of a mapping by the mapping's name
     */
    SourceRoutes(Consumer<MappingListener> mappings, BiFunction<String, SourceDefinition, SourceRoute> opener) {
        this.mappings = mappings;
        this.opener = opener;
    }

    private record Wanted(CompiledMapping mapping, boolean paused) {}

    private record Source(Wanted wanted, SourceRoute route) {
        SourceDefinition definition() {
            return wanted.mapping().source();
        }
    }

    /** Before the HTTP server: what it answers must already know every mapping's own path. */
    @Override
    public int getPhase() {
        return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1;
    }

    @Override
    public void start() {
        running = true;
        mappings.accept(this);
    }

    /** Whether sources take events, as far as their mappings are not paused. */
    public synchronized boolean serving() {
        return serving && !gateClosed;
    }

    /** The mappings whose sources do not work. */
    public synchronized Set<String> broken() {
        return Set.copyOf(broken.keySet());
    }

    @Override
    public synchronized void changed(String name, @Nullable CompiledMapping current, boolean paused) {
        broken.remove(name);
        if (current == null) {
            close(name, sources.remove(name));
        } else {
            open(name, new Wanted(current, paused));
        }
    }

    /** What keeps a source from starting may have passed. */
    @Scheduled(fixedDelay = 10_000, initialDelay = 10_000)
    synchronized void retryBroken() {
        Map.copyOf(broken).forEach(this::open);
    }

    private void open(String name, Wanted wanted) {
        Source before = sources.remove(name);
        SourceDefinition definition = wanted.mapping().source();
        boolean same = before != null && before.definition().equals(definition);
        if (!same) {
            close(name, before);
        }
        attempt(name, wanted, () -> {
            SourceRoute route = before != null && same ? before.route() : opener.apply(name, definition);
            Source source = new Source(wanted, route);
            sources.put(name, source);
            apply(source);
        });
    }

    private void applyAll() {
        sources.forEach((name, source) -> attempt(name, source.wanted(), () -> apply(source)));
    }

    private void apply(Source source) {
        if (source.wanted().paused() || gateClosed || !serving) {
            source.route().suspend();
        } else {
            source.route().start();
            source.route().resume();
        }
    }

    /** One source that does not work must not keep the others from working. */
    private void attempt(String name, Wanted wanted, Runnable change) {
        try {
            change.run();
            if (broken.remove(name) != null) {
                LOG.atInfo().addKeyValue("mapping", name).log("the source of a mapping works again");
            }
        } catch (RuntimeException e) {
            if (broken.put(name, wanted) == null) {
                LOG.atError().setCause(e).addKeyValue("mapping", name)
                        .log("the source of a mapping does not work; it is tried again");
            }
        }
    }

    private static void close(String name, @Nullable Source source) {
        if (source != null) {
            try {
                source.route().close();
            } catch (RuntimeException e) {
                LOG.atWarn().setCause(e).addKeyValue("mapping", name)
                        .log("the source of a mapping did not close cleanly");
            }
        }
    }

    @Override
    public synchronized void suspendAll() {
        gateClosed = true;
        applyAll();
    }

    @Override
    public synchronized void resumeAll() {
        gateClosed = false;
        applyAll();
    }

    /** Sources need a started CamelContext, which comes last; a stopping server takes no more while it finishes. */
    @Override
    public void onApplicationEvent(ApplicationEvent event) {
        switch (event) {
            case ApplicationStartedEvent started -> serve(true);
            case ContextClosedEvent closing -> serve(false);
            default -> {
            }
        }
    }

    private synchronized void serve(boolean now) {
        serving = now;
        applyAll();
    }

    @Override
    public synchronized void stop() {
        running = false;
        sources.forEach(SourceRoutes::close);
        sources.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
