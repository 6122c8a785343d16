package io.enterpriseproxy.bench.byhand;

import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.crypto.Hash;
import tools.jackson.databind.json.JsonMapper;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Makes a contract call of a document. */
interface ContractSender {
    /** As much per gas as the price never exceeds here. */
    BigInteger GAS_PRICE = BigInteger.valueOf(10_000_000_000L);
    BigInteger GAS_LIMIT = BigInteger.valueOf(100_000);

    /** Sends the call; returns when the variant thinks that it is done. */
    void send(String document) throws Exception;

    /** The call's input. */
    static String input(String document) {
        String number = JsonMapper.shared().readTree(document).required("no").stringValue();
        byte[] key = Hash.sha3(number.getBytes(StandardCharsets.UTF_8));
        return FunctionEncoder.encode(new Function("tally", List.of(new Bytes32(key)), List.of()));
    }
}
