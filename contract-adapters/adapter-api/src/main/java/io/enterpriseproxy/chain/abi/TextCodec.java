package io.enterpriseproxy.chain.abi;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/** string: UTF-8 text. */
record TextCodec() implements ValueCodec {
    @Override
    public String type() {
        return "string";
    }

    @Override
    public String encodedAs() {
        return "string";
    }

    @Override
    public boolean hashedWhenIndexed() {
        return true;
    }

    @Override
    public boolean dynamic() {
        return true;
    }

    @Override
    public @Nullable Object read(@Nullable Object value, Place place, Faults faults) {
        if (!(value instanceof String text)) {
            faults.add(place, value, "string: a text");
            return null;
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            faults.add(place, value, "string: a text without half surrogate pairs, which UTF-8 cannot hold");
            return null;
        }
        return text;
    }

    @Override
    public Object show(Object decoded) {
        return decoded;
    }
}
