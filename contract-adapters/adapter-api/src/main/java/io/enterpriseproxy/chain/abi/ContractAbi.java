package io.enterpriseproxy.chain.abi;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Log;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a contract can be called with and what it answers, from the JSON of its compiler. All types are understood when
 * it is parsed; a call costs a walk over its arguments. Immutable and thread-safe.
 */
public final class ContractAbi {
    private final Map<String, AbiFunction> bySignature = new LinkedHashMap<>();
    private final List<AbiEvent> events;
    private final Map<String, List<AbiEvent>> eventsByTopic;
    private final RevertReasons revertReasons;
    private final Set<String> errorNames = new LinkedHashSet<>();
    private final Set<String> eventNames = new LinkedHashSet<>();

    private ContractAbi(AbiJson json) {
        json.functions.forEach(function -> bySignature.put(function.signature(), function));
        json.errors.forEach(error -> errorNames.add(error.name()));
        json.events.forEach(event -> eventNames.add(event.name()));
        events = List.copyOf(json.events);
        eventsByTopic = json.events.stream().collect(Collectors.groupingBy(AbiEvent::topic));
        revertReasons = new RevertReasons(json.errors);
    }

    /**
     * Reads an ABI.
     *
     * @param json the JSON array of the ABI, or an object that has it under {@code abi}, as the artifacts of Foundry and
     *            Hardhat do
     * @throws IllegalArgumentException naming all faults, each with its place
     */
    public static ContractAbi parse(String json) {
        return new ContractAbi(new AbiJson(json));
    }

    /** In the order of the JSON. */
    public List<AbiFunction> functions() {
        return List.copyOf(bySignature.values());
    }

    /**
     * Finds a function.
     *
     * @param signature canonical, white space aside: {@code register(bytes32,(address,uint64)[])}; or the name alone if
     *            there is only one function of it
     * @return empty if there is none, or if the name alone could mean several ({@link #signaturesOf} names them)
     */
    public Optional<AbiFunction> function(String signature) {
        String canonical = signature.replaceAll("\\s", "");
        AbiFunction function = bySignature.get(canonical);
        if (function != null) {
            return Optional.of(function);
        }
        List<String> overloads = signaturesOf(canonical);
        return overloads.size() == 1 ? Optional.ofNullable(bySignature.get(overloads.getFirst())) : Optional.empty();
    }

    /** The function that call data calls; empty if it is none of these. */
    public Optional<AbiFunction> calledBy(byte[] input) {
        return bySignature.values().stream().filter(function -> function.isCalledBy(input)).findFirst();
    }

    /** The signatures of all functions of this name. */
    public List<String> signaturesOf(String name) {
        return bySignature.values()
                .stream()
                .filter(function -> function.name().equals(name))
                .map(AbiFunction::signature)
                .toList();
    }

    /** The contract's own errors. */
    public Set<String> errorNames() {
        return Set.copyOf(errorNames);
    }

    /** The events that {@link #events} can decode; anonymous ones are not among them. */
    public Set<String> eventNames() {
        return Set.copyOf(eventNames);
    }

    /**
     * Finds an event; anonymous ones are not among them.
     *
     * @param signature canonical, white space aside: {@code Transfer(address,address,uint256)}; or the name alone if there is
     *            only one event of it
     * @return empty if there is none, or if the name alone could mean several ({@link #eventSignaturesOf} names them)
     */
    public Optional<AbiEvent> event(String signature) {
        String canonical = signature.replaceAll("\\s", "");
        Optional<AbiEvent> exact = events.stream().filter(event -> event.signature().equals(canonical)).findFirst();
        List<AbiEvent> named = events.stream().filter(event -> event.name().equals(canonical)).toList();
        return exact.or(() -> named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty());
    }

    /** The signatures of all events of this name. */
    public List<String> eventSignaturesOf(String name) {
        return events.stream().filter(event -> event.name().equals(name)).map(AbiEvent::signature).toList();
    }

    /** Says why the contract refused. Never throws: what cannot be read is {@code Unknown}. */
    public RevertReason revertReason(byte[] data) {
        return revertReasons.read(data);
    }

    /** The events among the logs that this contract emitted and the ABI knows, in order; others are left out. */
    public List<DecodedEvent> events(List<Log> logs, Address contract) {
        List<DecodedEvent> decoded = new ArrayList<>();
        for (Log log : logs) {
            if (log.address().equals(contract) && !log.topics().isEmpty()) {
                event(log).ifPresent(decoded::add);
            }
        }
        return decoded;
    }

    private Optional<DecodedEvent> event(Log log) {
        return eventsByTopic.getOrDefault(log.topics().getFirst(), List.of())
                .stream()
                .filter(event -> event.fits(log))
                .map(event -> event.decode(log))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
