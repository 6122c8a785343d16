package io.enterpriseproxy.mapping;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;

import static io.enterpriseproxy.mapping.TestMappings.INVOICE;
import static io.enterpriseproxy.mapping.TestMappings.compile;
import static io.enterpriseproxy.mapping.TestMappings.faults;
import static org.assertj.core.api.Assertions.assertThat;

class MappingCompilerTest {
    @Test
    void fileBecomesAMapping() {
        CompiledMapping mapping = compile(INVOICE + """
                errors:
                  InvoiceExists: { code: AP-409, message: already registered, retryable: false }
                  Panic: { code: AP-500, retryable: true }
                writeBack:
                  - on: [confirmed]
                    jms: { connection: erp-mq, destination: ERP.RESULT }
                    body: { no: event.invoiceNo }
                  - on: [reverted, rejected]
                    database: { connection: erp-db, sql: "UPDATE i SET s = :code", params: { code: error.code } }
                    onFailure: hold
                """);
        assertThat(mapping.name()).isEqualTo("invoice-posted");
        assertThat(mapping.description()).isEqualTo("ERP invoice -> InvoiceRegistry.register");
        assertThat(mapping.source())
                .isEqualTo(new SourceDefinition("rest", null, new RestSourceSettings("POST", "/erp/invoices")));
        assertThat(mapping.format().name()).isEqualTo("json");
        assertThat(mapping.call().orElseThrow().function().name()).isEqualTo("register");
        assertThat(mapping.call().orElseThrow().addresses())
                .containsOnly(Map.entry("main", TestEnvironment.REGISTRY));
        assertThat(mapping.call().orElseThrow().senders()).containsExactly("erp-ap");
        assertThat(mapping.call().orElseThrow().gas()).isEqualTo(new GasLimit.Auto());
        assertThat(mapping.call().orElseThrow().simulate()).isTrue();
        assertThat(mapping.call().orElseThrow().confirmations()).isEqualTo(new Confirmations.Default());
        assertThat(mapping.errors()).containsEntry("InvoiceExists",
                new ErrorRule("AP-409", Optional.of("already registered"), false));
        assertThat(mapping.errors()).containsEntry("Panic", new ErrorRule("AP-500", Optional.empty(), true));
        assertThat(mapping.writeBacks()).extracting(WriteBack::index).containsExactly(0, 1);
        WriteBack statement = mapping.writeBacks().get(1);
        assertThat(statement.on()).containsExactlyInAnyOrder(OutcomeStatus.REVERTED, OutcomeStatus.REJECTED);
        assertThat(statement.kind()).isEqualTo("database");
        assertThat(statement.connection()).isEqualTo("erp-db");
        assertThat(statement.settings())
                .isEqualTo(new TestEnvironment.DatabaseTarget("erp-db", "UPDATE i SET s = :code", true));
        assertThat(statement.holdsOnFailure()).isTrue();
    }

    @Test
    void whatDoesNotFitTheConnectionIsRefusedWhereItStands() {
        String source = "database: { connection: erp-db, outbox: { table: outbox }, pollers: 5 }";
        assertThat(faults(INVOICE.replace("rest: { method: POST, path: /erp/invoices }", source)
                .replace("orderingKey: supplier.id\n", "")))
                .containsExactly("m.yaml:5: from.database.pollers: found 5; expected at most 4 for"
                        + " JmsConnection[url=tcp://erp.example]");
    }

    @Test
    void orderingKeyIsRefusedOnASourceThatKeepsNoOrder() {
        String source = "database: { connection: erp-db, outbox: { table: outbox }, pollers: 4 }";
        String unordered = INVOICE.replace("rest: { method: POST, path: /erp/invoices }", source);
        assertThat(faults(unordered)).containsExactly("m.yaml:7: orderingKey: found an ordering key on a source that"
                + " keeps no order (pollers: 4); expected one of the two");
        assertThat(faults(unordered.replace("pollers: 4", "pollers: 1"))).isEmpty();
        assertThat(faults(unordered.replace("orderingKey: supplier.id\n", ""))).isEmpty();
    }

