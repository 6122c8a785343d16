package io.enterpriseproxy.chain.abi;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the JSON of an ABI (Solidity documentation, "Contract ABI Specification", JSON). */
final class AbiJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    final List<AbiFunction> functions = new ArrayList<>();
    final List<AbiError> errors = new ArrayList<>();
    final List<AbiEvent> events = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    /** @throws IllegalArgumentException with all faults, a line each */
    AbiJson(String json) {
        JsonNode entries = entries(json);
        for (int i = 0; i < entries.size(); i++) {
            JsonNode entry = entries.get(i);
            try {
                read(entry, "[" + i + "]");
            } catch (Fault fault) {
                faults.add(fault.getMessage());
            }
        }
        refuseDoubles();
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("the ABI cannot be used: " + String.join("\n", faults)
                    + "\nTake the ABI again from the output of the compiler.");
        }
    }

    private static JsonNode entries(String json) {
        JsonNode root;
        try {
            root = MAPPER.readTree(json);
        } catch (JacksonException fault) {
            String place = fault.getLocation() == null
                    ? ""
                    : " at line " + fault.getLocation().getLineNr() + ", column " + fault.getLocation().getColumnNr();
            throw new IllegalArgumentException(
                    "the ABI is not JSON" + place + ": " + fault.getOriginalMessage(), fault);
        }
        JsonNode entries = root.isObject() ? root.path("abi") : root;
        if (!entries.isArray()) {
            throw new IllegalArgumentException("the ABI is neither a JSON array of functions, events and errors nor an "
                    + "object with such an array under \"abi\"; take it from the output of the compiler (solc --abi, "
                    + "or an artifact of Foundry or Hardhat)");
        }
        return entries;
    }

    private void read(JsonNode entry, String place) throws Fault {
        switch (entry.path("type").asString("function")) {
            case "function" -> functions.add(new AbiFunction(name(entry, place), mutability(entry, place),
                    parameters(entry, "inputs", place, "arg"), parameters(entry, "outputs", place, "")));
            case "error" -> errors.add(new AbiError(name(entry, place), parameters(entry, "inputs", place, "")));
            case "event" -> event(entry, place);
            case "constructor", "receive", "fallback" -> {
                // Nothing that can be called by name.
            }
            default -> throw new Fault(place + ".type: expected is function, event, error, constructor, receive or "
                    + "fallback");
        }
    }

    private static String name(JsonNode entry, String place) throws Fault {
        String name = entry.path("name").asString("");
        if (!name.matches("[A-Za-z_$][A-Za-z0-9_$]*")) {
            throw new Fault(place + ".name: expected is a name of letters, digits, _ and $");
        }
        return name;
    }

    private static String mutability(JsonNode entry, String place) throws Fault {
        String mutability = entry.path("stateMutability").asString("");
        return switch (mutability) {
            case "pure", "view", "nonpayable", "payable" -> mutability;
            // Compilers before 0.4.16 said it in two fields.
            case "" -> entry.path("constant").asBoolean(false)
                    ? "view"
                    : entry.path("payable").asBoolean(false) ? "payable" : "nonpayable";
            default -> throw new Fault(place + ".stateMutability: expected is pure, view, nonpayable or payable");
        };
    }

    private void event(JsonNode entry, String place) throws Fault {
        TupleCodec inputs = tuple(entry, "inputs", place, "");
        if (entry.path("anonymous").asBoolean(false)) {
            return; // Its logs carry no signature: nothing tells them apart.
        }
        Set<String> indexed = new HashSet<>();
        for (int i = 0; i < inputs.fields().size(); i++) {
            if (entry.path("inputs").path(i).path("indexed").asBoolean(false)) {
                indexed.add(inputs.fields().get(i).name());
            }
        }
        try {
            events.add(AbiEvent.of(name(entry, place), inputs, indexed));
        } catch (IllegalArgumentException fault) {
            throw new Fault(place + ".inputs: " + fault.getMessage());
        }
    }

    private static Parameters parameters(JsonNode entry, String key, String place, String unnamed) throws Fault {
        return parameters(tuple(entry, key, place, unnamed), place + "." + key);
    }

    private static Parameters parameters(TupleCodec tuple, String place) throws Fault {
        try {
            return Parameters.of(tuple);
        } catch (IllegalArgumentException fault) {
            throw new Fault(place + ": " + fault.getMessage());
        }
    }

    private static TupleCodec tuple(JsonNode entry, String key, String place, String unnamed) throws Fault {
        JsonNode list = entry.path(key);
        if (!list.isArray() && !list.isMissingNode()) {
            throw new Fault(place + "." + key + ": expected is a list of parameters");
        }
        List<AbiParameter> fields = new ArrayList<>();
        List<ValueCodec> codecs = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            JsonNode parameter = list.get(i);
            String where = place + "." + key + "[" + i + "]";
            TupleCodec components = parameter.has("components") ? tuple(parameter, "components", where, "") : null;
            String given = parameter.path("name").asString("");
            String name = given.isEmpty() ? unnamed + i : given;
            if (!names.add(name)) {
                throw new Fault(where + ".name: \"" + name + "\" is there twice");
            }
            ValueCodec codec = codec(parameter.path("type").asString(""), components, where);
            codecs.add(codec);
            fields.add(new AbiParameter(name, codec.type(), components == null ? List.of() : components.fields()));
        }
        return new TupleCodec(List.copyOf(fields), List.copyOf(codecs));
    }

    private static ValueCodec codec(String type, @Nullable TupleCodec components, String where) throws Fault {
        if (components != null && components.codecs().isEmpty()) {
            throw new Fault(where + ".components: a tuple without fields");
        }
        try {
            return ValueCodec.of(type, components);
        } catch (IllegalArgumentException fault) {
            throw new Fault(where + ".type: " + fault.getMessage());
        }
    }

    private void refuseDoubles() {
        Set<String> signatures = new HashSet<>();
        for (AbiFunction function : functions) {
            if (!signatures.add(function.signature())) {
                faults.add("the function " + function.signature() + " is there twice");
            }
        }
    }

    /** One entry's fault, so that reading goes on with the next. */
    private static final class Fault extends Exception {
        private static final long serialVersionUID = 1L;

        Fault(String message) {
            super(message, null, false, false);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}
