package io.enterpriseproxy.chain.abi;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import io.enterpriseproxy.chain.Log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An event that a contract emits.
 *
 * @param topic the first topic of its logs: the hash of its signature
 * @param names of all parameters, in the order of the declaration
 * @param topics the indexed parameters, a word each
 * @param data the others
 */
record AbiEvent(String name, String topic, List<String> names, Parameters topics, Parameters data) {
    /**
     * Sorts the parameters into topics and data.
     *
     * @param indexed the names of those that are topics
     * @throws IllegalArgumentException if there are more types than the codec takes
     */
    static AbiEvent of(String name, TupleCodec inputs, Set<String> indexed) {
        List<AbiParameter> topicFields = new ArrayList<>();
        List<ValueCodec> topicCodecs = new ArrayList<>();
        List<AbiParameter> dataFields = new ArrayList<>();
        List<ValueCodec> dataCodecs = new ArrayList<>();
        for (int i = 0; i < inputs.fields().size(); i++) {
            AbiParameter field = inputs.fields().get(i);
            ValueCodec codec = inputs.codecs().get(i);
            if (indexed.contains(field.name())) {
                topicFields.add(field);
                topicCodecs.add(codec.hashedWhenIndexed() ? new BytesCodec("bytes32", 32) : codec);
            } else {
                dataFields.add(field);
                dataCodecs.add(codec);
            }
        }
        String topic = Hex.encode(Keccak256.hash((name + inputs.type()).getBytes(StandardCharsets.UTF_8)));
        return new AbiEvent(name, topic, inputs.fields().stream().map(AbiParameter::name).toList(),
                Parameters.of(new TupleCodec(topicFields, topicCodecs)),
                Parameters.of(new TupleCodec(dataFields, dataCodecs)));
    }

    /** Events of the same name and types may still differ in what is indexed (ERC-20 and ERC-721 Transfer do). */
    boolean fits(Log log) {
        return log.topics().size() == topics.list().size() + 1;
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
        StringBuilder words = new StringBuilder("0x");
        log.topics().stream().skip(1).forEach(word -> words.append(word, 2, word.length()));
        Map<String, Object> values = new HashMap<>(topics.decode(Hex.decode(words.toString()), 0));
        values.putAll(data.decode(Hex.decode(log.data()), 0));
        Map<String, Object> inOrder = new LinkedHashMap<>();
        names.forEach(parameter -> inOrder.put(parameter, values.get(parameter)));
        return inOrder;
    }
}
