package io.enterpriseproxy.chain.abi;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** ABIs for tests. */
final class TestAbi {
    private TestAbi() {}

    /** A function that returns what it takes; its parameters are named a, b, c … */
    static AbiFunction function(String name, String... types) {
        StringBuilder parameters = new StringBuilder();
        for (int i = 0; i < types.length; i++) {
            parameters.append(i == 0 ? "" : ",")
                    .append("{\"name\":\"%c\",\"type\":\"%s\"}".formatted('a' + i, types[i]));
        }
        return ContractAbi.parse("""
                [{"type":"function","name":"%s","inputs":[%s],"outputs":[%s],"stateMutability":"nonpayable"}]"""
                .formatted(name, parameters, parameters)).functions().getFirst();
    }

    /** order(uint256 id, address buyer, (bytes32 sku, uint32 quantity)[] lines). */
    static AbiFunction order() {
        return ContractAbi.parse("""
                [{"type":"function","name":"order","stateMutability":"payable","inputs":[
                   {"name":"id","type":"uint256"},{"name":"buyer","type":"address"},
                   {"name":"lines","type":"tuple[]","components":[
                     {"name":"sku","type":"bytes32"},{"name":"quantity","type":"uint32"}]}]}]""")
                .functions()
                .getFirst();
    }

    static byte[] encoded(AbiFunction function, Map<String, ?> arguments) {
        EncodeOutcome outcome = function.encode(arguments);
        assertThat(outcome).isInstanceOf(EncodeOutcome.Encoded.class);
        return ((EncodeOutcome.Encoded) outcome).input();
    }
}
