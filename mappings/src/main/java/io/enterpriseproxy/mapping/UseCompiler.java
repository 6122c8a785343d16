package io.enterpriseproxy.mapping;

import io.enterpriseproxy.mapping.document.Faults;
import io.enterpriseproxy.mapping.document.Node;
import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.Set;

/** What a mapping does with its events: under {@code call:} or {@code anchor:}, or under {@code from.contract}. */
final class UseCompiler {
    /** Keys of mappings whose events come to them. */
    private static final Set<String> OF_SUBMITTED = Set.of("format", "schema", "idempotencyKey", PrivacyCompiler.CLOAK,
            PrivacyCompiler.SUBJECT, PrivacyCompiler.SENSITIVE, "call", AnchorCompiler.ANCHOR, "errors");

    private final MappingEnvironment environment;
    private final TemplateCompiler templates;
    private final Faults faults;

    UseCompiler(MappingEnvironment environment, TemplateCompiler templates, Faults faults) {
        this.environment = environment;
        this.templates = templates;
        this.faults = faults;
    }

    /**
     * Empty if that added faults.
     *
     * @param cloaks the fields that calls and records may have in their cloaked form
     */
    Optional<? extends EventUse> submitted(Section mapping, Set<String> cloaks) {
        Optional<Node> anchor = mapping.find(AnchorCompiler.ANCHOR);
        if (anchor.isEmpty()) {
            return mapping.require("call")
                    .flatMap(node -> new CallCompiler(environment, templates, cloaks, faults).compile(node))
                    .map(CallMaker::new);
        }
        mapping.find("call").ifPresent(node -> faults.add(node.place(), "found a call beside anchor; expected one of"
                + " the two: the anchor's own mapping makes the call"));
        return new AnchorCompiler(environment.anchors(), templates, cloaks, faults).compile(anchor.get());
    }

    /**
     * Of events that the mapping reads off a chain; empty without such a source, which has added faults.
     *
     * @param when null: all that the source's filter lets through
     */
    Optional<ContractEvents> contractEvents(Section mapping, Optional<SourceDefinition> from, EventKeys keys,
            @Nullable Template when) {
        OF_SUBMITTED.forEach(key -> mapping.find(key).ifPresent(found -> faults.add(found.place(),
                "found " + key + " in a mapping of a contract's events, which only tells of them; expected none")));
        return from.map(SourceDefinition::settings).filter(ContractSource.class::isInstance)
                .map(ContractSource.class::cast)
                .map(source -> new ContractEvents(source, keys, when, environment.limits().expressions()));
    }
}
