package io.enterpriseproxy.demo;

import io.enterpriseproxy.demo.check.Destinations;
import io.enterpriseproxy.demo.check.Outcome;
import io.enterpriseproxy.demo.check.Outcomes;
import io.enterpriseproxy.demo.erp.ErpResult;
import io.enterpriseproxy.demo.event.BusinessEvent;
import io.enterpriseproxy.demo.proxy.Call;
import io.enterpriseproxy.demo.screen.Terminal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Watches calls move through their states and results arrive in the ERP, and shows both. */
final class Progress {
    /** In the order in which a call passes them. */
    private static final List<String> STATES = List.of("accepted", "awaiting-anchor", "awaiting-approval", "signed",
            "broadcast",
            "mined", "confirmed", "reverted", "rejected", "cancelled");
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final Terminal terminal;
    private final Supplier<List<Call>> calls;
    private final Supplier<List<ErpResult>> results;
    private final Duration patience;
    private final Map<String, TreeSet<Integer>> passed = new HashMap<>();

    /**
     * @param calls what the proxy says
     * @param results what stands in the ERP's systems
     * @param patience how long nothing may happen before it gives up
     */
    Progress(Terminal terminal, Supplier<List<Call>> calls, Supplier<List<ErpResult>> results, Duration patience) {
        this.terminal = terminal;
        this.calls = calls;
        this.results = results;
        this.patience = patience;
    }

    /**
     * Returns when each of the events has a final call and its results, or when nothing happens any more.
     *
     * @param sending ends exceptionally if not all events can be sent
     */
    void follow(Collection<? extends BusinessEvent> events, CompletableFuture<Void> sending)
            throws InterruptedException {
        List<BusinessEvent> open = new ArrayList<>(events);
        Instant deadline = Instant.now().plus(patience);
        while (!open.isEmpty() && !sending.isCompletedExceptionally() && Instant.now().isBefore(deadline)) {
            Map<String, Call> now = look();
            Outcomes outcomes = Outcomes.of(open, event -> "", results.get());
            List<BusinessEvent> done = outcomes.all().stream().filter(outcome -> isDone(outcome, now))
                    .map(Outcome::event).toList();
            if (open.removeAll(done)) {
                deadline = Instant.now().plus(patience);
            }
            terminal.bottom(counts(events, open, now));
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
        }
        terminal.bottom("");
    }

    private Map<String, Call> look() {
        Map<String, Call> now = new HashMap<>();
        for (Call call : calls.get()) {
            now.put(call.key(), call);
            passed.computeIfAbsent(call.key(), unseen -> new TreeSet<>(List.of(0)))
                    .add(STATES.indexOf(call.status()));
        }
        return now;
    }

    private boolean isDone(Outcome outcome, Map<String, Call> now) {
        BusinessEvent event = outcome.event();
        Call call = now.get(event.idempotencyKey());
        if (call == null || !call.isFinal() || !outcome.isWrittenBack()) {
            return false;
        }
        terminal.line("%-10s  %-32s  %s%s → written back (%s)".formatted(event.source(), event.label(),
                passed.getOrDefault(event.idempotencyKey(), new TreeSet<>()).stream().map(STATES::get)
                        .collect(Collectors.joining(" → ")),
                detail(call), String.join(", ", new TreeSet<>(Destinations.of(event)))));
        return true;
    }

    private static String detail(Call call) {
        List<String> words = new ArrayList<>();
        if (!call.block().isEmpty()) {
            words.add("block " + call.block());
        }
        if (!call.code().isEmpty()) {
            words.add(call.code());
        }
        return words.isEmpty() ? "" : " (" + String.join(", ", words) + ")";
    }

    /** Such as: 100 events: 20 accepted, 30 broadcast, 50 written back. */
    private static String counts(Collection<? extends BusinessEvent> events, List<BusinessEvent> open,
            Map<String, Call> now) {
        Map<String, Long> byState = open.stream().map(event -> now.get(event.idempotencyKey()))
                .filter(call -> call != null)
                .collect(Collectors.groupingBy(Call::status, Collectors.counting()));
        String states = STATES.stream().filter(byState::containsKey)
                .map(state -> byState.get(state) + " " + state + ", ")
                .collect(Collectors.joining());
        return events.size() + " events: " + states + (events.size() - open.size()) + " written back";
    }
}
