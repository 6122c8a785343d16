package io.enterpriseproxy.demo.chain;

import com.esaulpaugh.headlong.abi.Address;
import com.esaulpaugh.headlong.abi.Function;
import com.esaulpaugh.headlong.abi.Tuple;
import com.esaulpaugh.headlong.abi.TupleType;

import java.util.HexFormat;

/** Call data of the sample contracts, written and read by another library call than the proxy's own, on purpose. */
final class Abi {
    private static final HexFormat HEX = HexFormat.of();

    private Abi() {}

    /** A function such as {@code grantRole(bytes32,address)} with its arguments, 0x-hex. */
    static String call(String signature, Object... arguments) {
        return "0x" + HEX.formatHex(Function.parse(signature).encodeCallWithArgs(arguments).array());
    }

    /** Constructor arguments of types such as {@code (address)}, 0x-hex. */
    static String arguments(String types, Object... arguments) {
        return "0x" + HEX.formatHex(TupleType.parse(types).encode(Tuple.from(arguments)).array());
    }

    /** What a function returned, by types such as {@code (uint256)}. */
    static Tuple read(String types, String hex) {
        return TupleType.parse(types).decode(HEX.parseHex(hex, 2, hex.length()));
    }

    static Address address(io.enterpriseproxy.chain.Address address) {
        return Address.wrap(address.checksummed());
    }

    static io.enterpriseproxy.chain.Address ofAddress(Address address) {
        return io.enterpriseproxy.chain.Address.parse(address.toString());
    }
}
