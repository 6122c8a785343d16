package io.enterpriseproxy.signer.remote;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Fee.DynamicFee;
import io.enterpriseproxy.chain.Fee.LegacyFee;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.SigningRequest;
import io.enterpriseproxy.chain.UnsignedTransaction;
import io.enterpriseproxy.signer.StoreSignature;
import tools.jackson.databind.JsonNode;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code eth_signTransaction}: answers the signed transaction, as it is or under {@code raw}. */
final class EthSignTransaction implements SigningService {
    private final JsonRpc rpc;

    EthSignTransaction(JsonRpc rpc) {
        this.rpc = rpc;
    }

    @Override
    public Set<Address> addresses() {
        return rpc.accounts();
    }

    @Override
    public StoreSignature sign(Address address, SigningRequest request) {
        JsonNode signed = rpc.call("eth_signTransaction", List.of(fields(address, request.transaction())));
        return Signatures.ofTransaction((signed.isObject() ? signed.path("raw") : signed).asString(""));
    }

    private static Map<String, String> fields(Address address, UnsignedTransaction transaction) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("from", address.lowerCase());
        Address to = transaction.to();
        if (to != null) {
            fields.put("to", to.lowerCase());
        }
        fields.put("nonce", quantity(BigInteger.valueOf(transaction.nonce())));
        fields.put("gas", quantity(BigInteger.valueOf(transaction.gasLimit())));
        fields.put("value", quantity(transaction.value()));
        fields.put("data", Hex.encode(transaction.input()));
        fields.put("chainId", quantity(BigInteger.valueOf(transaction.chainId())));
        switch (transaction.fee()) {
            case DynamicFee fee -> {
                fields.put("maxFeePerGas", quantity(fee.maxFeePerGas()));
                fields.put("maxPriorityFeePerGas", quantity(fee.maxPriorityFeePerGas()));
            }
            case LegacyFee fee -> fields.put("gasPrice", quantity(fee.gasPrice()));
        }
        return fields;
    }

    private static String quantity(BigInteger number) {
        return "0x" + number.toString(16);
    }
}
