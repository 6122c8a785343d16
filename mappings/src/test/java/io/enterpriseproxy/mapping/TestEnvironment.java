package io.enterpriseproxy.mapping;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.abi.ContractAbi;
import io.enterpriseproxy.connector.ConnectionBound;
import io.enterpriseproxy.connector.ConnectorKind;
import io.enterpriseproxy.connector.OrderKeeping;
import io.enterpriseproxy.connector.TargetSettings;
import io.enterpriseproxy.contracts.ContractArtifact;
import io.enterpriseproxy.mapping.document.Choice;
import io.enterpriseproxy.mapping.expression.AddressBook;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the mappings under test may name: the sample contracts, and connectors with settings of the real ones' shape. */
public final class TestEnvironment {
    public static final Address REGISTRY = Address.parse("0x5FbDB2315678afecb367f032d93F642f64180aa3");

    public static final Address SIDE_REGISTRY = Address.parse("0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512");

    public record JmsConnection(String url) {}

    public record JmsSource(String connection, String destination, @JsonProperty(defaultValue = "1") int concurrency) {}

    public record JmsTarget(
            String connection,
            @Nullable String destination,
            @JsonProperty(defaultValue = "false") boolean reply)
            implements
                TargetSettings {
        public JmsTarget {
            if (destination == null && !reply) {
                throw new IllegalArgumentException("destination is missing; expected one, or reply: true");
            }
        }

        @Override
        public String place() {
            return String.valueOf(destination);
        }
    }

    public record KafkaSource(String connection, String topic, String group) {}

    public record KafkaTarget(String connection, String topic) {}

    public record Outbox(String table) {}

    public record DatabaseSource(
            String connection,
            @Nullable Outbox outbox,
            @Nullable String query,
            @Nullable String key,
            @Nullable String mark,
            @JsonProperty(defaultValue = "1") int pollers)
            implements
                ConnectionBound,
                OrderKeeping {
        @Override
        public List<Misfit> misfits(Record connection) {
            return pollers <= 4
                    ? List.of()
                    : List.of(new Misfit("pollers", "found " + pollers + "; expected at most 4 for " + connection));
        }

        @Override
        public @Nullable String givesUpOrderBy() {
            return pollers == 1 ? null : "pollers: " + pollers;
        }
    }

    public record DatabaseTarget(
            String connection,
            String sql,
            @JsonProperty(defaultValue = "true") boolean mustMatch) {}

    public record HttpTarget(String connection, @JsonProperty(defaultValue = "POST") String method, String path) {}

    private TestEnvironment() {}

    public static MappingEnvironment create(AddressBook addresses) {
        Map<String, ContractDefinition> contracts = new LinkedHashMap<>();
        contract(contracts, "invoice-registry", ContractArtifact.INVOICE_REGISTRY);
        contract(contracts, "logistics-registry", ContractArtifact.LOGISTICS_REGISTRY);
        contract(contracts, "payment-token", ContractArtifact.PAYMENT_TOKEN);
        contract(contracts, "material-master", ContractArtifact.MATERIAL_MASTER);
        contract(contracts, "supplier-registry", ContractArtifact.SUPPLIER_REGISTRY);
        contract(contracts, "rate-desk", ContractArtifact.RATE_DESK);
        contract(contracts, "anchors", ContractArtifact.ANCHORS);
        contract(contracts, "test-contract", ContractArtifact.TEST_CONTRACT);
        contract(contracts, "shared-registry", ContractArtifact.INVOICE_REGISTRY,
                Map.of("main", REGISTRY, "side", SIDE_REGISTRY));
        contract(contracts, "value-bridge", ContractArtifact.VALUE_BRIDGE,
                Map.of("main", REGISTRY, "service", SIDE_REGISTRY));
        return new MappingEnvironment(connectors(),
                Map.of("erp-mq", connection("jms"), "erp-db", connection("jdbc"), "events", connection("kafka"),
                        "erp-api", connection("http"), "proxy-mq", connection("jms")),
                contracts,
                Set.of("main", "side", "service"), Set.of("main"),
                Set.of("erp-ap", "erp-ap-1", "erp-ap-2", "erp-logistics", "erp-treasury", "erp-master-data", "anchor",
                        "board", "bridge-operator"),
                Set.of("board"), Set.of("public-anchors"), addresses,
                new CountingCloaks(), MappingLimits.DEFAULT);
    }

    private static Choice connection(String kind) {
        return new Choice(kind, new JmsConnection("tcp://erp.example"));
    }

    public static MappingEnvironment create() {
        return create((book, key) -> book.equals("suppliers") && key.equals("S1")
                ? Optional.of(Address.parse("0x70997970C51812dc3A010C7d01b50e0d17dc79C8"))
                : Optional.empty());
    }

    private static Map<String, ConnectorKind> connectors() {
        return Map.of("jms", new ConnectorKind("jms", JmsConnection.class, JmsSource.class, JmsTarget.class), "kafka",
                new ConnectorKind("kafka", JmsConnection.class, KafkaSource.class, KafkaTarget.class), "database",
                new ConnectorKind("database", "jdbc", JmsConnection.class, DatabaseSource.class, DatabaseTarget.class),
                "http", new ConnectorKind("http", JmsConnection.class, null, HttpTarget.class));
    }

    private static void contract(Map<String, ContractDefinition> contracts, String name, String artifact) {
        contract(contracts, name, artifact, Map.of("main", REGISTRY));
    }

    private static void contract(Map<String, ContractDefinition> contracts, String name, String artifact,
            Map<String, Address> addresses) {
        contracts.put(name,
                new ContractDefinition(name, ContractAbi.parse(ContractArtifact.load(artifact).abi()), addresses));
    }
}
