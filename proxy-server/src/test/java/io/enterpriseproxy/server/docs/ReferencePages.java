package io.enterpriseproxy.server.docs;

import io.enterpriseproxy.adapter.kaia.TransactionType;
import io.enterpriseproxy.connector.ConnectorKind;
import io.enterpriseproxy.mapping.document.RecordReference;
import io.enterpriseproxy.mapping.document.ReferenceRow;
import io.enterpriseproxy.mapping.document.Spelling;
import io.enterpriseproxy.mapping.expression.FunctionReference;
import io.enterpriseproxy.server.config.ProxyConfig;
import io.enterpriseproxy.server.config.Role;
import io.enterpriseproxy.server.policy.PolicyDocument;
import io.enterpriseproxy.server.security.AccessRule;
import io.enterpriseproxy.server.security.AccessRules;
import io.enterpriseproxy.server.security.HostileInputPage;
import io.enterpriseproxy.server.systems.Connectors;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The pages that are made of the code. */
final class ReferencePages {
    private static final String CONFIGURATION = """
            # Configuration

            One YAML file, given by `./ep run --config FILE`. `config/enterprise-proxy.yaml` is an example of all parts.
            This page is generated from the records that the file is bound to.

            * Everything stands below the key `enterprise-proxy`. Keys are written in kebab-case.
            * Unknown keys are refused. All faults are printed at once, each with line, path, what was found and what was
              expected, and the server does not start.
            * Paths are relative to the file.
            * A secret stands in it only by reference: `${env:NAME}` is an environment variable, `${file:PATH}` the content
              of a file without its last line end.
            * Durations are written like `500ms`, `5s`, `10m`, `12h`, `400d`.
            * `NAME` stands for a name that you give, `[]` for each item of a list.

            """;

    private static final String CONNECTORS = """
            # Connectors

            What stands under `connections:` of the configuration (kebab-case), under `from:` of a mapping, and in an item of
            its `writeBack:` (camelCase). This page is generated from the records that they are bound to.

            """;

    private static final String ACCESS = """
            # Access

            Who may do what over HTTP. This page is generated from the rules that the server asks; a test sends every request
            that the server names with nobody, with a wrong identity, and with each role.

            Who is not known gets 401, whatever the path; only `/actuator/health/**` is open. Who is known and may not gets 403.
            The first rule that fits decides. A client with `mappings:` may submit to these only, and sees their calls only.

            """;

    private static final String POLICIES = """
            # Policies

            What keys may sign, as a [YAML file or a text sent over HTTP](../how-to/policies.md). This page is generated from the
            records that it is bound to.

            * Keys are written in camelCase. Unknown keys are refused.
            * What is given has to fit: a rule without `mappings` is for calls of any mapping.
            * Arguments are named and written as `GET /api/v1/calls/{id}` shows them; only those at the top can be bounded.

            """;

    private static final String TRANSACTION_TYPES = """
            # Transaction types

            What `./ep tx decode` reads: all types of Ethereum and of [Kaia](../how-to/kaia.md), in the order of their encoding. This page is
            generated from the table that the codec follows.

            * Integers are shown as 0x quantities, addresses in lower case, as nodes answer them.
            * `txSignatures` follow the fields, and `feePayer` and `feePayerSignatures` those. Kaia's types and legacy ones name the chain in
              `v` (2 * chain id + 35 + parity), Ethereum's typed ones in a field.
            * Kaia's nodes take Ethereum's types with 0x78 before them, by `kaia_sendRawTransaction`; it is part of no hash.
            * `sigHash` is what the sender signs, `sigFeePayerHash` what the fee payer signs, `senderTxHash` the hash without the fee payer's
              part, `hash` the one under which the chain knows it.

            | type | name | fields |
            |---|---|---|
            """;

    private ReferencePages() {}

