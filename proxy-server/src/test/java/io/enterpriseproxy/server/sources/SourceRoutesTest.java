package io.enterpriseproxy.server.sources;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.abi.ContractAbi;
import io.enterpriseproxy.connector.ConnectorKind;
import io.enterpriseproxy.connector.SourceRoute;
import io.enterpriseproxy.connector.jms.JmsConnectionSettings;
import io.enterpriseproxy.mapping.CompileOutcome;
import io.enterpriseproxy.mapping.CompiledMapping;
import io.enterpriseproxy.mapping.ContractDefinition;
import io.enterpriseproxy.mapping.MappingCompiler;
import io.enterpriseproxy.mapping.MappingEnvironment;
import io.enterpriseproxy.mapping.MappingLimits;
import io.enterpriseproxy.mapping.MappingSource;
import io.enterpriseproxy.mapping.document.Choice;
import io.enterpriseproxy.server.systems.Connectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.support.GenericApplicationContext;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** Sources whose system refuses to start them. */
class SourceRoutesTest {
    private static final String ABI = """
            [{"type":"function","name":"count","stateMutability":"nonpayable","inputs":[],"outputs":[]}]""";

    private final Queue queue = new Queue();
    private final SourceRoutes routes = new SourceRoutes(listener -> {}, (name, source) -> queue);
    private final CompiledMapping mapping = mapping();

    @BeforeEach
    void serve() {
        routes.onApplicationEvent(new ApplicationStartedEvent(new SpringApplication(), new String[0],
                new GenericApplicationContext(), Duration.ZERO));
    }

    @Test
    void sourceThatDidNotStartIsTriedAgainUntilItDoesAndIsBrokenNoMore() {
        // Given
        queue.refusal = new IllegalStateException("the queue is not there");
        routes.changed("count", mapping, false);
        assertThat(routes.broken()).containsExactly("count");

        // When
        routes.retryBroken();
        assertThat(routes.broken()).containsExactly("count");
        queue.refusal = null;
        routes.retryBroken();

        // Then
        assertThat(routes.broken()).isEmpty();
        assertThat(queue.started()).isTrue();
    }

    @Test
    void sourceThatResumesAfterAFailureIsBrokenNoMore() {
        // Given
        routes.changed("count", mapping, false);
        routes.suspendAll();
        queue.refusal = new IllegalStateException("the route cannot be resumed");
        routes.resumeAll();
        assertThat(routes.broken()).containsExactly("count");

        // When
        queue.refusal = null;
        routes.resumeAll();

        // Then
        assertThat(routes.broken()).isEmpty();
    }

    @Test
    void withdrawnMappingIsNotTriedAgain() {
        queue.refusal = new IllegalStateException("the queue is not there");
        routes.changed("count", mapping, false);
        routes.changed("count", null, false);
        queue.refusal = null;
        routes.retryBroken();

        assertThat(routes.broken()).isEmpty();
        assertThat(queue.started()).isFalse();
    }

    private static CompiledMapping mapping() {
        Address address = Address.parse("0x5FbDB2315678afecb367f032d93F642f64180aa3");
        MappingEnvironment environment = new MappingEnvironment(
                Connectors.kinds().stream().collect(Collectors.toMap(ConnectorKind::name, Function.identity())),
                Map.of("erp-mq", new Choice("jms", new JmsConnectionSettings("tcp://mq.example:61616", null, null, 0))),
                Map.of("counter", new ContractDefinition("counter", ContractAbi.parse(ABI), Map.of("main", address))),
                Set.of("main"), Set.of("erp-ap"), (book, key) -> Optional.empty(), MappingLimits.DEFAULT);
        return switch (new MappingCompiler(environment).compile(MappingSource.alone("count.yaml", """
                apiVersion: enterprise-proxy/v1
                kind: Mapping
                metadata: { name: count }
                from: { jms: { connection: erp-mq, destination: COUNT } }
                call: { chain: main, contract: counter, function: count, args: {}, sender: erp-ap }
                """))) {
            case CompileOutcome.Compiled compiled -> compiled.mapping();
            case CompileOutcome.Refused refused -> throw new AssertionError(refused.faults().toString());
        };
    }

    /** A queue whose source starts unless it is told not to. */
    private static final class Queue implements SourceRoute {
        private @Nullable RuntimeException refusal;
        private boolean started;

        @Override
        public void start() {
            if (refusal != null) {
                throw refusal;
            }
            started = true;
        }

        @Override
        public void suspend() {
            started = false;
        }

        @Override
        public void resume() {
            start();
        }

        @Override
        public boolean started() {
            return started;
        }

        @Override
        public void close() {
            started = false;
        }
    }
}
