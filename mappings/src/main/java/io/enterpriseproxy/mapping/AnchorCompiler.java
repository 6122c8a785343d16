package io.enterpriseproxy.mapping;

import io.enterpriseproxy.mapping.document.Faults;
import io.enterpriseproxy.mapping.document.NearestName;
import io.enterpriseproxy.mapping.document.Node;
import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.Set;

/** The part under {@code anchor:}. */
final class AnchorCompiler {
    static final String ANCHOR = "anchor";
    static final Set<String> KEYS = Set.of("to", "record");

    private final Set<String> anchors;
    private final TemplateCompiler templates;
    private final Set<String> cloaks;
    private final Faults faults;

    /**
     * @param anchors names of the configuration
     * @param cloaks the fields that records may have in their cloaked form
     */
    AnchorCompiler(Set<String> anchors, TemplateCompiler templates, Set<String> cloaks, Faults faults) {
        this.anchors = anchors;
        this.templates = templates;
        this.cloaks = cloaks;
        this.faults = faults;
    }

    /** Empty if that added faults. */
    Optional<RecordMaker> compile(Node node) {
        int before = faults.count();
        Section section = Section.of(node, KEYS, faults);
        Optional<String> to = section.requireText("to");
        to.filter(name -> !anchors.contains(name)).ifPresent(name -> faults.add(
                section.find("to").orElseThrow().place(),
                "there is no anchor " + name + NearestName.hint(name, anchors)));
        @Nullable
        Template shape = section.find("record").map(record -> templates.arguments(record, cloaks)).orElse(null);
        return faults.count() > before ? Optional.empty() : Optional.of(new RecordMaker(to.orElseThrow(), shape));
    }
}
