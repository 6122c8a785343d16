package io.enterpriseproxy.mapping;

import io.enterpriseproxy.mapping.document.Faults;
import io.enterpriseproxy.mapping.document.Node;
import io.enterpriseproxy.mapping.privacy.SensitivePaths;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds personal data that would go, or be kept, where it cannot be erased. */
final class PrivacyLint {
    private final Section mapping;
    private final PersonalDataMaker privacy;

    PrivacyLint(Section mapping, PersonalDataMaker privacy) {
        this.mapping = mapping;
        this.privacy = privacy;
    }

    /** @param warnings for what a careful author would change */
    void look(EventKeys keys, EventUse use, Faults faults, Faults warnings) {
        key("idempotencyKey", keys.idempotency(), faults);
        key("orderingKey", keys.ordering(), faults);
        // Of a record only its salted hash goes to the chain.
        if (use instanceof CallMaker calls) {
            arguments(calls.call().arguments().values(), warnings);
        }
    }

    private void arguments(Collection<Template> arguments, Faults warnings) {
        expressions(arguments).filter(computed -> privacy.sensitive().hides(computed.expression().text().strip()))
                .forEach(computed -> warnings.add(mapping.place(), computed.path() + " puts the sensitive "
                        + computed.expression().text() + " on the chain, where nobody can erase it; cloak it"));
        privacy.names().stream().sorted().filter(name -> !used(name, arguments))
                .forEach(name -> warnings.add(mapping.find(PrivacyCompiler.CLOAK).map(Node::place)
                        .orElse(mapping.place()), "the field " + name + " is in no argument"));
    }

    /** Keys are in lists, logs and answers. */
    private void key(String name, @Nullable Template template, Faults faults) {
        SensitivePaths sensitive = privacy.sensitive();
        if (template instanceof Template.Computed computed && sensitive.hides(computed.expression().text().strip())) {
            faults.add(mapping.find(name).map(Node::place).orElse(mapping.place()), "found the sensitive "
                    + computed.expression().text() + " as a key, which everybody sees; expected another field");
        }
    }

    private static boolean used(String field, Collection<Template> arguments) {
        Pattern call = Pattern.compile("\\$cloak\\s*\\(\\s*['\"]" + Pattern.quote(field) + "['\"]");
        return expressions(arguments).anyMatch(computed -> call.matcher(computed.expression().text()).find());
    }

    private static Stream<Template.Computed> expressions(Collection<Template> templates) {
        return templates.stream().flatMap(template -> switch (template) {
            case Template.Computed computed -> Stream.of(computed);
            case Template.Fields fields -> expressions(fields.fields().values());
            case Template.Items items -> expressions(items.items());
            case Template.Literal literal -> Stream.empty();
        });
    }
}
