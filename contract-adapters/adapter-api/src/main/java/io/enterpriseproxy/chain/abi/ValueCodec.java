package io.enterpriseproxy.chain.abi;

import org.jspecify.annotations.Nullable;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Between a value as mappings and JSON know it and the value that headlong encodes. One per type, made once when the ABI
 * is parsed. {@code show(read(x)) = x} up to the form of x.
 */
sealed interface ValueCodec
        permits IntegerCodec, BooleanCodec, AddressCodec, BytesCodec, TextCodec, ArrayCodec, TupleCodec {
    /** The type in the form of signatures. */
    String type();

    /** A type of the same encoding, as headlong is told it. */
    String encodedAs();

    /** Whether an indexed event parameter of it holds a hash instead of the value (ABI specification). */
    default boolean hashedWhenIndexed() {
        return false;
    }

    /** Whether its place holds an offset, and the value stands there. */
    default boolean dynamic() {
        return false;
    }

    /** How many words it fills where it stands if it is not dynamic. */
    default long words() {
        return 1;
    }

    /**
     * Checks the value exactly.
     *
     * @return what headlong encodes; null, with at least one fault added, if the type does not take the value
     */
    @Nullable
    Object read(@Nullable Object value, Place place, Faults faults);

    /**
     * The form of {@link AbiFunction#decodeOutput}.
     *
     * @throws IllegalArgumentException if the value is outside of the type
     */
    Object show(Object decoded);

    /**
     * The codec of a type in the JSON's words, where a struct is {@code tuple}.
     *
     * @param components of the struct; null if there is none
     * @throws IllegalArgumentException saying what is wrong with the type
     */
    static ValueCodec of(String type, @Nullable TupleCodec components) {
        if (type.endsWith("]")) {
            int open = type.lastIndexOf('[');
            String length = open < 0 ? "?" : type.substring(open + 1, type.length() - 1);
            if (!length.matches("|[1-9][0-9]{0,6}")) {
                throw unknown(type);
            }
            ValueCodec element = of(type.substring(0, open), components);
            return new ArrayCodec(element, length.isEmpty() ? ArrayCodec.ANY_LENGTH : Integer.parseInt(length));
        }
        return switch (type) {
            case "bool" -> new BooleanCodec();
            case "address" -> new AddressCodec();
            case "string" -> new TextCodec();
            case "bytes" -> new BytesCodec(type, BytesCodec.ANY_LENGTH);
            case "function" -> new BytesCodec(type, 24);
            case "tuple" -> {
                if (components == null) {
                    throw new IllegalArgumentException("a tuple needs components");
                }
                yield components;
            }
            default -> sized(type);
        };
    }

    private static ValueCodec sized(String type) {
        Matcher matcher = Sized.PATTERN.matcher(type);
        if (!matcher.matches()) {
            throw unknown(type);
        }
        int size = Integer.parseInt(matcher.group(2));
        boolean bytes = matcher.group(1).equals("bytes");
        if (bytes ? size > 32 : size > 256 || size % 8 != 0) {
            throw unknown(type);
        }
        return bytes ? new BytesCodec(type, size) : IntegerCodec.of(type, matcher.group(1).equals("int"), size);
    }

    private static IllegalArgumentException unknown(String type) {
        return new IllegalArgumentException("the type \"" + type + "\" is not one that this proxy encodes; expected is "
                + "one of uint8 … uint256, int8 … int256, bool, address, bytes1 … bytes32, bytes, string, function, "
                + "tuple, or an array of these such as uint256[] or bytes32[2]");
    }

    /** Types whose name ends with their size. */
    final class Sized {
        private static final Pattern PATTERN = Pattern.compile("(uint|int|bytes)([1-9][0-9]{0,2})");

        private Sized() {}
    }
}
