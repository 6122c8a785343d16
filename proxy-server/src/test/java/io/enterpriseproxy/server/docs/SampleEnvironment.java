package io.enterpriseproxy.server.docs;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.abi.ContractAbi;
import io.enterpriseproxy.connector.ConnectorKind;
import io.enterpriseproxy.mapping.CompileOutcome;
import io.enterpriseproxy.mapping.ContractDefinition;
import io.enterpriseproxy.mapping.MappingCompiler;
import io.enterpriseproxy.mapping.MappingEnvironment;
import io.enterpriseproxy.mapping.MappingLimits;
import io.enterpriseproxy.mapping.MappingSource;
import io.enterpriseproxy.mapping.TestReport;
import io.enterpriseproxy.mapping.document.Choice;
import io.enterpriseproxy.mapping.document.Fault;
import io.enterpriseproxy.mapping.document.Faults;
import io.enterpriseproxy.mapping.document.Node;
import io.enterpriseproxy.mapping.document.RecordBinder;
import io.enterpriseproxy.mapping.document.References;
import io.enterpriseproxy.mapping.document.YamlDocument;
import io.enterpriseproxy.mapping.privacy.CloakSource;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The configuration that the mappings of the documentation are written for. */
final class SampleEnvironment {
    private static final Address ADDRESS = Address.parse("0x5FbDB2315678afecb367f032d93F642f64180aa3");
    /** Of the contract in the tutorial. */
    private static final String ORDERS = """
            [{"type":"function","name":"place","stateMutability":"nonpayable","outputs":[],
              "inputs":[{"name":"orderNo","type":"string"},{"name":"amount","type":"uint256"}]},
             {"type":"error","name":"OrderExists","inputs":[{"name":"orderNo","type":"string"}]}]""";
    private static final String CONNECTIONS = """
            erp-mq: { jms: { url: 'tcp://mq.example:61616' } }
            erp-db: { jdbc: { url: 'jdbc:postgresql://db.example/erp' } }
            events: { kafka: { bootstrap-servers: 'kafka.example:9092' } }
            erp-api: { http: { base-url: 'https://erp.example' } }
            shop-api: { http: { base-url: 'https://shop.example' } }
            """;
    /** A mapping in parts: a block of the documentation that shows only some keys replaces these. */
    private static final Map<String, String> PARTS = parts();

    private final MappingCompiler compiler;

    SampleEnvironment(Repository repository, List<ConnectorKind> kinds) {
        String invoices = repository
                .read(Path.of("contract-adapters/contracts/src/main/resources/contracts/InvoiceRegistry.json"));
        String suppliers = repository
                .read(Path.of("contract-adapters/contracts/src/main/resources/contracts/SupplierRegistry.json"));
        String anchors = repository
                .read(Path.of("contract-adapters/contracts/src/main/resources/contracts/Anchors.json"));
        this.compiler = new MappingCompiler(new MappingEnvironment(
                kinds.stream().collect(Collectors.toMap(ConnectorKind::name, Function.identity())),
                connections(kinds),
                Map.of("invoice-registry", contract("invoice-registry", invoices, "main"),
                        "supplier-registry", contract("supplier-registry", suppliers, "main"), "orders",
                        contract("orders", ORDERS, "dev"), "anchors", contract("anchors", anchors, "main")),
                Set.of("main", "dev"), Set.of("main"), Set.of("erp-ap", "shop", "treasury", "shop-treasury"),
                Set.of(),
                Set.of("public-anchors"),
                (book, key) -> Optional.of(ADDRESS),
                CloakSource.fixed(Set.of("privacy-2026")), MappingLimits.DEFAULT));
    }

    private static Map<String, Choice> connections(List<ConnectorKind> kinds) {
        Map<String, Class<? extends Record>> records = new LinkedHashMap<>();
        kinds.forEach(kind -> kind.connection().ifPresent(record -> records.put(kind.connectionName(), record)));
        RecordBinder binder = new RecordBinder(Path.of(""), References.NONE);
        Faults faults = new Faults();
        Map<String, Choice> connections = new LinkedHashMap<>();
        ((Node.Mapping) YamlDocument.parse(CONNECTIONS, "connections")).entries().forEach((name, node) -> binder
                .bindOneOf(node, records, faults).ifPresent(choice -> connections.put(name, choice)));
        faults.throwIfAny();
        return connections;
    }

    private static ContractDefinition contract(String name, String abi, String chain) {
        return new ContractDefinition(name, ContractAbi.parse(abi), Map.of(chain, ADDRESS));
    }

    private static Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("apiVersion", "apiVersion: enterprise-proxy/v1");
        parts.put("kind", "kind: Mapping");
        parts.put("metadata", "metadata: { name: invoice-posted }");
        parts.put("from", "from: { rest: { path: /erp/invoices } }");
        parts.put("call", """
                call:
                  chain: main
                  contract: invoice-registry
                  function: settle
                  args: { invoiceId: $keccak256(invoiceNo), paid: total }
                  sender: erp-ap""");
        return parts;
    }

    static boolean isPartOfMapping(Set<String> keys) {
        return Set.of("from", "call", "writeBack", "errors", "tests").containsAll(keys);
    }

    /** What is wrong with a mapping, or with a part of one; empty if nothing is. */
    List<String> faults(String file, String block, Set<String> keys) {
        boolean whole = keys.contains("apiVersion");
        String missing = PARTS.entrySet().stream().filter(part -> !whole && !keys.contains(part.getKey()))
                .filter(part -> !(part.getKey().equals("call") && keys.contains("anchor")))
                .map(Map.Entry::getValue)
                .collect(Collectors.joining("\n"));
        return switch (compiler.compile(MappingSource.alone(file, block + "\n" + missing + "\n"))) {
            case CompileOutcome.Refused refused -> refused.faults().stream().map(Fault::toString).toList();
            case CompileOutcome.Compiled compiled -> compiled.mapping().runTests().results().stream()
                    .filter(result -> !result.passed()).map(TestReport.Result::toString).toList();
        };
    }
}
