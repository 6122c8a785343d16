package io.enterpriseproxy.chain.abi;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import io.enterpriseproxy.chain.Log;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An event that a contract emits.
 *
 * @param inputs all parameters, in the order of the declaration
 * @param indexed the names of those that are topics
 * @param data those that are not
 */
record AbiEvent(String name, TupleCodec inputs, List<String> indexed, Parameters data) {
    /** The first topic of its logs. */
    String topic() {
        return Hex.encode(Keccak256.hash((name + inputs.type()).getBytes(StandardCharsets.UTF_8)));
    }

    /** Events of the same name and types may still differ in what is indexed (ERC-20 and ERC-721 Transfer do). */
    boolean fits(Log log) {
        return log.topics().size() == indexed.size() + 1;
    }

    /** Empty if the log is not what the ABI declares; it stays readable in the receipt. */
    Optional<DecodedEvent> decode(Log log) {
        try {
            return Optional.of(new DecodedEvent(name, log.address(), log.index(), arguments(log)));
        } catch (IllegalArgumentException notThisEvent) {
            return Optional.empty();
        }
    }

    private Map<String, Object> arguments(Log log) {
        Map<String, Object> fromData = data.decode(Hex.decode(log.data()), 0);
        Map<String, Object> arguments = new LinkedHashMap<>();
        int topic = 1;
        for (int i = 0; i < inputs.codecs().size(); i++) {
            String parameter = inputs.fields().get(i).name();
            if (indexed.contains(parameter)) {
                arguments.put(parameter, topic(i, log.topics().get(topic)));
                topic++;
            } else {
                arguments.put(parameter, fromData.get(parameter));
            }
        }
        return arguments;
    }

    private Object topic(int index, String topic) {
        ValueCodec codec = inputs.codecs().get(index);
        if (codec.hashedWhenIndexed()) {
            return topic;
        }
        TupleCodec alone = new TupleCodec(List.of(inputs.fields().get(index)), List.of(codec));
        return Parameters.of(alone).decode(Hex.decode(topic), 0).values().iterator().next();
    }
}
