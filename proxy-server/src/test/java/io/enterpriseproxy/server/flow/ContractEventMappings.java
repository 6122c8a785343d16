package io.enterpriseproxy.server.flow;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.abi.ContractAbi;
import io.enterpriseproxy.connector.ConnectorKind;
import io.enterpriseproxy.mapping.CompileOutcome;
import io.enterpriseproxy.mapping.CompiledMapping;
import io.enterpriseproxy.mapping.ContractDefinition;
import io.enterpriseproxy.mapping.MappingCompiler;
import io.enterpriseproxy.mapping.MappingEnvironment;
import io.enterpriseproxy.mapping.MappingLimits;
import io.enterpriseproxy.mapping.MappingSource;
import io.enterpriseproxy.mapping.document.Choice;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Mappings of events of the counting contract, to a target in memory. */
final class ContractEventMappings {
    private ContractEventMappings() {}

    record MemoryConnection() {}

    record MemoryTarget(String connection) {}

    /**
     * A mapping of the events of one contract.
     *
     * @param source further keys under {@code from.contract}, such as {@code fromBlock: 0}
     * @param on what its rules tell of, a list each
     */
    static CompiledMapping of(String name, ContractAbi abi, Address contract, String source, String... on) {
        StringBuilder rules = new StringBuilder();
        for (String each : on) {
            rules.append("""
                      - on: %s
                        memory: { connection: memory }
                        body: { key: event.key, count: event.count, block: log.blockNumber, status: log.status }
                    """.formatted(each));
        }
        String text = """
                apiVersion: enterprise-proxy/v1
                kind: Mapping
                metadata: { name: %s }
                from: { contract: { chain: main, contract: counter, event: CountedUp, %s } }
                writeBack:
                """.formatted(name, source) + rules;
        MappingEnvironment environment = new MappingEnvironment(
                Map.of("memory", new ConnectorKind("memory", MemoryConnection.class, null, MemoryTarget.class)),
                Map.of("memory", new Choice("memory", new MemoryConnection())),
                Map.of("counter", new ContractDefinition("counter", abi, Map.of("main", contract))), Set.of("main"),
                Set.of(), (book, key) -> Optional.empty(), MappingLimits.DEFAULT);
        return switch (new MappingCompiler(environment).compile(MappingSource.alone(name + ".yaml", text))) {
            case CompileOutcome.Compiled compiled -> compiled.mapping();
            case CompileOutcome.Refused refused -> throw new AssertionError(refused.faults().toString());
        };
    }
}
