package io.enterpriseproxy.server.contractevents;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Log;
import io.enterpriseproxy.chain.abi.AbiEvent;
import io.enterpriseproxy.chain.abi.ContractAbi;
import io.enterpriseproxy.chain.abi.EncodeOutcome;
import io.enterpriseproxy.contracts.ContractArtifact;
import io.enterpriseproxy.contracts.DevAccount;
import io.enterpriseproxy.contracts.DevChain;
import io.enterpriseproxy.contracts.DevChainOptions;
import tools.jackson.databind.JsonNode;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A chain with one end of a bridge, and a token that goes over it. The first account is their admin, the second one the
 * enterprise's treasury, the third one the bridge's operator; the fourth one gets what moves.
 */
record BridgeEnd(DevChain chain, String bridge, String token) implements AutoCloseable {
    static final ContractArtifact BRIDGE = ContractArtifact.load(ContractArtifact.VALUE_BRIDGE);
    private static final ContractArtifact TOKEN = ContractArtifact.load(ContractArtifact.PAYMENT_TOKEN);
    private static final ContractAbi BRIDGE_ABI = ContractAbi.parse(BRIDGE.abi());
    private static final ContractAbi TOKEN_ABI = ContractAbi.parse(TOKEN.abi());

    static BridgeEnd on(DevChainOptions options) {
        DevChain chain = DevChain.start(options);
        String admin = "0x" + "0".repeat(24) + chain.accounts().getFirst().address().substring(2);
        BridgeEnd end = new BridgeEnd(chain, chain.deploy(BRIDGE, admin), chain.deploy(TOKEN, admin));
        end.act("grantRole(bytes32,address)",
                Map.of("role", end.read(BRIDGE_ABI, end.bridge, "OPERATOR_ROLE()", Map.of()), "account",
                        end.operator().address()));
        return end;
    }

    DevAccount treasury() {
        return chain.accounts().get(1);
    }

    DevAccount operator() {
        return chain.accounts().get(2);
    }

    String recipient() {
        return chain.accounts().get(3).address();
    }

    void knows(BridgeEnd other) {
        act("registerToken(address,address)", Map.of("token", token, "counterpart", other.token));
    }

    /** Something that the bridge's admin does. */
    void act(String function, Map<String, ?> arguments) {
        done(chain.send(chain.accounts().getFirst(), bridge, input(BRIDGE_ABI, function, arguments)));
    }

    void mint(String to, long amount) {
        done(chain.send(chain.accounts().getFirst(), token,
                input(TOKEN_ABI, "mint(address,uint256)", Map.of("to", to, "amount", amount))));
    }

    /** Lets the bridge take tokens of the treasury. */
    void allow(long amount) {
        done(chain.send(treasury(), token,
                input(TOKEN_ABI, "approve(address,uint256)", Map.of("spender", bridge, "value", amount))));
    }

    private static void done(JsonNode receipt) {
        assertThat(receipt.path("status").asString()).isEqualTo("0x1");
    }

    BigInteger coins(String address) {
        return number(chain.rpc("eth_getBalance", address, "latest"));
    }

    BigInteger tokens(String address) {
        return new BigInteger(read(TOKEN_ABI, token, "balanceOf(address)", Map.of("account", address)).toString());
    }

    BigInteger allTokens() {
        return new BigInteger(read(TOKEN_ABI, token, "totalSupply()", Map.of()).toString());
    }

    long transactionsOf(DevAccount account) {
        return number(chain.rpc("eth_getTransactionCount", account.address(), "latest")).longValueExact();
    }

    /** Of the chain's latest block, seconds since 1970. */
    long time() {
        return number(chain.rpc("eth_getBlockByNumber", "latest", false).path("timestamp")).longValueExact();
    }

    /** The arguments of all such events of the bridge, in the order of the chain. */
    List<Map<String, Object>> events(String name) {
        AbiEvent event = BRIDGE_ABI.event(name).orElseThrow();
        JsonNode logs = chain.rpc("eth_getLogs", Map.of("address", bridge, "fromBlock", "0x0", "toBlock", "latest",
                "topics", List.of(event.topic())));
        return logs.valueStream()
                .map(log -> event.arguments(new Log(Address.parse(bridge),
                        log.path("topics").valueStream().map(JsonNode::asString).toList(),
                        log.path("data").asString(), 0)))
                .toList();
    }

    private Object read(ContractAbi abi, String contract, String function, Map<String, ?> arguments) {
        return abi.function(function).orElseThrow()
                .decodeOutput(Hex.decode(chain.call(contract, input(abi, function, arguments)))).values().iterator()
                .next();
    }

    private static String input(ContractAbi abi, String function, Map<String, ?> arguments) {
        return switch (abi.function(function).orElseThrow().encode(arguments)) {
            case EncodeOutcome.Encoded encoded -> Hex.encode(encoded.input());
            case EncodeOutcome.Refused refused -> throw new IllegalArgumentException(refused.faults().toString());
        };
    }

    private static BigInteger number(JsonNode quantity) {
        return new BigInteger(quantity.asString().substring(2), 16);
    }

    @Override
    public void close() {
        chain.close();
    }
}
