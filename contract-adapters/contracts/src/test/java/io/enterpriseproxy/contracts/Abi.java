package io.enterpriseproxy.contracts;

import com.esaulpaugh.headlong.abi.Address;
import com.esaulpaugh.headlong.abi.Function;
import com.esaulpaugh.headlong.abi.Tuple;
import com.esaulpaugh.headlong.abi.TupleType;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Writes and reads call data in tests. */
final class Abi {
    private Abi() {}

    /** A function call or a custom error, such as {@code settle(bytes32,uint256)} with its arguments. */
    static String encode(String signature, Object... arguments) {
        return "0x" + HexFormat.of().formatHex(Function.parse(signature).encodeCallWithArgs(arguments).array());
    }

    /** Constructor arguments of these types, such as {@code (address)}. */
    static String arguments(String types, Object... arguments) {
        return "0x" + HexFormat.of().formatHex(TupleType.parse(types).encode(Tuple.from(arguments)).array());
    }

    static Tuple decode(String types, String hex) {
        return TupleType.parse(types).decode(HexFormat.of().parseHex(hex, 2, hex.length()));
    }

    static Tuple tuple(Object... values) {
        return Tuple.from(values);
    }

    static BigInteger number(String hex) {
        return decode("(uint256)", hex).get(0);
    }

    /** A business key as 32 bytes: its letters, then zeros. */
    static byte[] key(String text) {
        return Arrays.copyOf(text.getBytes(StandardCharsets.UTF_8), 32);
    }

    static Address address(DevAccount account) {
        return Address.wrap(Address.toChecksumAddress(account.address()));
    }

    static BigInteger uint(long value) {
        return BigInteger.valueOf(value);
    }
}
