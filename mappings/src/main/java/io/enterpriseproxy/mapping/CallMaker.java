package io.enterpriseproxy.mapping;

import io.enterpriseproxy.chain.abi.ArgumentFault;
import io.enterpriseproxy.chain.abi.EncodeOutcome;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.connector.SourceEvent;
import io.enterpriseproxy.mapping.event.JsonText;
import io.enterpriseproxy.mapping.expression.Budget;
import io.enterpriseproxy.mapping.expression.ExpressionLimits;
import io.enterpriseproxy.mapping.privacy.CloakSource;
import io.enterpriseproxy.mapping.privacy.PersonalData;
import io.enterpriseproxy.mapping.privacy.SensitivePaths;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Makes the call that an event asks for. */
final class CallMaker implements EventUse {
    private static final String ARGS = "call.args";
    private static final int WEI_BITS = 256;

    private final EventKeys keys;
    private final PersonalDataMaker privacy;
    private final CallCompiler.Call call;
    private final ExpressionLimits limits;

    CallMaker(EventKeys keys, PersonalDataMaker privacy, CallCompiler.Call call, ExpressionLimits limits) {
        this.keys = keys;
        this.privacy = privacy;
        this.call = call;
        this.limits = limits;
    }

    @Override
    public CallMaker fixed() {
        return new CallMaker(keys, privacy.with(CloakSource.FIXED), call, limits);
    }

    @Override
    public SensitivePaths sensitive() {
        return privacy.sensitive();
    }

    @Override
    public boolean namesSubjects() {
        return privacy.subject() != null;
    }

    @Override
    public @Nullable String subject(@Nullable Object event, Map<String, String> metadata) {
        return privacy.subject(new Template.Input(event, Map.of("source", metadata), new Budget(limits)),
                new ArrayList<>());
    }

    @Override
    public Optional<CallDefinition> call() {
        return Optional.of(call.definition());
    }

    @Override
    public Optional<ContractEvents> contractEvents() {
        return Optional.empty();
    }

    @Override
    public MapOutcome make(@Nullable Object event, SourceEvent source) {
        return switch (makeOpenly(event, source)) {
            case MapOutcome.Mapped mapped -> mapped;
            case MapOutcome.Refused refused ->
                new MapOutcome.Refused(privacy.sensitive().of(event).problem(refused.problem()));
        };
    }

    /** A problem of it quotes what is wrong, whoever may see that. */
    private MapOutcome makeOpenly(@Nullable Object event, SourceEvent source) {
        Template.Input input = new Template.Input(event, Map.of("source", source.metadata()), new Budget(limits));
        List<Problem> problems = new ArrayList<>();
        String key = keys.idempotencyKey(input, source, problems);
        String orderingKey = keys.orderingKey(input, source, problems);
        PersonalData personal = privacy.make(input, problems);
        Map<String, @Nullable Object> arguments = arguments(PersonalDataMaker.withCloaks(input, personal), problems);
        BigInteger value = value(input, problems);
        String chain = chain(input, problems);
        if (!problems.isEmpty()) {
            return new MapOutcome.Refused(together(problems));
        }
        CallDefinition definition = call.definition();
        return switch (definition.function().encode(arguments)) {
            case EncodeOutcome.Refused refused ->
                new MapOutcome.Refused(
                        together(refused.faults().stream().map(fault -> problem(fault, arguments)).toList()));
            case EncodeOutcome.Encoded encoded -> {
                String canonical = JsonText.canonical(event);
                yield new MapOutcome.Mapped(new MappedCall(key, canonical, sha256(canonical), orderingKey,
                        chain, definition.contract(), Objects.requireNonNull(definition.addresses().get(chain)),
                        definition.function().signature(),
                        ArgumentsJson.write(definition.function().inputs(), arguments), encoded.input(), value,
                        definition.senders(), definition.gas(), definition.simulate(), definition.confirmations(),
                        personal));
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

    /** The first, telling of the others: the answer to an event has one problem. */
    private static Problem together(List<Problem> problems) {
        Problem first = problems.getFirst();
        if (problems.size() == 1) {
            return first;
        }
        StringBuilder detail = new StringBuilder(first.detail()).append(" (and ").append(problems.size() - 1)
                .append(" more:");
        problems.stream().skip(1).forEach(p -> detail.append(' ').append(p.place()).append(": ").append(p.detail())
                .append(p.found() == null ? "" : ", found " + p.found())
                .append(p.expected() == null ? "" : ", expected " + p.expected()).append(';'));
        detail.setCharAt(detail.length() - 1, ')');
        return new Problem(first.code(), detail.toString(), first.place(), first.found(), first.expected());
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