    /** Path in the repository and content. */
    static Map<String, String> all() {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("docs/reference/configuration.md", configuration());
        pages.put("docs/reference/connectors.md", connectors());
        pages.put("docs/reference/mapping-functions.md", FunctionReference.markdown());
        pages.put("docs/reference/access.md", access());
        pages.put("docs/reference/policies.md",
                POLICIES + table(RecordReference.describe(PolicyDocument.class, Spelling.CAMEL)));
        pages.put("docs/reference/transaction-types.md", TRANSACTION_TYPES + Arrays.stream(TransactionType.values())
                .map(type -> "| `0x%02x` | %s | %s |%n".formatted(type.code(), type.typeName(), type.fields().stream()
                        .map(field -> "`" + field.word() + "`").collect(Collectors.joining(", "))))
                .collect(Collectors.joining()));
        pages.put("docs/explanation/hostile-input.md", HostileInputPage.markdown());
        return pages;
    }

    private static String access() {
        return ACCESS + "## Roles\n\n| role | what who has it does |\n|---|---|\n"
                + Arrays.stream(Role.values()).map(role -> "| `" + word(role) + "` | " + role.meaning() + " |\n")
                        .collect(Collectors.joining())
                + "\n## Requests\n\n| request | what it does | roles |\n|---|---|---|\n"
                + AccessRules.all().stream().map(ReferencePages::rule).collect(Collectors.joining());
    }

    private static String rule(AccessRule rule) {
        return "| `" + (rule.method() == null ? "any" : rule.method()) + " " + rule.pattern() + "` | " + rule.what()
                + " | " + rule.roles().stream().sorted().map(role -> word(role) + (rule.alone().contains(role)
                        ? " (unless a second person has to)"
                        : "")).collect(Collectors.joining(", "))
                + " |\n";
    }

    private static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String configuration() {
        return CONFIGURATION + sections(RecordReference.describe(ProxyConfig.class, Spelling.KEBAB));
    }

    private static String connectors() {
        return CONNECTORS + Connectors.kinds().stream().sorted(Comparator.comparing(ConnectorKind::name)).map(
                kind -> "## " + kind.name() + "\n"
                        + part("connection", kind.connection(), Spelling.KEBAB,
                                "`connections: { NAME: { " + kind.connectionName() + ": … } }`")
                        + part("source", kind.source(), Spelling.CAMEL, "`from: { " + kind.name() + ": … }`")
                        + part("target", kind.target(), Spelling.CAMEL,
                                "`writeBack: [ { on: …, " + kind.name() + ": … } ]`"))
                .collect(Collectors.joining("\n"));
    }

    private static String part(String name, Optional<Class<? extends Record>> settings, Spelling spelling,
            String place) {
        return settings.map(record -> "\n### As a " + name + "\n\n" + place + "\n\n"
                + table(RecordReference.describe(record, spelling))).orElse("");
    }

    private static String sections(List<ReferenceRow> rows) {
        Map<String, List<ReferenceRow>> byPart = rows.stream().collect(Collectors
                .groupingBy(row -> row.path().split("[.\\[]", 2)[0], LinkedHashMap::new, Collectors.toList()));
        return byPart.entrySet().stream().map(part -> section(part.getKey(), part.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private static String section(String part, List<ReferenceRow> rows) {
        ReferenceRow head = rows.getFirst();
        String table = rows.size() == 1 ? table(rows) : table(rows.subList(1, rows.size()));
        return "## " + part + "\n\n" + sentence(head.description()) + "\n\n" + table;
    }

    static String table(List<ReferenceRow> rows) {
        return "| key | type | default | meaning |\n|---|---|---|---|\n"
                + rows.stream().map(ReferencePages::row).collect(Collectors.joining());
    }

    private static String row(ReferenceRow row) {
        return "| `" + row.path() + "` | " + row.type() + " | " + defaultOf(row) + " | "
                + row.description().replace("|", "\\|") + " |\n";
    }

    private static String defaultOf(ReferenceRow row) {
        if (row.required()) {
            return "required";
        }
        String text = row.defaultText();
        return text == null || Set.of("{}", "[]").contains(text) ? "" : "`" + text + "`";
    }

    private static String sentence(String description) {
        return description.substring(0, 1).toUpperCase(Locale.ROOT) + description.substring(1) + ".";
    }
}
