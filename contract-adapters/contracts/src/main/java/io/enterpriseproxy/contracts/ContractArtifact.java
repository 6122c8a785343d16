package io.enterpriseproxy.contracts;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * A compiled contract, as {@code node build.mjs} wrote it from {@code src/main/solidity}.
 *
 * @param name name of the contract
 * @param abi its ABI as JSON text, an array
 * @param bytecode what a deployment sends before the encoded constructor arguments, 0x-hex
 * @param deployedBytecode what then stands at its address, 0x-hex
 * @param compiler the compiler's version and settings
 * @param sourceSha256 SHA-256 of its source file, hex
 */
public record ContractArtifact(String name, String abi, String bytecode, String deployedBytecode, String compiler,
        String sourceSha256) {
    /** Register of supplier invoices. */
    public static final String INVOICE_REGISTRY = "InvoiceRegistry";

    /** Register of goods receipts and shipments. */
    public static final String LOGISTICS_REGISTRY = "LogisticsRegistry";

    /** ERC-20 token whose payments carry a reference. */
    public static final String PAYMENT_TOKEN = "PaymentToken";

    /** Material master data. */
    public static final String MATERIAL_MASTER = "MaterialMaster";

    /** Register of suppliers that holds no personal data. */
    public static final String SUPPLIER_REGISTRY = "SupplierRegistry";

    /** Questions of contracts that the enterprise answers. */
    public static final String RATE_DESK = "RateDesk";

    /** Roots of records, and blocks of other chains. */
    public static final String ANCHORS = "Anchors";

    /** One end of a bridge between two chains. */
    public static final String VALUE_BRIDGE = "ValueBridge";

    /** Every ABI type and every way to fail. */
    public static final String TEST_CONTRACT = "TestContract";

    /**
     * Reads an artifact from the class path, where it is {@code contracts/<name>.json}.
     *
     * @throws IllegalArgumentException if there is none of this name, or it is not an artifact
     */
    public static ContractArtifact load(String name) {
        String resource = "/contracts/" + name + ".json";
        try (InputStream in = ContractArtifact.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("There is no contract artifact " + resource + " on the class path.");
            }
            JsonNode json = JsonMapper.shared().readTree(in);
            return new ContractArtifact(text(json, "contractName"), json.required("abi").toString(),
                    text(json, "bytecode"), text(json, "deployedBytecode"), text(json, "compiler"),
                    text(json, "sourceSha256"));
        } catch (JacksonException e) {
            throw new IllegalArgumentException(resource + " on the class path is not a contract artifact.", e);
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " on the class path cannot be read.", e);
        }
    }

    private static String text(JsonNode json, String field) {
        return json.required(field).stringValue();
    }
}
