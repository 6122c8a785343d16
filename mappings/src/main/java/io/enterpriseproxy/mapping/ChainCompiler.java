package io.enterpriseproxy.mapping;

import io.enterpriseproxy.mapping.document.Faults;
import io.enterpriseproxy.mapping.document.NearestName;
import io.enterpriseproxy.mapping.document.Node;
import io.enterpriseproxy.mapping.expression.Purpose;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code call.chain}: one chain, or several that an expression chooses among, so that each can be checked beforehand. */
final class ChainCompiler {
    static final Set<String> KEYS = Set.of("choose", "among");

    private final NamedContracts contracts;
    private final TemplateCompiler templates;
    private final Faults faults;

    ChainCompiler(NamedContracts contracts, TemplateCompiler templates, Faults faults) {
        this.contracts = contracts;
        this.templates = templates;
        this.faults = faults;
    }

    /**
     * Where a call may go.
     *
     * @param names those that the configuration knows; empty only with faults
     * @param choice gives one of the names; null if there is no choice
     */
    record Chains(List<String> names, @Nullable Template choice) {}

    Chains compile(Section call) {
        Node node = call.require("chain").orElse(null);
        if (node == null) {
            return new Chains(List.of(), null);
        }
        if (!(node instanceof Node.Mapping)) {
            return new Chains(
                    call.requireText("chain").filter(name -> contracts.isChain(name, node.place())).stream().toList(),
                    null);
        }
        Section section = Section.of(node, KEYS, faults);
        Template choice = section.require("choose")
                .map(choose -> templates.tree(choose, Purpose.EXACT, TemplateCompiler.OF_EVENT)).orElse(null);
        return new Chains(section.require("among").map(this::among).orElse(List.of()), choice);
    }

    private List<String> among(Node node) {
        List<String> names = new ArrayList<>();
        List<Node> items = node instanceof Node.Sequence sequence ? sequence.items() : List.of(node);
        for (Node item : items) {
            String name = Section.found(item);
            if (contracts.isChain(name, item.place())) {
                names.add(name);
            }
        }
        if (items.size() < 2 || names.stream().distinct().count() < names.size()) {
            faults.add(node.place(), "found " + items.size() + " names, or one twice; expected two chains or more to"
                    + " choose among, or chain: NAME");
        }
        return names;
    }
}
