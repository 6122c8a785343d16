package io.enterpriseproxy.mapping;

import io.enterpriseproxy.connector.ProblemCode;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static io.enterpriseproxy.mapping.TestMappings.INVOICE;
import static io.enterpriseproxy.mapping.TestMappings.compile;
import static org.assertj.core.api.Assertions.assertThat;

class WriteBackTest {
    private static final Map<String, Object> VIEW = Map.of("event",
            Map.of("invoiceNo", "RE-4711", "total", new BigDecimal("1234567890123456789.10")), "call",
            Map.of("id", "c-1"), "transaction", Map.of("hash", "0xabc"), "receipt",
            Map.of("blockNumber", 7L, "gasUsed", 21_000), "events",
            List.of(Map.of("name", "InvoiceRegistered", "arguments", Map.of("amount", "5"))));

    @Test
    void bodyIsFilledInFromTheOutcome() {
        assertThat(render("""
                    body:
                      no: event.invoiceNo
                      tx: transaction.hash
                      block: receipt.blockNumber
                      total: event.total
                      amount: events[name = 'InvoiceRegistered'].arguments.amount
                      text: "'block ' & receipt.blockNumber"
                      error: error.code
                      fixed: 5
                      flags: [true, call.id]
                """)).isEqualTo(new RenderOutcome.Rendered("{\"no\":\"RE-4711\",\"tx\":\"0xabc\",\"block\":7,"
                + "\"total\":1234567890123456789.1,\"amount\":\"5\",\"text\":\"block 7\",\"error\":null,\"fixed\":5,"
                + "\"flags\":[true,\"c-1\"]}"));
        assertThat(render("    body: \"{ 'id': call.id }\"\n"))
                .isEqualTo(new RenderOutcome.Rendered("{\"id\":\"c-1\"}"));
    }

    @Test
    void expressionThatFailsIsRefusedWithItsPlace() {
        assertThat(render("    body: { no: $required(error.code) }\n"))
                .isInstanceOfSatisfying(RenderOutcome.Refused.class, refused -> {
                    assertThat(refused.problem().code()).isEqualTo(ProblemCode.EXPRESSION_FAILED);
                    assertThat(refused.problem().place()).isEqualTo("writeBack[0].body.no");
                });
    }

    @Test
    void rulesWithOnePlaceHaveOneTarget() {
        List<? extends WriteBack> rules = compile(INVOICE + """
                writeBack:
                  - on: [confirmed]
                    database: { connection: erp-db, sql: "UPDATE a SET b = :no", params: { no: event.invoiceNo } }
                  - on: [reverted]
                    database: { connection: erp-db, sql: "UPDATE c SET d = :no", params: { no: event.invoiceNo } }
                  - on: [confirmed]
                    jms: { connection: erp-mq, destination: A }
                    body: { no: event.invoiceNo }
                  - on: [reverted]
                    jms: { connection: erp-mq, destination: B }
                    body: { no: event.invoiceNo }
                  - on: [rejected]
                    jms: { connection: erp-mq, destination: A }
                    body: { no: event.invoiceNo }
                """).writeBacks();

        List<Integer> targets = rules.stream().map(WriteBack::target).toList();
        assertThat(targets.get(1)).isEqualTo(targets.get(0));
        assertThat(targets.get(4)).isEqualTo(targets.get(2));
        assertThat(Set.of(targets.get(0), targets.get(2), targets.get(3))).hasSize(3);
    }

    @Test
    void misspeltPathIsRefused() {
        assertThat(TestMappings.faults(INVOICE + """
                writeBack:
                  - on: [confirmed]
                    jms: { connection: erp-mq, reply: true }
                    body: { no: evnt.invoiceNo, text: Registered, ok: event.x, n: 5, t: "'Registered'" }
                """)).containsExactly(
                "m.yaml:21: writeBack[0].body.no: there is no evnt in an outcome; did you mean event?; a text stands in "
                        + "quotes of its own: \"'evnt.invoiceNo'\"",
                "m.yaml:21: writeBack[0].body.text: there is no Registered in an outcome; expected one of anchor, call, "
                        + "error, event, events, receipt, transaction; a text stands in quotes of its own: \"'Registered'\"");
    }

    @Test
    void parametersOfAStatementAreFilledIn() {
        WriteBack rule = compile(INVOICE + """
                writeBack:
                  - on: [confirmed]
                    database: { connection: erp-db, sql: "UPDATE i SET s = 'OK', e = :e WHERE no = :no",
                                params: { no: event.invoiceNo, e: error.code } }
                """).writeBacks().getFirst();
        assertThat(rule.render(VIEW)).isEqualTo(new RenderOutcome.Rendered("{\"no\":\"RE-4711\",\"e\":null}"));
        assertThat(rule.settings()).isEqualTo(new TestEnvironment.DatabaseTarget("erp-db",
                "UPDATE i SET s = 'OK', e = :e WHERE no = :no", true));
    }

    private static RenderOutcome render(String body) {
        return compile(INVOICE + """
                writeBack:
                  - on: [confirmed]
                    jms: { connection: erp-mq, reply: true }
                """ + body).writeBacks().getFirst().render(VIEW);
    }
}
