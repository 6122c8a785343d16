package io.enterpriseproxy.server.privacy;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import io.enterpriseproxy.chain.abi.AbiFunction;
import io.enterpriseproxy.chain.abi.ContractAbi;
import io.enterpriseproxy.chain.abi.EncodeOutcome;
import io.enterpriseproxy.contracts.ContractArtifact;
import io.enterpriseproxy.contracts.DevAccount;
import io.enterpriseproxy.contracts.DevChain;
import io.enterpriseproxy.signer.keystore.KeystoreFiles;
import io.enterpriseproxy.signer.keystore.ScryptCost;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A dev chain with a register of suppliers, the files by which a server knows it, and a mapping that cloaks. */
final class SupplierChain implements AutoCloseable {
    /** A key of 32 bytes. */
    static final String CLOAK_KEY = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    private static final ContractArtifact REGISTRY = ContractArtifact.load(ContractArtifact.SUPPLIER_REGISTRY);
    private static final ContractAbi ABI = ContractAbi.parse(REGISTRY.abi());
    private static final String PASSPHRASE = "correct horse";

    private final DevChain chain = DevChain.start();
    private final String contract;

    SupplierChain(Path directory) {
        DevAccount registrar = chain.accounts().get(1);
        contract = chain.deploy(REGISTRY, "0x" + "0".repeat(24) + registrar.address().substring(2));
        chain.startMining(Duration.ofSeconds(1));
        try {
            Files.writeString(directory.resolve("supplier-registry.json"), REGISTRY.abi());
            Files.writeString(directory.resolve("erp-md.pass"), PASSPHRASE);
            Files.writeString(directory.resolve("privacy.key"), CLOAK_KEY);
            KeystoreFiles.create(directory.resolve("erp-md.json"), Hex.decode(registrar.privateKey()),
                    PASSPHRASE.toCharArray(), ScryptCost.LIGHT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String config() {
        return """
                  chains:
                    main: { family: evm, id: 31337, nodes: [ { url: '%s' } ], poll-interval: 100ms }
                  contracts:
                    supplier-registry: { abi: supplier-registry.json, addresses: { main: '%s' } }
                  keys:
                    erp-md: { keystore: erp-md.json, passphrase: '${file:erp-md.pass}' }
                  cloak-keys:
                    privacy-2026: { secret: '${file:privacy.key}' }
                """.formatted(chain.url(), contract);
    }

    static String mapping(String name, String writeBack) {
        return """
                apiVersion: enterprise-proxy/v1
                kind: Mapping
                metadata: { name: %s }
                from: { rest: { method: POST, path: /erp/%s } }
                idempotencyKey: changeNo
                cloak:
                  taxNumber: { saltedHash: supplier.taxNo }
                  iban: { encrypted: supplier.iban, key: privacy-2026 }
                subject: supplier.id
                sensitive: [supplier.taxNo, supplier.iban, supplier.name]
                call:
                  chain: main
                  contract: supplier-registry
                  function: enrol(bytes32,bytes32,bytes)
                  args:
                    supplierId: $keccak256(supplier.id)
                    taxNumber: $cloak('taxNumber')
                    bankAccount: $cloak('iban')
                  sender: erp-md
                %s
                """.formatted(name, name, writeBack);
    }

    static String supplier(String changeNo, String id, String taxNo, String iban) {
        return "{\"changeNo\":\"%s\",\"supplier\":{\"id\":\"%s\",\"name\":\"Ada Example-%s\",\"taxNo\":\"%s\",\"iban\":\"%s\"}}"
                .formatted(changeNo, id, id, taxNo, iban);
    }

    /** What the contract itself says of a tax number. */
    boolean hasTaxNumber(String supplier, String salt, String taxNumber) {
        Map<String, Object> output = read("hasTaxNumber(bytes32,bytes32,string)",
                Map.of("supplierId", keccak(supplier), "salt", salt, "taxNumber", taxNumber));
        return (Boolean) output.values().iterator().next();
    }

    /** A supplier as the contract has it. */
    Map<?, ?> supplierOf(String supplier) {
        return (Map<?, ?>) read("supplierOf(bytes32)", Map.of("supplierId", keccak(supplier))).values().iterator()
                .next();
    }

    private static String keccak(String text) {
        return Hex.encode(
                Keccak256.hash(text.getBytes(StandardCharsets.UTF_8)));
    }

    private Map<String, Object> read(String function, Map<String, ?> arguments) {
        AbiFunction known = ABI.function(function).orElseThrow();
        EncodeOutcome.Encoded call = (EncodeOutcome.Encoded) known.encode(arguments);
        return known.decodeOutput(Hex.decode(chain.call(contract, Hex.encode(call.input()))));
    }

    @Override
    public void close() {
        chain.close();
    }
}
