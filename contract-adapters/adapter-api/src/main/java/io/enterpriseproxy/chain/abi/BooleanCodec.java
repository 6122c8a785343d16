package io.enterpriseproxy.chain.abi;

import org.jspecify.annotations.Nullable;

/** bool: true or false and nothing that only looks like it. */
record BooleanCodec() implements ValueCodec {
    @Override
    public String type() {
        return "bool";
    }

    @Override
    public String encodedAs() {
        return "bool";
    }

    @Override
    public @Nullable Object read(@Nullable Object value, Place place, Faults faults) {
        if (value instanceof Boolean) {
            return value;
        }
        faults.add(place, value, "bool: true or false");
        return null;
    }

    @Override
    public Object show(Object decoded) {
        return decoded;
    }
}
