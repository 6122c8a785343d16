package io.enterpriseproxy.demo;

import io.enterpriseproxy.demo.check.Summary;
import io.enterpriseproxy.demo.erp.ErpDatabase;
import io.enterpriseproxy.demo.erp.ErpEndpoint;
import io.enterpriseproxy.demo.erp.ErpQueues;
import io.enterpriseproxy.demo.erp.ErpSystems;
import io.enterpriseproxy.demo.erp.ErpTopics;
import io.enterpriseproxy.demo.screen.Table;
import io.enterpriseproxy.demo.screen.Terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Shows what stands in the company's systems, and what the checks found. */
final class Report {
    private static final int SHOWN = 3;

    private final Terminal terminal;

    Report(Terminal terminal) {
        this.terminal = terminal;
    }

    /** @param more what was found besides */
    void show(Summary summary, ErpSystems erp, List<String> more) {
        rows(erp.database().rows());
        messages(erp.queues().received());
        records(erp.topics().received());
        requests(erp.endpoint().received());
        more.forEach(terminal::line);
        terminal.line("");
        summary.differences().forEach(difference -> terminal.line("differs: " + difference));
        terminal.line("contracts and results against the events: %d values compared, %d differ"
                .formatted(summary.compared(), summary.differences().size()));
        terminal.line(summary.refusals());
        terminal.line(summary.line());
    }

    private void rows(List<ErpDatabase.Row> rows) {
        Table table = new Table("TABLE", "NO", "SUPPLIER", "AMOUNT", "CHAIN_STATUS", "CHAIN_CODE", "CHAIN_BLOCK",
                "CHAIN_TX");
        for (String name : List.of("invoice", "payment")) {
            some(rows.stream().filter(row -> row.table().equals(name)).toList(), row -> !row.code().isEmpty())
                    .forEach(row -> table.row(name, row.number(), row.supplier(), row.amount(), row.status(),
                            row.code(), row.block(), brief(row.transaction())));
        }
        show("ERP database, " + rows.size() + " rows:", table);
    }

    private void messages(List<ErpQueues.Received> messages) {
        Table table = new Table("QUEUE", "DOCNUM", "STATUS", "CODE", "TEXT", "TRANSACTION");
        some(messages, message -> !message.code().isEmpty()).forEach(message -> table.row(message.queue(),
                message.docnum(), message.status(), message.code(), message.text(), brief(message.transaction())));
        show("JMS queues, " + messages.size() + " messages:", table);
    }

    private void records(List<ErpTopics.Received> records) {
        Table table = new Table("TOPIC", "PARTITION/OFFSET", "KEY", "OUTCOME", "CODE", "BLOCK");
        some(records, event -> !event.field("code").isEmpty()).forEach(event -> table.row(event.topic(), event.place(),
                event.key(), event.field("outcome") + event.field("state"), event.field("code"),
                event.field("block")));
        show("Kafka topics, " + records.size() + " records:", table);
    }

    private void requests(List<ErpEndpoint.Received> requests) {
        Table table = new Table("REQUEST", "IDEMPOTENCY-KEY", "ABOUT", "STATUS", "CODE");
        some(requests, request -> !request.code().isEmpty())
                .forEach(request -> table.row(request.method() + " " + request.path(), request.resultId(),
                        request.subject(), request.status(), request.code()));
        show("HTTP endpoint, " + requests.size() + " requests with a true signature:", table);
    }

    /** The first few, and the remarkable ones. */
    private static <R> List<R> some(List<R> rows, Predicate<R> remarkable) {
        List<R> some = new ArrayList<>(rows.stream().filter(remarkable.negate()).limit(SHOWN).toList());
        some.addAll(rows.stream().filter(remarkable).limit(SHOWN).toList());
        return some;
    }

    private void show(String title, Table table) {
        terminal.line("");
        terminal.line(title);
        table.lines().forEach(terminal::line);
    }

    private static String brief(String hash) {
        return hash.isEmpty() ? "" : hash.substring(0, 10) + "…";
    }
}
