package io.enterpriseproxy.mapping;

import io.enterpriseproxy.chain.abi.ArgumentFault;
import io.enterpriseproxy.chain.abi.EncodeOutcome;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Makes the call that an event asks for. */
record CallMaker(CallCompiler.Call call) implements EventUse {
    private static final String ARGS = "call.args";
    private static final int WEI_BITS = 256;

    @Override
    public MapOutcome make(EventMaker.Known known, Template.Input input, List<Problem> problems) {
        Map<String, @Nullable Object> arguments = arguments(input, problems);
        BigInteger value = value(input, problems);
        String chain = chain(input, problems);
        if (!problems.isEmpty()) {
            return new MapOutcome.Refused(EventMaker.together(problems));
        }
        CallDefinition definition = call.definition();
        return switch (definition.function().encode(arguments)) {
            case EncodeOutcome.Refused refused -> new MapOutcome.Refused(EventMaker
                    .together(refused.faults().stream().map(fault -> problem(fault, arguments)).toList()));
            case EncodeOutcome.Encoded encoded -> {
                String canonical = known.canonical();
                yield new MapOutcome.Mapped(new MappedCall(known.idempotencyKey(), canonical,
                        EventMaker.sha256(canonical), known.orderingKey(), chain, definition.contract(),
                        Objects.requireNonNull(definition.addresses().get(chain)), definition.function().signature(),
                        ArgumentsJson.write(definition.function().inputs(), arguments), encoded.input(), value,
                        definition.senders(), definition.gas(), definition.simulate(), definition.confirmations(),
                        known.personal()));
            }
        };
    }

    private Map<String, @Nullable Object> arguments(Template.Input input, List<Problem> problems) {
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        call.arguments().forEach((name, template) -> arguments.put(name, template.fill(input, problems)));
        return arguments;
    }

    /** Empty, or a chain that the call does not go to, only with a problem. */
    private String chain(Template.Input input, List<Problem> problems) {
        Set<String> chains = call.definition().addresses().keySet();
        if (call.chain() == null) {
            return chains.iterator().next();
        }
        int before = problems.size();
        Object chosen = call.chain().fill(input, problems);
        if (chosen instanceof String name && chains.contains(name)) {
            return name;
        }
        if (problems.size() == before) {
            problems.add(new Problem(ProblemCode.EXPRESSION_FAILED, "the expression chooses no chain of its list",
                    "call.chain.choose", chosen == null ? "nothing" : String.valueOf(chosen),
                    "one of " + String.join(", ", new TreeSet<>(chains))));
        }
        return "";
    }

    private BigInteger value(Template.Input input, List<Problem> problems) {
        if (call.value() == null) {
            return BigInteger.ZERO;
        }
        int before = problems.size();
        Object value = call.value().fill(input, problems);
        if (problems.size() > before) {
            return BigInteger.ZERO;
        }
        BigDecimal wei = switch (value) {
            case BigInteger whole -> new BigDecimal(whole);
            case BigDecimal decimal -> decimal;
            case null, default -> BigDecimal.ONE.negate();
        };
        if (wei.signum() < 0 || wei.stripTrailingZeros().scale() > 0 || wei.toBigInteger().bitLength() > WEI_BITS) {
            problems.add(new Problem(ProblemCode.INVALID_ARGUMENT, "the value cannot be sent", "call.value",
                    String.valueOf(value), "a whole number of wei from 0 to 2^256-1"));
            return BigInteger.ZERO;
        }
        return wei.toBigIntegerExact();
    }

    private Problem problem(ArgumentFault fault, Map<String, @Nullable Object> arguments) {
        String detail = arguments.get(fault.argument()) == null
                && call.arguments().get(fault.argument()) instanceof Template.Computed computed
                        ? "the expression " + computed.expression() + " gives nothing: is the field in the event?"
                        : "the contract does not take this argument";
        return new Problem(ProblemCode.INVALID_ARGUMENT, detail,
                ARGS + "." + fault.argument(), fault.found(), fault.expected());
    }
}
