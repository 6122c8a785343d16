package io.enterpriseproxy.bench.micro;

import io.enterpriseproxy.chain.Keccak256;
import io.enterpriseproxy.mapping.MapOutcome;
import io.enterpriseproxy.mapping.MappedCall;
import io.enterpriseproxy.mapping.Mapping;
import io.enterpriseproxy.server.ledger.CallProgress;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.CallRows;
import io.enterpriseproxy.server.ledger.NewCall;
import org.flywaydb.core.Flyway;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;

/**
 * Rows of the ledger to calls, as a lane's plan reads them. What makes a call of a row is the ledger's own business, so it
 * is measured through the query, on an H2 in memory: its share of finding and handing out the row is part of the figure.
 */
@State(Scope.Benchmark)
public class LedgerBenchmark {
    private static final String URL = "jdbc:h2:mem:ledger;DB_CLOSE_DELAY=-1";
    private static final int CALLS = 500;
    private static final long LANE = 1;

    private final CallProgress progress = filled();

    private static CallProgress filled() {
        Flyway.configure().dataSource(new DriverManagerDataSource(URL))
                .locations("classpath:db/migration/common", "classpath:db/migration/h2").load().migrate();
        JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(URL, true));
        Mapping mapping = TallyMapping.compiled();
        new CallRows(jdbc, true, Clock.systemUTC())
                .insert(LongStream.range(0, CALLS).mapToObj(document -> call(mapping, document)).toList());
        return new CallProgress(jdbc, true, Clock.systemUTC());
    }

    private static NewCall call(Mapping mapping, long document) {
        MappedCall mapped = switch (mapping.map(TallyMapping.event(document))) {
            case MapOutcome.Mapped call -> call.call();
            case MapOutcome.Recorded recorded -> throw new IllegalStateException("the mapping anchors nothing");
            case MapOutcome.Refused refused -> throw new IllegalStateException(refused.toString());
        };
        return new NewCall(UUID.randomUUID(), "count", 1,
                Keccak256.hash(mapped.idempotencyKey().getBytes(StandardCharsets.US_ASCII)), mapped, null, null, LANE);
    }

    /** One row of a batch. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public List<CallRecord> row() {
        return progress.accepted(LANE, CALLS);
    }
}
