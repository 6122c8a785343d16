package io.enterpriseproxy.demo.gas;

import tools.jackson.databind.JsonNode;

import java.math.BigInteger;
import java.util.Locale;

/**
 * Who paid for a transaction, as the chain says.
 *
 * @param mapping of its call
 * @param hash of the transaction
 * @param type such as TxTypeFeeDelegatedSmartContractExecution
 * @param sender 0x and 40 lower-case digits
 * @param feePayer the same; empty if the sender paid all
 * @param percent what of the fee the fee payer paid
 * @param fee in kei
 */
record GasPayment(String mapping, String hash, String type, String sender, String feePayer, int percent,
        BigInteger fee) {

    /** @param receipt the answer of kaia_getTransactionReceipt */
    static GasPayment of(String mapping, JsonNode receipt) {
        String feePayer = receipt.path("feePayer").asString("").toLowerCase(Locale.ROOT);
        return new GasPayment(mapping, receipt.required("transactionHash").stringValue(),
                receipt.required("type").stringValue(), receipt.required("from").stringValue().toLowerCase(Locale.ROOT),
                feePayer,
                feePayer.isEmpty() ? 0 : receipt.path("feeRatio").asInt(100),
                quantity(receipt.required("gasUsed")).multiply(quantity(receipt.required("effectiveGasPrice"))));
    }

    private static BigInteger quantity(JsonNode text) {
        return new BigInteger(text.stringValue().substring(2), 16);
    }

    BigInteger byFeePayer() {
        return fee.multiply(BigInteger.valueOf(percent)).divide(BigInteger.valueOf(100));
    }

    BigInteger bySender() {
        return fee.subtract(byFeePayer());
    }

    /** What it takes off an account. */
    BigInteger by(String address) {
        return (address.equals(sender) ? bySender() : BigInteger.ZERO)
                .add(address.equals(feePayer) ? byFeePayer() : BigInteger.ZERO);
    }

    /** The type that follows from who pays. */
    static String expectedType(int percent) {
        return switch (percent) {
            case 0 -> "TxTypeEthereumDynamicFee";
            case 100 -> "TxTypeFeeDelegatedSmartContractExecution";
            default -> "TxTypeFeeDelegatedSmartContractExecutionWithRatio";
        };
    }

    /** What the proxy says of it is as the chain says. */
    boolean isAsToldBy(JsonNode call) {
        String told = call.path("transaction").path("feePayer").path("address").asString("");
        JsonNode paid = call.path("receipt").path("paid");
        return told.equalsIgnoreCase(feePayer) && (feePayer.isEmpty()
                ? paid.isMissingNode()
                : paid.path("sender").asString("").equals(bySender().toString())
                        && paid.path("feePayer").asString("").equals(byFeePayer().toString()));
    }
}
