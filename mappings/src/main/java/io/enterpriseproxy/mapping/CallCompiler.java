package io.enterpriseproxy.mapping;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.abi.AbiFunction;
import io.enterpriseproxy.chain.abi.AbiParameter;
import io.enterpriseproxy.mapping.document.Faults;
import io.enterpriseproxy.mapping.document.NearestName;
import io.enterpriseproxy.mapping.document.Node;
import io.enterpriseproxy.mapping.document.Place;
import io.enterpriseproxy.mapping.expression.Purpose;
import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The part under {@code call:}. */
final class CallCompiler {
    static final Set<String> KEYS = Set.of("chain", "contract", "function", "args", "value", "sender", "gas",
            "simulate", "confirmations", "feePayer", "feeRatio");
    static final Set<String> GAS_KEYS = Set.of("limit");

    private final MappingEnvironment environment;
    private final NamedContracts contracts;
    private final TemplateCompiler templates;
    private final Set<String> cloaks;
    private final Faults faults;

    /** @param cloaks the fields that arguments may have in their cloaked form */
    CallCompiler(MappingEnvironment environment, TemplateCompiler templates, Set<String> cloaks, Faults faults) {
        this.environment = environment;
        this.contracts = new NamedContracts(environment, faults);
        this.templates = templates;
        this.cloaks = cloaks;
        this.faults = faults;
    }

    /**
     * What is called, and with what.
     *
     * @param chain gives the name of one of its chains; null if there is one only
     * @param arguments by parameter name
     * @param value in wei; null if none is sent
     */
    record Call(CallDefinition definition, @Nullable Template chain, Map<String, Template> arguments,
            @Nullable Template value) {}

    /** Empty if that added faults. */
    Optional<Call> compile(Node node) {
        int before = faults.count();
        Section section = Section.of(node, KEYS, faults);
        ChainCompiler.Chains chains = new ChainCompiler(contracts, templates, faults).compile(section);
        Optional<ContractDefinition> contract = contracts.contract(section);
        Optional<Map<String, Address>> addresses = contract
                .flatMap(found -> contracts.addresses(section, found, chains.names()));
        Optional<AbiFunction> function = contract.flatMap(c -> function(section, c));
        Map<String, Template> arguments = arguments(section, function);
        @Nullable
        Template value = value(section, function);
        List<String> senders = senders(section, chains.names());
        GasLimit gas = gas(section);
        boolean simulate = section.flag("simulate").orElse(gas instanceof GasLimit.Auto);
        Confirmations confirmations = Confirmations.read(section, faults);
        GasPayer gasPayer = gasPayer(section, chains.names()).orElse(null);
        if (faults.count() > before) {
            return Optional.empty();
        }
        return Optional.of(new Call(new CallDefinition(addresses.orElseThrow(), contract.orElseThrow().name(),
                function.orElseThrow(), senders, gas, simulate, confirmations, gasPayer), chains.choice(), arguments,
                value));
    }

    private Optional<AbiFunction> function(Section section, ContractDefinition contract) {
        Optional<String> signature = section.requireText("function");
        if (signature.isEmpty()) {
            return Optional.empty();
        }
        Place place = section.find("function").orElseThrow().place();
        Optional<AbiFunction> function = contract.abi().function(signature.get());
        if (function.isEmpty()) {
            faults.add(place, unknownFunction(signature.get(), contract));
        } else if (function.get().readOnly()) {
            faults.add(place, "the function " + signature.get() + " only reads; expected one that changes state");
        }
        return function;
    }

    private static String unknownFunction(String signature, ContractDefinition contract) {
        String name = signature.contains("(") ? signature.substring(0, signature.indexOf('(')) : signature;
        List<String> overloads = contract.abi().signaturesOf(name.strip());
        if (!overloads.isEmpty()) {
            return "the contract " + contract.name() + " has no " + signature + "; it has "
                    + String.join(", ", overloads);
        }
        return "the contract " + contract.name() + " has no function " + name + NearestName.hint(name,
                contract.abi().functions().stream().filter(f -> !f.readOnly()).map(AbiFunction::name).distinct()
                        .toList());
    }

    private Map<String, Template> arguments(Section section, Optional<AbiFunction> function) {
        Optional<Node> node = section.find("args");
        Section args = Section.open(node.orElse(new Node.Mapping(section.place(), Map.of())), faults);
        function.ifPresent(f -> compare(f.inputs(), args.node(), "argument"));
        Map<String, Template> templates = new TreeMap<>();
        args.node().entries()
                .forEach((name, value) -> templates.put(name, this.templates.arguments(value, cloaks)));
        return templates;
    }

