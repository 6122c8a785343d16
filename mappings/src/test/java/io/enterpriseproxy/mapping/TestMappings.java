package io.enterpriseproxy.mapping;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.SourceEvent;
import io.enterpriseproxy.mapping.document.Fault;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Mappings and events in few words. */
final class TestMappings {
    static final String INVOICE = """
            apiVersion: enterprise-proxy/v1
            kind: Mapping
            metadata: { name: invoice-posted, description: ERP invoice -> InvoiceRegistry.register }
            from:
              rest: { method: POST, path: /erp/invoices }
            idempotencyKey: invoiceNo
            orderingKey: supplier.id
            call:
              chain: main
              contract: invoice-registry
              function: register(bytes32,address,uint256,uint64)
              args:
                invoiceId: $keccak256(invoiceNo)
                supplier: $address('suppliers', supplier.id)
                amount: $units(total, 6)
                dueDate: $epochSeconds(dueDate)
              sender: erp-ap
            """;
    static final String EVENT = """
            {"invoiceNo": "RE-4711", "supplier": {"id": "S1"}, "total": 1234.56, "dueDate": "2026-11-21"}
            """;

    private TestMappings() {}

    static CompileOutcome outcome(String text) {
        return new MappingCompiler(TestEnvironment.create()).compile(MappingSource.alone("m.yaml", text));
    }

    static CompiledMapping compile(String text) {
        return switch (outcome(text)) {
            case CompileOutcome.Compiled compiled -> compiled.mapping();
            case CompileOutcome.Refused refused ->
                throw new AssertionError(String.join("\n", refused.faults().stream().map(Fault::toString).toList()));
        };
    }

    /** Each fault as one line of text. */
    static List<String> faults(String text) {
        return switch (outcome(text)) {
            case CompileOutcome.Compiled compiled -> List.of();
            case CompileOutcome.Refused refused -> refused.faults().stream().map(Fault::toString).toList();
        };
    }

    static SourceEvent event(String body) {
        return new SourceEvent("m", body.getBytes(StandardCharsets.UTF_8), Map.of(), null, null, null, null);
    }

    static MappedCall call(CompiledMapping mapping, SourceEvent event) {
        return switch (mapping.map(event)) {
            case MapOutcome.Mapped mapped -> mapped.call();
            case MapOutcome.Recorded recorded -> throw new AssertionError("recorded as " + recorded.record());
            case MapOutcome.Refused refused -> throw new AssertionError(refused.problem().message());
        };
    }

    static Problem problem(CompiledMapping mapping, SourceEvent event) {
        return switch (mapping.map(event)) {
            case MapOutcome.Mapped mapped -> throw new AssertionError("mapped to " + mapped.call());
            case MapOutcome.Recorded recorded -> throw new AssertionError("recorded as " + recorded.record());
            case MapOutcome.Refused refused -> refused.problem();
        };
    }
}
