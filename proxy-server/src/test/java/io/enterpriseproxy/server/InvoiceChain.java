package io.enterpriseproxy.server;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.contracts.ContractArtifact;
import io.enterpriseproxy.contracts.DevAccount;
import io.enterpriseproxy.contracts.DevChain;
import io.enterpriseproxy.contracts.DevChainOptions;
import io.enterpriseproxy.signer.keystore.KeystoreFiles;
import io.enterpriseproxy.signer.keystore.ScryptCost;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A dev chain with an invoice registry, and the files by which a server knows it and a key that may register. */
public final class InvoiceChain implements AutoCloseable {
    private static final ContractArtifact REGISTRY = ContractArtifact.load(ContractArtifact.INVOICE_REGISTRY);
    private static final String PASSPHRASE = "correct horse";

    private final DevChain chain;
    private final DevAccount registrar;
    private final String contract;

    private InvoiceChain(Path directory, DevChainOptions options) {
        chain = DevChain.start(options);
        registrar = chain.accounts().get(1);
        contract = chain.deploy(REGISTRY, "0x" + "0".repeat(24) + registrar.address().substring(2));
        chain.startMining(Duration.ofSeconds(1));
        try {
            Files.writeString(directory.resolve("invoice-registry.json"), REGISTRY.abi());
            Files.writeString(directory.resolve("erp-ap.pass"), PASSPHRASE);
            Path keystore = directory.resolve("erp-ap.json");
            if (Files.notExists(keystore)) {
                KeystoreFiles.create(keystore, Hex.decode(registrar.privateKey()), PASSPHRASE.toCharArray(),
                        ScryptCost.LIGHT);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the chain and writes its files. */
    public static InvoiceChain start(Path directory) {
        return start(directory, DevChainOptions.DEFAULT);
    }

    /** The same with another chain. */
    public static InvoiceChain start(Path directory, DevChainOptions options) {
        return new InvoiceChain(directory, options);
    }

    /** The parts of a configuration that know the chain, its contract, the key {@code erp-ap} and a supplier. */
    public String config() {
        return """
                  chains:
                    main: { family: evm, id: 31337, nodes: [ { url: '%s' } ], poll-interval: 100ms }
                  contracts:
                    invoice-registry: { abi: invoice-registry.json, addresses: { main: '%s' } }
                  keys:
                    erp-ap: { keystore: erp-ap.json, passphrase: '${file:erp-ap.pass}' }
                  address-book:
                    suppliers: { '100042': '%s' }
                """.formatted(chain.url(), contract, supplier());
    }

    /** A mapping of posted invoices with a path of its own. */
    public static String mapping(String name, String path) {
        return """
                apiVersion: enterprise-proxy/v1
                kind: Mapping
                metadata: { name: %s, description: posted invoice -> InvoiceRegistry.register }
                from: { rest: { method: POST, path: %s } }
                format: json
                idempotencyKey: invoiceNo
                orderingKey: supplier
                call:
                  chain: main
                  contract: invoice-registry
                  function: register(bytes32,address,uint256,uint64)
                  args:
                    invoiceId: $keccak256(invoiceNo)
                    supplier: $address('suppliers', supplier)
                    amount: $units(total, 2)
                    dueDate: $epochSeconds(dueDate)
                  sender: erp-ap
                errors:
                  InvoiceExists: { code: AP-409, message: already registered }
                """.formatted(name, path);
    }

    /** A policy that lets the key {@code erp-ap} register whatever a mapping asks for. */
    public static String policy() {
        return """
                apiVersion: enterprise-proxy/v1
                kind: Policy
                metadata: { name: erp }
                keys: [erp-ap]
                rules:
                  - name: register
                    chain: main
                    contract: invoice-registry
                    functions: ['register(bytes32,address,uint256,uint64)']
                """;
    }

    /** A posted invoice as the ERP sends it. */
    public static String invoice(String number, String total) {
        return "{\"invoiceNo\":\"" + number + "\",\"supplier\":\"100042\",\"total\":\"" + total
                + "\",\"dueDate\":\"2026-12-24\"}";
    }

    /** Address of the invoice registry. */
    public String contract() {
        return contract;
    }

    public String supplier() {
        return chain.accounts().get(5).address();
    }

    public String registrar() {
        return registrar.address();
    }

    public DevChain chain() {
        return chain;
    }

    /** How many invoices the contract holds. */
    public long registered() {
        byte[] selector = java.util.Arrays.copyOf(
                io.enterpriseproxy.chain.Keccak256.hash("count()".getBytes(StandardCharsets.US_ASCII)), 4);
        return new BigInteger(chain.call(contract, Hex.encode(selector)).substring(2), 16).longValueExact();
    }

    @Override
    public void close() {
        chain.close();
    }
}
