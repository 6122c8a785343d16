package io.enterpriseproxy.server.sources;

import io.enterpriseproxy.connector.SourceRoute;
import io.enterpriseproxy.mapping.CompiledMapping;
import io.enterpriseproxy.mapping.SourceDefinition;
import io.enterpriseproxy.server.intake.IntakeGate;
import io.enterpriseproxy.server.mappings.MappingListener;
import io.enterpriseproxy.server.mappings.PublishedMappings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

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

    private final PublishedMappings mappings;
    private final SourceOpener opener;
    private final Map<String, Source> sources = new HashMap<>();
    private final Set<String> broken = new TreeSet<>();
    /** Camel runs, and the server is not about to stop. */
    private boolean serving;
    private boolean gateClosed;
    private volatile boolean running;

    SourceRoutes(PublishedMappings mappings, SourceOpener opener) {
        this.mappings = mappings;
        this.opener = opener;
    }

    private record Source(SourceDefinition definition, SourceRoute route, boolean paused) {}

    /** Before the HTTP server: what it answers must already know every mapping's own path. */
    @Override
    public int getPhase() {
        return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1;
    }

    @Override
    public void start() {
        running = true;
        mappings.listen(this);
    }

    /** Whether sources take events, as far as their mappings are not paused. */
    public synchronized boolean serving() {
        return serving && !gateClosed;
    }

    /** The mappings whose sources do not work. */
    public synchronized Set<String> broken() {
        return Set.copyOf(broken);
    }

    @Override
    public synchronized void changed(String name, @Nullable CompiledMapping current, boolean paused) {
        broken.remove(name);
        Source before = sources.remove(name);
        if (current == null) {
            close(name, before);
            return;
        }
        SourceDefinition definition = current.source();
        boolean same = before != null && before.definition().equals(definition);
        if (!same) {
            close(name, before);
        }
        attempt(name, () -> {
            SourceRoute route = before != null && same ? before.route() : opener.open(name, definition);
            Source source = new Source(definition, route, paused);
            sources.put(name, source);
            apply(source);
        });
    }

    private void applyAll() {
        sources.forEach((name, source) -> attempt(name, () -> apply(source)));
    }

    private void apply(Source source) {
        if (source.paused() || gateClosed || !serving) {
            source.route().suspend();
        } else {
            source.route().start();
            source.route().resume();
        }
    }

    /** One source that does not work must not keep the others from working. */
    private void attempt(String name, Runnable change) {
        try {
            change.run();
        } catch (RuntimeException e) {
            broken.add(name);
            LOG.atError().setCause(e).addKeyValue("mapping", name).log("the source of a mapping does not work");
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
