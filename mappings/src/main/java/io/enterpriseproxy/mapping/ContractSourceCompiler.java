package io.enterpriseproxy.mapping;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.LogFilter;
import io.enterpriseproxy.chain.abi.AbiEvent;
import io.enterpriseproxy.mapping.document.Faults;
import io.enterpriseproxy.mapping.document.NearestName;
import io.enterpriseproxy.mapping.document.Node;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The part under {@code from.contract:}. */
final class ContractSourceCompiler {
    static final String EARLIEST = "earliest";
    static final String LATEST = "latest";
    static final Set<String> KEYS = Set.of("chain", "contract", "event", "filter", "when", "fromBlock",
            "confirmations");

    private final NamedContracts contracts;
    private final Faults faults;

    ContractSourceCompiler(MappingEnvironment environment, Faults faults) {
        this.contracts = new NamedContracts(environment, faults);
        this.faults = faults;
    }

    /** What is under {@code contract:} of this source; empty if it is of another kind. */
    static Optional<Node> in(Node from) {
        return from instanceof Node.Mapping kinds && kinds.entries().size() == 1
                ? kinds.get(ContractSource.KIND)
                : Optional.empty();
    }

    /** Empty if that added faults. */
    Optional<ContractSource> compile(Node node) {
        int before = faults.count();
        Section section = Section.of(node, KEYS, faults);
        Optional<String> chain = contracts.chain(section);
        Optional<ContractDefinition> contract = contracts.contract(section);
        Optional<Address> address = contract.flatMap(found -> chain.flatMap(name -> contracts
                .addresses(section, found, List.of(name)).map(addresses -> addresses.get(name))));
        Optional<AbiEvent> event = contract.flatMap(known -> event(section, known));
        List<Set<String>> topics = event.map(known -> topics(section, known)).orElse(List.of());
        Optional<Long> fromBlock = fromBlock(section);
        Confirmations confirmations = Confirmations.read(section, faults);
        if (faults.count() > before) {
            return Optional.empty();
        }
        return Optional.of(new ContractSource(chain.orElseThrow(), contract.orElseThrow().name(), event.orElseThrow(),
                new LogFilter(Set.of(address.orElseThrow()), topics), fromBlock.orElse(null), confirmations));
    }

    private Optional<AbiEvent> event(Section section, ContractDefinition contract) {
        Optional<String> signature = section.requireText("event");
        Optional<AbiEvent> event = signature.flatMap(contract.abi()::event);
        if (signature.isPresent() && event.isEmpty()) {
            faults.add(section.find("event").orElseThrow().place(), unknownEvent(signature.get(), contract));
        }
        return event;
    }

    private static String unknownEvent(String signature, ContractDefinition contract) {
        String name = signature.contains("(") ? signature.substring(0, signature.indexOf('(')) : signature;
        List<String> overloads = contract.abi().eventSignaturesOf(name.strip());
        return overloads.isEmpty()
                ? "the contract " + contract.name() + " has no event " + name.strip()
                        + NearestName.hint(name.strip(), contract.abi().eventNames())
                        + "; an anonymous event cannot be told from others"
                : "the contract " + contract.name() + " has no event " + signature + "; it has "
                        + String.join(", ", overloads);
    }

    /** The event's own topic, then those of its indexed parameters. */
    private List<Set<String>> topics(Section section, AbiEvent event) {
        Map<String, Set<String>> wanted = new LinkedHashMap<>();
        event.indexed().forEach(parameter -> wanted.put(parameter, new LinkedHashSet<>()));
        section.find("filter").ifPresent(node -> Section.open(node, faults).node().entries().forEach((name, value) -> {
            Set<String> topics = wanted.get(name);
            if (topics == null) {
                faults.add(value.place(), "the event " + event.signature() + " has no indexed parameter " + name
                        + NearestName.hint(name, event.indexed()) + "; what is not indexed is chosen by when");
                return;
            }
            List<Node> values = value instanceof Node.Sequence sequence ? sequence.items() : List.of(value);
            if (values.isEmpty()) {
                faults.add(value.place(), "names no value; expected at least one");
            }
            values.forEach(one -> topic(event, name, one).ifPresent(topics::add));
        }));
        List<Set<String>> topics = new ArrayList<>(List.of(Set.of(event.topic())));
        topics.addAll(wanted.values());
        return topics;
    }

    private Optional<String> topic(AbiEvent event, String parameter, Node node) {
        if (!(node instanceof Node.Scalar scalar) || scalar.value() == null) {
            faults.add(node.place(), "found " + node.kind() + "; expected a value, or a list of values");
            return Optional.empty();
        }
        return switch (event.topicOf(parameter, scalar.value())) {
            case AbiEvent.TopicOutcome.Topic topic -> Optional.of(topic.word());
            case AbiEvent.TopicOutcome.Refused refused -> {
                refused.faults().forEach(fault -> faults.add(node.place(),
                        "found " + fault.found() + "; expected " + fault.expected()));
                yield Optional.empty();
            }
        };
    }

    private Optional<Long> fromBlock(Section section) {
        return section.find("fromBlock").flatMap(node -> {
            if (node instanceof Node.Scalar scalar && scalar.value() instanceof BigInteger number
                    && number.signum() >= 0 && number.bitLength() < Long.SIZE) {
                return Optional.of(number.longValueExact());
            }
            String found = Section.found(node);
            if (found.equals(EARLIEST)) {
                return Optional.of(0L);
            }
            if (!found.equals(LATEST)) {
                faults.add(node.place(), "found " + found + "; expected the number of a block, earliest or latest");
            }
            return Optional.empty();
        });
    }
}
