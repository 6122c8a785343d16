package io.enterpriseproxy.bench.micro;

import io.enterpriseproxy.bench.load.Documents;
import io.enterpriseproxy.mapping.MapOutcome;
import io.enterpriseproxy.mapping.Mapping;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.nio.charset.StandardCharsets;

/** An event to a call: JSON, expressions, ABI, hashes. */
@State(Scope.Benchmark)
public class MappingBenchmark {
    private final Mapping mapping = TallyMapping.compiled();
    private final byte[] document = Documents.json(1).getBytes(StandardCharsets.UTF_8);

    /** The whole mapping of a document. */
    @Benchmark
    public MapOutcome map() {
        return mapping.map(TallyMapping.event(document));
    }
}
