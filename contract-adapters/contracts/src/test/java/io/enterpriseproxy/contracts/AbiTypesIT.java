package io.enterpriseproxy.contracts;

import com.esaulpaugh.headlong.abi.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigInteger;

import static io.enterpriseproxy.contracts.Abi.key;
import static io.enterpriseproxy.contracts.Abi.tuple;
import static io.enterpriseproxy.contracts.Abi.uint;
import static org.assertj.core.api.Assertions.assertThat;

/** Values and refusals of every kind, through the contract that has them all. */
class AbiTypesIT {
    private static final BigInteger HIGHEST = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);
    private static final String ITEM = "(bytes32,uint256,string)";
    private static final String ORDER = "(uint64,address," + ITEM + "," + ITEM + "[],int64[2][],bool)";

    private static DevChain chain;
    private static Deployed contract;

    @BeforeAll
    static void startChain() {
        chain = DevChain.start();
        contract = Deployed.on(chain, ContractArtifact.TEST_CONTRACT);
    }

    @AfterAll
    static void stopChain() {
        chain.close();
    }

    @Test
    void integersKeepTheirValuesAtBothEnds() {
        returnsWhatItIsGiven("Signed", "(int8,int64,int128,int256)", -128, Long.MIN_VALUE,
                BigInteger.TWO.pow(127).negate(), BigInteger.TWO.pow(255).negate());
        returnsWhatItIsGiven("Unsigned", "(uint8,uint32,uint64,uint128,uint256)", 255, (1L << 32) - 1,
                BigInteger.TWO.pow(64).subtract(BigInteger.ONE), BigInteger.TWO.pow(128).subtract(BigInteger.ONE),
                HIGHEST);
    }

    @Test
    void elementaryValuesKeepTheirValues() {
        returnsWhatItIsGiven("Values", "(bool,address,bytes1,bytes4,bytes32,bytes,string)", true,
                Abi.address(chain.accounts().get(4)), new byte[]{1}, new byte[]{1, 2, 3, 4}, key("k"), new byte[77],
                "Grüße, 世界");
    }

    @Test
    void nestedArraysKeepTheirValues() {
        returnsWhatItIsGiven("Arrays", "(uint256[][],bytes32[3],string[],int64[2][])",
                new BigInteger[][]{{}, {uint(1), HIGHEST}}, new byte[][]{key("a"), key("b"), key("c")},
                new String[]{"", "x"}, new long[][]{{-1, 1}, {2, 3}});
    }

    @Test
    void nestedTuplesKeepTheirValues() {
        // Given
        Tuple item = tuple(key("steel"), uint(25), "KGM");
        Tuple order = tuple(uint(7), Abi.address(chain.accounts().get(4)), item, new Tuple[]{item, item},
                new long[][]{{-1, 1}}, true);
        // Then
        assertThat(contract.reads("(" + ORDER + ")", "echoOrder(" + ORDER + ")", order)).isEqualTo(tuple(order));
        // When
        String store = "storeOrders(" + ORDER + "," + ORDER + "[])";
        contract.accepts(store, order, new Tuple[]{order, order});
        // Then
        assertStored(store, Abi.encode(store, order, new Tuple[]{order, order}));
    }

    @Test
    void overloadedFunctionsAreDistinct() {
        assertThat(contract.reads("(uint256)", "echo(uint256)", uint(5))).isEqualTo(tuple(uint(5)));
        assertThat(contract.reads("(string)", "echo(string)", "five")).isEqualTo(tuple("five"));
    }

    @Test
    void everyKindOfRevertSaysWhy() {
        contract.refuses(
                Abi.encode("Refused(uint256,address,string)", uint(42), Abi.address(contract.sender()), "not today"),
                "failWithError(uint256,string)", uint(42), "not today");
        contract.refuses(Abi.encode("Error(string)", "closed"), "failWithReason(string)", "closed");
        contract.refuses("0x", "failSilently()");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x01, 0x11, 0x12, 0x32})
    void panicCarriesItsCode(int code) {
        contract.refuses(Abi.encode("Panic(uint256)", uint(code)), "failWithPanic(uint256)", uint(code));
    }

    @Test
    void keysAreCountedEachForItself() {
        // When
        contract.accepts("countUp(bytes32)", key("a"));
        contract.accepts("countUp(bytes32)", key("a"));
        contract.accepts("countUpOnce(bytes32)", key("b"));
        // Then
        contract.refuses(
                Abi.encode("Refused(uint256,address,string)", uint(409), Abi.address(contract.sender()),
                        "counted already"),
                "countUpOnce(bytes32)", key("b"));
        assertThat(contract.reads("(uint256)", "countOf(bytes32)", key("a"))).isEqualTo(tuple(uint(2)));
        assertThat(contract.reads("(uint256)", "countOf(bytes32)", key("b"))).isEqualTo(tuple(uint(1)));
    }

    @Test
    void gasRunsOutIfAskedTo() {
        // When
        String status = chain.send(contract.sender(), contract.address(),
                Abi.encode("burnGas(uint256)", uint(1_000_000))).required("status").stringValue();
        // Then
        assertThat(status).isEqualTo("0x0");
    }

    private static void returnsWhatItIsGiven(String kind, String types, Object... values) {
        assertThat(contract.reads(types, "echo" + kind + types, values)).isEqualTo(tuple(values));
        contract.accepts("store" + kind + types, values);
        assertStored("store" + kind + types, Abi.encode("store" + kind + types, values));
    }

    private static void assertStored(String signature, String input) {
        byte[] selector = Abi.decode("(bytes4)", input.substring(0, 10) + "0".repeat(56)).get(0);
        String hash = chain.rpc("web3_sha3", input).stringValue();
        assertThat(chain.call(contract.address(), Abi.encode("storedHashOf(bytes4)", selector))).as(signature)
                .isEqualTo(hash);
        assertThat(contract.reads("(uint256)", "storedCountOf(bytes4)", selector)).isEqualTo(tuple(uint(1)));
    }
}
