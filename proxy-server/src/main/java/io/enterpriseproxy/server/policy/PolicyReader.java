package io.enterpriseproxy.server.policy;

import io.enterpriseproxy.chain.abi.AbiFunction;
import io.enterpriseproxy.chain.abi.ContractAbi;
import io.enterpriseproxy.mapping.document.DocumentException;
import io.enterpriseproxy.mapping.document.Fault;
import io.enterpriseproxy.mapping.document.Faults;
import io.enterpriseproxy.mapping.document.Node;
import io.enterpriseproxy.mapping.document.RecordBinder;
import io.enterpriseproxy.mapping.document.References;
import io.enterpriseproxy.mapping.document.YamlDocument;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads the text of a policy and checks that what it names is there: a misspelt name would allow nothing, silently. */
public final class PolicyReader {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    private final Set<String> keys;
    private final Set<String> chains;
    private final Function<String, Optional<ContractAbi>> contracts;

    /**
     * @param keys the aliases of the configuration
     * @param chains their names; may be a view that grows
     * @param contracts the ABI of a contract of the configuration
     */
    public PolicyReader(Set<String> keys, Set<String> chains, Function<String, Optional<ContractAbi>> contracts) {
        this.keys = Set.copyOf(keys);
        this.chains = chains;
        this.contracts = contracts;
    }

    /**
     * A text that is sound.
     *
     * @param text as it was given
     */
    public record Sound(String text, PolicyDocument document) {}

    /** The chains that policies may name at this moment. */
    Set<String> chains() {
        return Set.copyOf(chains);
    }

    /** Reads a text; empty if that added faults. */
    public Optional<Sound> read(String text, String fileName, Faults faults) {
        int before = faults.count();
        Optional<PolicyDocument> document = bind(text, fileName, faults);
        document.ifPresent(found -> checkNames(found, fileName, faults));
        return document.filter(found -> faults.count() == before).map(found -> new Sound(text, found));
    }

    private static Optional<PolicyDocument> bind(String text, String fileName, Faults faults) {
        try {
            Node root = YamlDocument.parse(text, fileName);
            Optional<PolicyDocument> document = new RecordBinder(Path.of(""), References.NONE).bind(root,
                    PolicyDocument.class, faults);
            document.ifPresent(KeyPolicy::new);
            return document;
        } catch (DocumentException e) {
            faults.addAll(e.faults());
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            faults.add(new Fault(fileName, 1, "rules", String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private void checkNames(PolicyDocument document, String fileName, Faults faults) {
        if (!NAME.matcher(document.metadata().name()).matches()) {
            faults.add(new Fault(fileName, 1, "metadata.name", "found " + document.metadata().name()
                    + "; expected letters, digits, . _ and -, beginning with a letter or digit"));
        }
        document.keys().stream().filter(key -> !keys.contains(key)).forEach(key -> faults.add(new Fault(fileName, 1,
                "keys", "found " + key + ", which is no key of the configuration")));
        for (int i = 0; i < document.rules().size(); i++) {
            PolicyDocument.Rule rule = document.rules().get(i);
            String place = "rules[" + i + "]";
            if (!chains.contains(rule.chain())) {
                faults.add(new Fault(fileName, 1, place + ".chain",
                        "found " + rule.chain()
                                + ", which is no chain of the configuration (policies that are published"
                                + " by the API may also name a registered one)"));
            }
            contracts.apply(rule.contract()).ifPresentOrElse(
                    abi -> checkFunctions(rule, abi, fileName, place, faults),
                    () -> faults.add(new Fault(fileName, 1, place + ".contract",
                            "found " + rule.contract() + ", which is no contract of the configuration")));
        }
    }

    private static void checkFunctions(PolicyDocument.Rule rule, ContractAbi abi, String fileName, String place,
            Faults faults) {
        List<String> known = abi.functions().stream().map(AbiFunction::signature).toList();
        rule.functions().stream().filter(function -> !known.contains(function)).forEach(function -> faults.add(
                new Fault(fileName, 1, place + ".functions", "found " + function
                        + ", which is no function of the contract " + rule.contract() + "; expected of "
                        + String.join(", ", known))));
    }
}