    private void compare(List<AbiParameter> parameters, Node.Mapping given, String what) {
        List<String> names = parameters.stream().map(AbiParameter::name).toList();
        for (AbiParameter parameter : parameters) {
            Optional<Node> value = given.get(parameter.name());
            if (value.isEmpty()) {
                faults.add(given.place(),
                        "the " + what + " " + parameter.name() + " (" + parameter.type() + ") is missing");
            } else {
                compareInside(parameter, value.get());
            }
        }
        given.entries().forEach((name, value) -> {
            if (!names.contains(name)) {
                faults.add(value.place(), "there is no " + what + " " + name + NearestName.hint(name, names));
            }
        });
    }

    /** Tuples that are written out in the file; what an expression makes is checked at each call. */
    private void compareInside(AbiParameter parameter, Node value) {
        if (!parameter.components().isEmpty()) {
            switch (value) {
                case Node.Mapping mapping -> compare(parameter.components(), mapping, "field");
                case Node.Sequence sequence -> sequence.items().forEach(item -> compareInside(parameter, item));
                case Node.Scalar scalar -> {
                }
            }
        }
    }

    private @Nullable Template value(Section section, Optional<AbiFunction> function) {
        Node node = section.find("value").orElse(null);
        if (node == null) {
            return null;
        }
        if (function.isPresent() && !function.get().payable()) {
            faults.add(node.place(), "the function " + function.get().signature() + " takes no value");
        }
        return templates.tree(node, Purpose.EXACT, TemplateCompiler.OF_EVENT);
    }

    private List<String> senders(Section section, List<String> chains) {
        List<String> senders = new ArrayList<>();
        section.require("sender").ifPresent(node -> {
            List<Node> nodes = node instanceof Node.Sequence sequence ? sequence.items() : List.of(node);
            for (Node sender : nodes) {
                contracts.known("key", Section.found(sender), environment.keyAliases(), sender.place());
                if (environment.accountAliases().contains(Section.found(sender))) {
                    withoutFeePayers(chains).forEach(chain -> faults.add(sender.place(), "the account "
                            + Section.found(sender) + " has keys of its own, which the chain " + chain
                            + " does not know; only chains with family: kaia do"));
                }
                senders.add(Section.found(sender));
            }
            if (senders.isEmpty() || senders.stream().distinct().count() < senders.size()) {
                faults.add(node.place(), "a pool is empty or names a key twice; expected at least one key");
            }
        });
        return senders;
    }

    private GasLimit gas(Section section) {
        return section.find("gas").flatMap(node -> Section.of(node, GAS_KEYS, faults).require("limit")).map(node -> {
            if (node instanceof Node.Scalar scalar && scalar.value() instanceof BigInteger gas
                    && gas.compareTo(BigInteger.valueOf(21_000)) >= 0 && gas.bitLength() < 63) {
                return new GasLimit.Fixed(gas.longValue());
            }
            if (!Section.found(node).equals("auto")) {
                faults.add(node.place(), "found " + Section.found(node) + "; expected auto or a number from 21000");
            }
            return new GasLimit.Auto();
        }).orElse(new GasLimit.Auto());
    }

    private Optional<GasPayer> gasPayer(Section section, List<String> chains) {
        Optional<Node> payer = section.find("feePayer");
        Optional<Node> ratio = section.find("feeRatio");
        payer.or(() -> ratio).ifPresent(node -> withoutFeePayers(chains)
                .forEach(chain -> faults.add(node.place(), "transactions of the chain " + chain
                        + " have no fee payer; only those of a chain with family: kaia do")));
        if (payer.isEmpty()) {
            ratio.ifPresent(node -> faults.add(node.place(), "feeRatio says what the feePayer pays; name one"));
            return Optional.empty();
        }
        String key = Section.found(payer.get());
        contracts.known("key", key, environment.keyAliases(), payer.get().place());
        return Optional.of(new GasPayer(key, ratio.map(this::percent).orElse(100)));
    }

    private Stream<String> withoutFeePayers(List<String> chains) {
        return chains.stream().filter(chain -> !environment.sponsoredChains().contains(chain));
    }

    /** Who paid when the mapping still fitted the configuration. */
    static Optional<GasPayer> uncheckedPayer(Node call) {
        return call instanceof Node.Mapping part
                ? part.get("feePayer").map(payer -> new GasPayer(Section.found(payer),
                        part.get("feeRatio").flatMap(CallCompiler::ratio).orElse(100)))
                : Optional.empty();
    }

    private static Optional<Integer> ratio(Node node) {
        return node instanceof Node.Scalar scalar && scalar.value() instanceof BigInteger percent
                && percent.signum() > 0 && percent.compareTo(BigInteger.valueOf(100)) < 0
                        ? Optional.of(percent.intValue())
                        : Optional.empty();
    }

    private int percent(Node node) {
        Optional<Integer> ratio = ratio(node);
        if (ratio.isPresent()) {
            return ratio.get();
        }
        faults.add(node.place(), "found " + Section.found(node)
                + "; expected the percentage that the fee payer pays, from 1 to 99; without it, it pays all");
        return 100;
    }
}
