package io.enterpriseproxy.demo;

import io.enterpriseproxy.demo.anchor.AnchorSection;
import io.enterpriseproxy.demo.check.Comparison;
import io.enterpriseproxy.demo.check.ContractCheck;
import io.enterpriseproxy.demo.check.Outcomes;
import io.enterpriseproxy.demo.check.ResultCheck;
import io.enterpriseproxy.demo.check.Section;
import io.enterpriseproxy.demo.check.Section.Finding;
import io.enterpriseproxy.demo.check.Summary;
import io.enterpriseproxy.demo.event.BusinessEvent;
import io.enterpriseproxy.demo.event.SampleEvents;
import io.enterpriseproxy.demo.proxy.Call;
import io.enterpriseproxy.demo.screen.Terminal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A day in the company: events are sent, watched until they came back, and compared with what the contracts hold. */
final class WorkDay {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Long enough for a result that is delivered twice to be seen twice. */
    private static final Duration QUIET = Duration.ofSeconds(2);

    private final Terminal terminal;
    private final RunningDemo demo;
    private final SampleEvents events;
    private final Progress progress;
    private final EventSender sender;

    WorkDay(Terminal terminal, RunningDemo demo, SampleEvents events) {
        this.terminal = terminal;
        this.demo = demo;
        this.events = events;
        this.progress = new Progress(terminal, demo.watcher()::calls, demo.erp()::results, PATIENCE);
        this.sender = new EventSender(demo.erp(), demo.caller());
    }

    /**
     * How it went.
     *
     * @param more what is to be said above the summary
     */
    record End(Summary summary, List<String> more) {}

    End pass() throws InterruptedException {
        wave("The company's systems send events:", event -> event.expected().isConfirmed());
        again(List.of(events.invoices().get(1), events.payments().get(2), events.materials().get(3),
                events.goodsReceipts().get(4), events.shipmentStatuses().get(5), events.qualityRecords().get(6)));
        // Only now: a simulation sees what is mined.
        wave("Later they send some that the contracts refuse:", event -> !event.expected().isConfirmed());
        TimeUnit.MILLISECONDS.sleep(QUIET.toMillis());
        return compare();
    }

    private void wave(String announcement, Predicate<BusinessEvent> which) throws InterruptedException {
        List<BusinessEvent> wave = events.all().stream().filter(which).toList();
        terminal.line("");
        terminal.line(announcement);
        CompletableFuture<Void> sending = sender.send(wave);
        progress.follow(wave, sending);
        sending.join();
    }

    private void again(List<BusinessEvent> sent) {
        terminal.line("");
        terminal.line("Some answers got lost, so these are sent a second time, which must change nothing: "
                + sent.stream().map(BusinessEvent::label).collect(Collectors.joining(", ")));
        sender.sendAgain(sent).join();
    }

    private End compare() {
        List<Call> calls = demo.watcher().calls();
        Map<String, String> statuses = calls.stream().collect(Collectors.toMap(Call::key, Call::status));
        Outcomes outcomes = Outcomes.of(events.all(), event -> statuses.getOrDefault(event.idempotencyKey(), ""),
                demo.erp().results());
        List<Finding> findings = demo.sections().stream().map(Section::look).toList();
        List<Comparison> comparisons = new ArrayList<>(List.of(
                new ResultCheck(demo.contracts()).compare(outcomes, ofEvents(calls)),
                new ContractCheck(demo.contracts(), outcomes::isConfirmed).compare(events, demo.payer(),
                        demo.funds())));
        findings.forEach(finding -> comparisons.add(finding.comparison()));
        return new End(Summary.of(outcomes, comparisons),
                findings.stream().flatMap(finding -> finding.lines().stream()).toList());
    }

    private static int ofEvents(List<Call> calls) {
        return (int) calls.stream().filter(call -> !call.mapping().equals(AnchorSection.ROOT_MAPPING)).count();
    }
}