    @Test
    void errorCodeMustFitTheLedger() {
        assertThat(faults(INVOICE + "errors:\n  Error: { code: " + "A".repeat(65) + " }\n")).singleElement().asString()
                .endsWith("errors.Error.code: found 65 characters; expected 1 to 64");
        assertThat(faults(INVOICE + "errors:\n  Error: { code: " + "A".repeat(64) + " }\n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/calls/x", "/error", "/actuator", "/console/x", "/openapi.json"})
    void pathOfTheServerItselfIsRefused(String path) {
        assertThat(faults(INVOICE.replace("/erp/invoices", path))).singleElement().asString()
                .contains("not under the proxy's own paths");
    }

    @Test
    void poolFixedGasAndFinalityAreRead() {
        CallDefinition call = compile(INVOICE.replace("sender: erp-ap", """
                sender: [erp-ap-1, erp-ap-2]
                  gas: { limit: 200000 }
                  confirmations: finalized
                """)).call().orElseThrow();
        assertThat(call.senders()).containsExactly("erp-ap-1", "erp-ap-2");
        assertThat(call.gas()).isEqualTo(new GasLimit.Fixed(200_000));
        assertThat(call.simulate()).isFalse();
        assertThat(call.confirmations()).isEqualTo(new Confirmations.Finalized());
        assertThat(compile(INVOICE + "  confirmations: 12\n  simulate: false\n").call().orElseThrow().confirmations())
                .isEqualTo(new Confirmations.Blocks(12));
    }

    @Test
    void feePayerAndItsRatioAreRead() {
        String paid = INVOICE + "  feePayer: erp-treasury\n";
        assertThat(compile(INVOICE).gasPayer()).isEmpty();
        assertThat(compile(paid).gasPayer()).contains(new GasPayer("erp-treasury", 100));
        assertThat(compile(paid + "  feeRatio: 30\n").gasPayer()).contains(new GasPayer("erp-treasury", 30));
        for (String wrong : new String[]{"0", "100", "-1", "1.5", "half", "[30]"}) {
            assertThat(faults(paid + "  feeRatio: " + wrong + "\n")).as(wrong).singleElement()
                    .satisfies(fault -> assertThat(fault).contains("call.feeRatio", "from 1 to 99"));
        }
        assertThat(faults(paid.replace("chain: main", "chain: side"))).anySatisfy(fault -> assertThat(fault)
                .contains("call.feePayer", "transactions of the chain side have no fee payer"));
    }

    @Test
    void accountWithKeysOfItsOwnSendsOnlyWhereChainsKnowSuch() {
        String sentByBoard = INVOICE.replace("sender: erp-ap", "sender: board");
        assertThat(compile(sentByBoard).senders("main")).containsExactly("board");
        assertThat(faults(sentByBoard.replace("chain: main", "chain: side"))).anySatisfy(fault -> assertThat(fault)
                .contains("call.sender", "the account board has keys of its own, which the chain side does not know"));
    }

    @Test
    void allFaultsAreNamedWithLineAndPath() {
        assertThat(faults("""
                apiVersion: enterprise-proxy/v2
                kind: Mapping
                metadata: { name: Invoice Posted }
                from:
                  jms: { connection: erp-mq2, destnation: ERP.INVOICES }
                formt: json
                schema: none.json
                idempotencyKey: invoiceNo.(
                call:
                  chain: man
                  contract: invoice-registry
                  function: register(bytes32)
                  args:
                    amount: total * 100
                  sender: [erp-ap, nobody]
                  gas: { limit: 10 }
                  confirmations: 0
                errors:
                  InvoiceExist: { code: AP-409 }
                writeBack:
                  - on: [confirmd]
                    kafka: { connection: erp-mq, topic: t }
                    body: { no: $now() }
                  - on: [reverted]
                    jsm: { connection: erp-mq }
                tests:
                  - name: x
                    event: {}
                """)).containsExactly("m.yaml:1: apiVersion: found enterprise-proxy/v2; expected enterprise-proxy/v1",
                "m.yaml:3: metadata.name: found Invoice Posted; expected lower-case letters, digits and hyphens, at most 63",
                "m.yaml:5: from.jms.connection: there is no connection erp-mq2; did you mean erp-mq?",
                "m.yaml:5: from.jms.destnation: unknown key; did you mean destination?",
                "m.yaml:5: from.jms: the key destination is missing",
                "m.yaml:6: formt: unknown key; did you mean format?",
                "m.yaml:7: schema: there is no file none.json; expected a path relative to the mapping",
                "m.yaml:8: idempotencyKey: not a JSONata expression: Expected \")\" before end of expression (at character 11)",
                "m.yaml:10: call.chain: there is no chain man; did you mean main?",
                "m.yaml:12: call.function: the contract invoice-registry has no register(bytes32); it has "
                        + "register(bytes32,address,uint256,uint64)",
                "m.yaml:14: call.args.amount: at character 7: the operator * computes in floating point; use $mul",
                "m.yaml:15: call.sender[1]: there is no key nobody; expected one of anchor, board, bridge-operator, erp-ap, "
                        + "erp-ap-1, erp-ap-2, erp-logistics, erp-master-data, erp-treasury",
                "m.yaml:16: call.gas.limit: found 10; expected auto or a number from 21000",
                "m.yaml:17: call.confirmations: found 0; expected a number from 1, or finalized",
                "m.yaml:19: errors.InvoiceExist: the contract has no error InvoiceExist; did you mean InvoiceExists?",
                "m.yaml:21: writeBack[0].on[0]: there is no outcome confirmd; did you mean confirmed?",
                "m.yaml:22: writeBack[0].kafka.connection: the connection erp-mq is of kind jms; expected one of kind kafka",
                "m.yaml:23: writeBack[0].body.no: at character 1: $now would give another answer when the event is read "
                        + "again; send the time in the event",
                "m.yaml:24: writeBack[1]: found none; expected exactly one of database, http, jms, kafka",
                "m.yaml:24: writeBack[1]: the key body is missing (for a database target: params)",
                "m.yaml:25: writeBack[1].jsm: unknown key; did you mean jms?",
                "m.yaml:27: tests[0]: the key expect is missing");
    }

    @Test
    void argumentsAreComparedWithTheFunction() {
        assertThat(faults(INVOICE.replace("supplier: $address", "suplier: $address").replace("dueDate: $epoch",
                "extra: $epoch"))).containsExactlyInAnyOrder(
                        "m.yaml:12: call.args: the argument supplier (address) is missing",
                        "m.yaml:12: call.args: the argument dueDate (uint64) is missing",
                        "m.yaml:14: call.args.suplier: there is no argument suplier; did you mean supplier?",
                        "m.yaml:16: call.args.extra: there is no argument extra; expected one of amount, dueDate, "
                                + "invoiceId, supplier");
    }

    @Test
    void fieldsOfTuplesThatAreWrittenOutAreCompared() {
        String receipt = INVOICE.replace("invoice-registry", "logistics-registry").replaceAll("(?s)function:.*sender",
                Matcher.quoteReplacement("""
                        function: recordGoodsReceipt
                          args:
                            receiptId: $keccak256(no)
                            orderId: $keccak256(order)
                            lines: [ { material: $bytes32(m), quantity: q, unt: u } ]
                          sender"""));
        assertThat(faults(receipt)).containsExactly(
                "m.yaml:15: call.args.lines[0]: the field unit (string) is missing",
                "m.yaml:15: call.args.lines[0].unt: there is no field unt; did you mean unit?");
        assertThat(faults(receipt.replace("unt:", "unit:"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', value = {
            "function: register(bytes32,address,uint256,uint64)§function: regster§no function regster; did you mean register?",
            "function: register(bytes32,address,uint256,uint64)§function: count()§the function count() only reads",
            "contract: invoice-registry§contract: invoices§there is no contract invoices",
            "chain: main§chain: side§the contract invoice-registry has no address on the chain side",
            "sender: erp-ap§sender: [erp-ap, erp-ap]§names a key twice", "sender: erp-ap§sender: []§a pool is empty",
            "sender: erp-ap§value: 1§takes no value", "sender: erp-ap§payer: x§unknown key",
            "sender: erp-ap§feePayer: nobody§there is no key nobody",
            "sender: erp-ap§feeRatio: 30§feeRatio says what the feePayer pays",
            "idempotencyKey: invoiceNo§idempotencyKey: 4711§found a number; expected an expression over the event",
            "path: /erp/invoices§path: /api/v1/x§not under the proxy's own paths",
            "path: /erp/invoices§path: '${env:HOME}'§references such as ${env:…} and ${file:…} are not allowed",
            "kind: Mapping§kind: Maping§found Maping; expected Mapping"})
    void faultOfOnePlaceIsNamed(String right, String wrong, String message) {
        assertThat(faults(INVOICE.replace(right, wrong))).anySatisfy(fault -> assertThat(fault).contains(message));
    }

    @Test
    void unreadableFileIsRefused() {
        assertThat(faults("a: [")).singleElement().asString().startsWith("m.yaml:1: not readable as YAML");
        assertThat(faults("")).contains("m.yaml:1: the key apiVersion is missing");
        assertThat(faults("- a")).contains("m.yaml:1: found a list; expected a mapping of keys");
    }

    @Test
    void warningsDoNotRefuse() {
        CompileOutcome outcome = TestMappings.outcome(INVOICE + """
                writeBack:
                  - on: [confirmed]
                    http: { connection: erp-api, path: /results }
                    body: { cost: receipt.gasUsed * 2 }
                """);
        assertThat(outcome).isInstanceOfSatisfying(CompileOutcome.Compiled.class,
                compiled -> assertThat(compiled.warnings()).extracting(Object::toString).isEqualTo(List.of(
                        "m.yaml:21: writeBack[0].body.cost: at character 17: the operator * computes in floating point; "
                                + "use $mul")));
    }
}
