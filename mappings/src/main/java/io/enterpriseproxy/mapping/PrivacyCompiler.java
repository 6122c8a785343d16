package io.enterpriseproxy.mapping;

import io.enterpriseproxy.mapping.document.Faults;
import io.enterpriseproxy.mapping.document.NearestName;
import io.enterpriseproxy.mapping.document.Node;
import io.enterpriseproxy.mapping.expression.Purpose;
import io.enterpriseproxy.mapping.privacy.CloakKind;
import io.enterpriseproxy.mapping.privacy.CloakSource;
import io.enterpriseproxy.mapping.privacy.SensitivePaths;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The keys {@code cloak:}, {@code subject:} and {@code sensitive:}. */
final class PrivacyCompiler {
    static final String CLOAK = "cloak";
    static final String SUBJECT = "subject";
    static final String SENSITIVE = "sensitive";
    static final Set<String> CLOAK_KEYS = Set.of("saltedHash", "encrypted", "key");

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

    private final CloakSource source;
    private final TemplateCompiler templates;
    private final Faults faults;

    PrivacyCompiler(CloakSource source, TemplateCompiler templates, Faults faults) {
        this.source = source;
        this.templates = templates;
        this.faults = faults;
    }

    PersonalDataMaker compile(Section section) {
        Map<String, PersonalDataMaker.Field> fields = new TreeMap<>();
        section.find(CLOAK).ifPresent(node -> Section.open(node, faults).node().entries()
                .forEach((name, field) -> fields.put(name, field(name, field))));
        return new PersonalDataMaker(fields, subject(section), sensitive(section, faults), source);
    }

    /** One with a fault is known too, so that arguments that name it have none because of it. */
    private PersonalDataMaker.Field field(String name, Node node) {
        if (!NAME.matcher(name).matches()) {
            faults.add(node.place(), "found the name " + name + "; expected letters, digits, _ - (at most 64)");
        }
        Section field = Section.of(node, CLOAK_KEYS, faults);
        Optional<Node> hashed = field.find("saltedHash");
        Optional<Node> encrypted = field.find("encrypted");
        if (hashed.isPresent() == encrypted.isPresent()) {
            faults.add(node.place(), "expected either saltedHash or encrypted, and the expression of the value");
            return new PersonalDataMaker.Field(CloakKind.SALTED_HASH, new Template.Literal(null), "");
        }
        Template value = expression(hashed.or(() -> encrypted).orElseThrow());
        if (hashed.isPresent()) {
            field.find("key").ifPresent(key -> faults.add(key.place(), "a salted hash has no key"));
            return new PersonalDataMaker.Field(CloakKind.SALTED_HASH, value, "");
        }
        Optional<String> key = field.requireText("key");
        key.filter(wanted -> !source.keys().contains(wanted)).ifPresent(unknown -> faults.add(
                field.find("key").orElseThrow().place(),
                "there is no cloak key " + unknown + NearestName.hint(unknown, source.keys())));
        return new PersonalDataMaker.Field(CloakKind.ENCRYPTED, value, key.orElse(""));
    }

    private @Nullable Template subject(Section section) {
        return section.find(SUBJECT).map(this::expression).orElse(null);
    }

    private Template expression(Node node) {
        if (!(node instanceof Node.Scalar scalar && scalar.value() instanceof String)) {
            faults.add(node.place(), "found " + node.kind() + "; expected an expression over the event");
        }
        return templates.tree(node, Purpose.EXACT, TemplateCompiler.OF_EVENT);
    }

    /** What people do not see, whether or not the rest of the file is of use. */
    static SensitivePaths sensitive(Section section, Faults faults) {
        List<String> paths = new ArrayList<>();
        for (Node node : section.list(SENSITIVE)) {
            String path = Section.found(node);
            if (node instanceof Node.Scalar && SensitivePaths.isPath(path)) {
                paths.add(path);
            } else {
                faults.add(node.place(), "found " + path + "; expected a path in the event such as supplier.taxNo");
            }
        }
        return SensitivePaths.of(paths);
    }
}
