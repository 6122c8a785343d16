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

/** An event that a contract emits. Immutable and thread-safe. */
public final class AbiEvent {
    private final String name;
    private final String signature;
    private final String topic;
    private final List<String> names;
    /** The indexed parameters as they are declared, in order. */
    private final Map<String, ValueCodec> indexed;
    /** The same, a word each. */
    private final Parameters topics;
    private final Parameters data;

    private AbiEvent(String name, TupleCodec inputs, Map<String, ValueCodec> indexed, Parameters topics,
            Parameters data) {
        this.name = name;
        this.signature = name + inputs.type();
        this.topic = Hex.encode(Keccak256.hash(signature.getBytes(StandardCharsets.UTF_8)));
        this.names = inputs.fields().stream().map(AbiParameter::name).toList();
        this.indexed = indexed;
        this.topics = topics;
        this.data = data;
    }

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
        Map<String, ValueCodec> declared = new LinkedHashMap<>();
        for (int i = 0; i < inputs.fields().size(); i++) {
            AbiParameter field = inputs.fields().get(i);
            ValueCodec codec = inputs.codecs().get(i);
            if (indexed.contains(field.name())) {
                declared.put(field.name(), codec);
                topicFields.add(field);
                topicCodecs.add(codec.hashedWhenIndexed() ? new BytesCodec("bytes32", 32) : codec);
            } else {
                dataFields.add(field);
                dataCodecs.add(codec);
            }
        }
        return new AbiEvent(name, inputs, declared, Parameters.of(new TupleCodec(topicFields, topicCodecs)),
                Parameters.of(new TupleCodec(dataFields, dataCodecs)));
    }

    /** Without its parameters. */
    public String name() {
        return name;
    }

    /** Canonical: {@code Transfer(address,address,uint256)}. */
    public String signature() {
        return signature;
    }

    /** The first topic of its logs: the hash of its signature, 0x-hex. */
    public String topic() {
        return topic;
    }

    /** The names of its indexed parameters, in the order of the topics behind the first. */
    public List<String> indexed() {
        return List.copyOf(indexed.keySet());
    }

    /** A topic, or why there is none. */
    public sealed interface TopicOutcome {
        /** 0x-hex of 32 bytes. */
        record Topic(String word) implements TopicOutcome {}

        /** At least one fault. */
        record Refused(List<ArgumentFault> faults) implements TopicOutcome {}
    }

    /**
     * The topic that logs have whose indexed parameter has this value: of a text or bytes their hash.
     *
     * @param parameter one of {@link #indexed()}
     * @param value in a form that {@link AbiFunction#encode} takes
     */
    public TopicOutcome topicOf(String parameter, Object value) {
        ValueCodec codec = indexed.get(parameter);
        if (codec == null) {
            throw new IllegalArgumentException(signature + " has no indexed parameter " + parameter);
        }
        Faults faults = new Faults();
        Place place = Place.ROOT.field(parameter);
        if (!codec.hashedWhenIndexed()) {
            return switch (Parameters.of(new TupleCodec(List.of(new AbiParameter(parameter, codec.type(), List.of())),
                    List.of(codec))).encode(new byte[0], Map.of(parameter, value))) {
                case EncodeOutcome.Encoded encoded -> new TopicOutcome.Topic(Hex.encode(encoded.input()));
                case EncodeOutcome.Refused refused -> new TopicOutcome.Refused(refused.faults());
            };
        }
        byte[] hashed = switch (codec) {
            case TextCodec text when text.read(value, place, faults) instanceof String read ->
                read.getBytes(StandardCharsets.UTF_8);
            case BytesCodec bytes when bytes.read(value, place, faults) instanceof byte[] read -> read;
            case TextCodec text -> null;
            case BytesCodec bytes -> null;
            default -> {
                faults.add(place, value, "nothing: of an indexed " + codec.type()
                        + " the chain keeps only a hash, which is not computed here");
                yield null;
            }
        };
        return hashed == null
                ? new TopicOutcome.Refused(faults.list())
                : new TopicOutcome.Topic(Hex.encode(Keccak256.hash(hashed)));
    }

    /** Events of the same name and types may still differ in what is indexed (ERC-20 and ERC-721 Transfer do). */
    boolean fits(Log log) {
        return log.topics().size() == topics.list().size() + 1;
    }

    /** Empty if the log is not what the ABI declares; it stays readable in the receipt. */
    Optional<DecodedEvent> decode(Log log) {
        try {
            return Optional.of(new DecodedEvent(name, log.address(), log.index(), values(log)));
        } catch (IllegalArgumentException notThisEvent) {
            return Optional.empty();
        }
    }

    /**
     * The arguments of a log of this event by name, in the order of the declaration and in the form of
     * {@link AbiFunction#decodeOutput}. Of an indexed value of a dynamic type the chain keeps only the hash: it is an object
     * with the field {@code hash}, so that nobody takes it for the value.
     *
     * @throws IllegalArgumentException if the log is not what the ABI declares, saying why
     */
    public Map<String, Object> arguments(Log log) {
        if (log.topics().isEmpty() || !log.topics().getFirst().equalsIgnoreCase(topic) || !fits(log)) {
            throw new IllegalArgumentException("a log of " + signature + " has " + (topics.list().size() + 1)
                    + " topics, of which the first is " + topic + "; found " + log.topics());
        }
        Map<String, Object> arguments = values(log);
        indexed.forEach((parameter, codec) -> {
            if (codec.hashedWhenIndexed()) {
                arguments.computeIfPresent(parameter, (key, hash) -> Map.of("hash", hash));
            }
        });
        return arguments;
    }

    private Map<String, Object> values(Log log) {
        StringBuilder words = new StringBuilder("0x");
        log.topics().stream().skip(1).forEach(word -> words.append(word, 2, word.length()));
        Map<String, Object> values = new HashMap<>(topics.decode(Hex.decode(words.toString()), 0));
        values.putAll(data.decode(Hex.decode(log.data()), 0));
        Map<String, Object> inOrder = new LinkedHashMap<>();
        names.forEach(parameter -> inOrder.put(parameter, values.get(parameter)));
        return inOrder;
    }

    @Override
    public String toString() {
        return signature;
    }
}
