package io.enterpriseproxy.demo.proxy;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.contracts.ContractArtifact;
import io.enterpriseproxy.demo.chain.ChainKind;
import io.enterpriseproxy.demo.chain.SampleContracts;
import io.enterpriseproxy.demo.event.Supplier;
import io.enterpriseproxy.demo.gas.GasRules;
import io.enterpriseproxy.signer.keystore.NewKeystore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The directory that an operator of the proxy has: configuration, keys, secrets, ABIs and the example mappings. */
public final class ProxyFiles {
    private static final List<String> KEYS = List.of("erp-ap", "erp-logistics", "erp-treasury", "erp-master-data",
            "anchor");
    /** The examples that the day is made of. */
    private static final List<String> MAPPINGS = List.of("invoice-posted", "goods-receipt", "payment-run",
            "shipment-status", "material-master", "quality-record", "anchor-root");

    private final Path directory;
    private final ProxySecrets secrets;
    private final ChainKind kind;

    public ProxyFiles(Path directory, ProxySecrets secrets, ChainKind kind) {
        this.directory = directory;
        this.secrets = secrets;
        this.kind = kind;
    }

    /** The configuration file. */
    public Path config() {
        return directory.resolve("enterprise-proxy.yaml");
    }

    /** The directory of mapping files. */
    public Path mappings() {
        return directory.resolve("mappings");
    }

    /**
     * Makes a keystore file with a new key for each sender that the mappings name, and for who pays for their gas.
     *
     * @return their addresses by alias
     */
    public Map<String, Address> makeKeys() {
        Map<String, Address> addresses = new LinkedHashMap<>();
        Path keys = directory.resolve("keys");
        try {
            Files.createDirectories(keys);
        } catch (IOException e) {
            throw new UncheckedIOException(keys + " cannot be made", e);
        }
        for (String alias : keys()) {
            addresses.put(alias, NewKeystore.random(keys.resolve(alias + ".json")).address());
        }
        return addresses;
    }

    /** Writes all but the keys. */
    public void write(Surroundings surroundings) {
        write("secrets/queues", secrets.queuePassword());
        write("secrets/database", secrets.databasePassword());
        write("secrets/endpoint", secrets.endpointSecret());
        write("secrets/erp-api-key", secrets.callerKey());
        write("secrets/ops-api-key", secrets.adminKey());
        abi("invoice-registry", ContractArtifact.INVOICE_REGISTRY);
        abi("logistics-registry", ContractArtifact.LOGISTICS_REGISTRY);
        abi("payment-token", ContractArtifact.PAYMENT_TOKEN);
        abi("material-master", ContractArtifact.MATERIAL_MASTER);
        abi("anchors", ContractArtifact.ANCHORS);
        MAPPINGS.forEach(name -> ResourceTree.copy("/mappings/" + name, mappings().resolve(name)));
        if (kind == ChainKind.KAIA) {
            nameFeePayers();
        }
        write("enterprise-proxy.yaml", yaml(surroundings));
    }

    private List<String> keys() {
        return kind == ChainKind.KAIA
                ? Stream.concat(KEYS.stream(), Stream.of(GasRules.FEE_PAYER)).toList()
                : KEYS;
    }

    private void nameFeePayers() {
        try (Stream<Path> files = Files.walk(mappings())) {
            for (Path file : files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
                String mapping = file.getFileName().toString().replace(".yaml", "");
                Files.writeString(file, GasRules.paid(mapping, Files.readString(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the mappings in " + mappings() + " cannot be written", e);
        }
    }

    private void abi(String name, String artifact) {
        write("abi/" + name + ".json", ContractArtifact.load(artifact).abi());
    }

    private String yaml(Surroundings around) {
        SampleContracts contracts = around.contracts();
        return """
                # Written by the demo at its start; ./ep run takes it too while the demo's other systems are up.
                enterprise-proxy:
                  data: data
                  server: { port: %d, address: 127.0.0.1 }
                  broker: { port: %d, username: erp, password: '${file:secrets/queues}' }
                  chains:
                    main:
                      family: %s
                      id: %d
                      nodes: [ { url: '%s' } ]
                      poll-interval: 200ms
                  contracts:
                    invoice-registry: { abi: abi/invoice-registry.json, addresses: { main: '%s' } }
                    logistics-registry: { abi: abi/logistics-registry.json, addresses: { main: '%s' } }
                    payment-token: { abi: abi/payment-token.json, addresses: { main: '%s' } }
                    material-master: { abi: abi/material-master.json, addresses: { main: '%s' } }
                    anchors: { abi: abi/anchors.json, addresses: { main: '%s' } }
                  anchors:
                    # In earnest rather every: 10m, count: 10000.
                    public-anchors: { mapping: anchor-root, every: 10s, count: %d }
                  keys:
                %s  connections:
                    erp-mq:
                      jms: { url: 'tcp://127.0.0.1:%d', username: erp, password: '${file:secrets/queues}' }
                    erp-db:
                      jdbc: { url: '%s', username: erp, password: '${file:secrets/database}' }
                    events:
                      kafka: { bootstrap-servers: '%s' }
                    erp-api:
                      http: { base-url: '%s', secret: '${file:secrets/endpoint}' }
                  security:
                    api-clients:
                      - { name: erp, key: '${file:secrets/erp-api-key}', roles: [caller] }
                      - { name: ops, key: '${file:secrets/ops-api-key}', roles: [admin] }
                  address-book:
                    suppliers:
                %s""".formatted(around.apiPort(), around.brokerPort(), kind.family(), kind.options().chainId(),
                around.chain(), contracts.invoices(),
                contracts.logistics(), contracts.token(), contracts.materials(), contracts.anchors(),
                around.recordsPerTree(), keyLines(), around.brokerPort(),
                around.databaseUrl(), around.kafka(), around.endpoint(), addressBook());
    }

    private String keyLines() {
        return keys().stream().map(alias -> "    %s: { keystore: keys/%s.json, passphrase: '${file:keys/%s.pass}' }\n"
                .formatted(alias, alias, alias)).collect(Collectors.joining());
    }

    private static String addressBook() {
        return Supplier.all().stream()
                .map(supplier -> "      '%s': '%s'\n".formatted(supplier.id(), supplier.address()))
                .collect(Collectors.joining());
    }

    private void write(String name, String text) {
        Path file = directory.resolve(name);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }
}
