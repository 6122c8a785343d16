package io.enterpriseproxy.chain.abi;

import io.enterpriseproxy.chain.Address;
import org.jspecify.annotations.Nullable;

import java.math.BigInteger;

/**
 * address. Headlong is told uint160, which is encoded the same way (ABI specification) and spares hashing every address
 * once more for headlong's own address type.
 */
record AddressCodec() implements ValueCodec {
    @Override
    public String type() {
        return "address";
    }

    @Override
    public String encodedAs() {
        return "uint160";
    }

    @Override
    public @Nullable Object read(@Nullable Object value, Place place, Faults faults) {
        try {
            if (value instanceof Address address) {
                return new BigInteger(1, address.bytes());
            }
            if (value instanceof String text) {
                return new BigInteger(1, Address.parse(text).bytes());
            }
            faults.add(place, value, "address: 0x and 40 hex digits");
        } catch (IllegalArgumentException fault) {
            faults.add(place, value, "address: 0x and 40 hex digits, if upper and lower case are mixed with the right "
                    + "EIP-55 checksum (" + fault.getMessage() + ")");
        }
        return null;
    }

    @Override
    public Object show(Object decoded) {
        byte[] word = new byte[20];
        byte[] bytes = ((BigInteger) decoded).toByteArray();
        int length = Math.min(bytes.length, 20);
        System.arraycopy(bytes, bytes.length - length, word, 20 - length, length);
        return Address.of(word).checksummed();
    }
}
