package io.enterpriseproxy.bench.micro;

import io.enterpriseproxy.bench.load.Documents;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.abi.ContractAbi;
import io.enterpriseproxy.connector.SourceEvent;
import io.enterpriseproxy.contracts.ContractArtifact;
import io.enterpriseproxy.mapping.CompileOutcome;
import io.enterpriseproxy.mapping.ContractDefinition;
import io.enterpriseproxy.mapping.Mapping;
import io.enterpriseproxy.mapping.MappingCompiler;
import io.enterpriseproxy.mapping.MappingEnvironment;
import io.enterpriseproxy.mapping.MappingLimits;
import io.enterpriseproxy.mapping.MappingSource;
import io.enterpriseproxy.mapping.expression.AddressBook;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/** What the gateway of the other rows makes of a document: the same call of the same function. */
final class TallyMapping {
    private static final String MAPPING = """
            apiVersion: enterprise-proxy/v1
            kind: Mapping
            metadata: { name: count, description: counts each document once }
            from:
              rest: { method: POST, path: /erp/documents }
            format: json
            idempotencyKey: no
            call:
              chain: main
              contract: test
              function: tally(bytes32)
              args: { key: $keccak256(no) }
              sender: sender
              gas: { limit: 100000 }
              simulate: false
            """;

    private TallyMapping() {}

    static Mapping compiled() {
        ContractDefinition contract = new ContractDefinition("test",
                ContractAbi.parse(ContractArtifact.load(ContractArtifact.TEST_CONTRACT).abi()),
                Map.of("main", Address.of(new byte[20])));
        MappingEnvironment environment = new MappingEnvironment(Map.of(), Map.of(), Map.of("test", contract),
                Set.of("main"), Set.of("sender"), AddressBook.EMPTY, MappingLimits.DEFAULT);
        return switch (new MappingCompiler(environment).compile(MappingSource.alone("count.yaml", MAPPING))) {
            case CompileOutcome.Compiled compiled -> compiled.mapping();
            case CompileOutcome.Refused refused -> throw new IllegalStateException(refused.toString());
        };
    }

    static SourceEvent event(long document) {
        return event(Documents.json(document).getBytes(StandardCharsets.UTF_8));
    }

    static SourceEvent event(byte[] document) {
        return new SourceEvent("count", document, Map.of(), null, null, null, null);
    }
}
