package io.enterpriseproxy.chain.abi;

import com.esaulpaugh.headlong.abi.Tuple;
import com.esaulpaugh.headlong.abi.TupleType;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** All inputs, or all outputs, of a function, an error or an event. */
record Parameters(TupleCodec codec, TupleType<Tuple> layout) {
    static Parameters of(TupleCodec codec) {
        return new Parameters(codec, TupleType.parse(codec.encodedAs()));
    }

    List<AbiParameter> list() {
        return codec.fields();
    }

    /** Each parameter's type in parentheses, as a signature has them. */
    String types() {
        return codec.type();
    }

    EncodeOutcome encode(byte[] selector, Map<String, ?> arguments) {
        Faults faults = new Faults();
        Tuple values = codec.read(arguments, Place.ROOT, faults);
        if (values == null || !faults.isEmpty()) {
            return new EncodeOutcome.Refused(faults.list());
        }
        ByteBuffer input = ByteBuffer.allocate(selector.length + layout.measureEncodedLength(values));
        input.put(selector);
        layout.encode(values, input);
        return new EncodeOutcome.Encoded(input.array());
    }

    /**
     * Reads what a contract encoded, from an index on. Bytes after it are left alone, as Solidity does.
     *
     * @throws IllegalArgumentException if the bytes are no encoding of these parameters
     */
    Map<String, Object> decode(byte[] data, int from) {
        try {
            Extent.check(codec, data, from);
            Tuple values = layout.decode(ByteBuffer.wrap(data, from, data.length - from).slice());
            return codec.show(values);
        } catch (RuntimeException fault) {
            // Headlong has several: underflow, bit limits, non-zero padding, offsets out of bounds.
            throw new IllegalArgumentException(
                    (data.length - from) + " bytes do not decode as " + types() + ": " + fault.getMessage(), fault);
        }
    }
}
