package io.enterpriseproxy.mapping;

import io.enterpriseproxy.connector.OrderKeeping;
import io.enterpriseproxy.mapping.document.DocumentException;
import io.enterpriseproxy.mapping.document.Faults;
import io.enterpriseproxy.mapping.document.NearestName;
import io.enterpriseproxy.mapping.document.Node;
import io.enterpriseproxy.mapping.document.YamlDocument;
import io.enterpriseproxy.mapping.expression.Expressions;
import io.enterpriseproxy.mapping.expression.Purpose;
import io.enterpriseproxy.mapping.privacy.SensitivePaths;
import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Compiles mapping files against what the configuration has. Thread-safe. */
public final class MappingCompiler {
    static final String API_VERSION = "enterprise-proxy/v1";
    static final String KIND = "Mapping";
    static final Set<String> KEYS = Set.of("apiVersion", "kind", "metadata", "from", "format", "schema",
            "idempotencyKey", "orderingKey", PrivacyCompiler.CLOAK, PrivacyCompiler.SUBJECT, PrivacyCompiler.SENSITIVE,
            "call", AnchorCompiler.ANCHOR, "errors", "writeBack", "tests");
    static final Set<String> METADATA_KEYS = Set.of("name", "description");
    static final Set<String> ERROR_KEYS = Set.of("code", "message", "retryable");
    /** What a revert may be called besides the contract's own errors. */
    static final Set<String> GENERAL_ERRORS = Set.of("Error", "Panic", "Unknown");

    /** As much as the call's row has room for. */
    private static final int LONGEST_CODE = 64;
    /** What a name is, for people. */
    public static final String NAME_RULE = "lower-case letters, digits and hyphens, at most 63";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private final MappingEnvironment environment;
    private final Connections connections;
    private final Expressions expressions;

    public MappingCompiler(MappingEnvironment environment) {
        this.environment = environment;
        this.connections = new Connections(environment);
        this.expressions = new Expressions(environment.addresses());
    }

    /** Whether a mapping may have this name. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Compiles one file; never throws for a bad one. */
    public CompileOutcome compile(MappingSource source) {
        Faults faults = new Faults();
        Faults warnings = new Faults();
        try {
            Node root = YamlDocument.parse(source.text(), source.file());
            Optional<CompiledMapping> mapping = compile(source, root, faults, warnings);
            if (faults.isEmpty() && mapping.isPresent()) {
                return new CompileOutcome.Compiled(mapping.get(), warnings.list());
            }
        } catch (DocumentException e) {
            faults.addAll(e.faults());
        }
        return new CompileOutcome.Refused(faults.list());
    }

    /**
     * Compiles of a published text only what settles the calls that were accepted with it: its errors and write-back
     * rules. For a text whose contract, chain or key is gone from the configuration; a connection that is gone is found
     * missing when a result is to be delivered.
     */
    public Optional<Mapping> compileOutcomes(MappingSource source) {
        Faults faults = new Faults();
        try {
            Section section = Section.open(YamlDocument.parse(source.text(), source.file()), faults);
            Optional<String> name = section.find("metadata").flatMap(node -> Section.open(node, faults).text("name"));
            Map<String, ErrorRule> errors = errors(section, Optional.empty(), faults);
            SensitivePaths sensitive = PrivacyCompiler.sensitive(section, faults);
            List<WriteBack> writeBacks = new WriteBackCompiler(Told.by(section.find("from")),
                    connections.unchecked(),
                    new TemplateCompiler(expressions, faults, new Faults()), sensitive,
                    environment.limits().expressions(), faults).compile(section.list("writeBack"));
            Optional<GasPayer> payer = section.find("call").flatMap(CallCompiler::uncheckedPayer);
            return faults.isEmpty()
                    ? name.map(known -> new OutcomeMapping(known, sensitive, writeBacks, errors, payer))
                    : Optional.empty();
        } catch (DocumentException e) {
            return Optional.empty();
        }
    }

    private Optional<CompiledMapping> compile(MappingSource source, Node root, Faults faults, Faults warnings) {
        Section section = Section.of(root, KEYS, faults);
        TemplateCompiler templates = new TemplateCompiler(expressions, faults, warnings);
        constant(section, "apiVersion", API_VERSION, faults);
        constant(section, "kind", KIND, faults);
        Section metadata = Section.of(section.require("metadata").orElse(empty(section)), METADATA_KEYS, faults);
        Optional<String> name = name(metadata, faults);
        Optional<Node> contractEvents = section.find("from").flatMap(ContractSourceCompiler::in);
        Optional<SourceDefinition> from = contractEvents.isPresent()
                ? contractEvents.flatMap(node -> new ContractSourceCompiler(environment, faults).compile(node))
                        .map(known -> new SourceDefinition(ContractSource.KIND, null, known))
                : section.require("from").flatMap(node -> connections.source(node, faults))
                        .map(bound -> new SourceDefinition(bound.kind(), bound.connection().orElse(null),
                                bound.settings()));
        from.ifPresent(known -> orderingKeyNeedsOrder(section, known, faults));
        Optional<EventReader> reader = new FormatCompiler(environment.limits().event(), source, faults)
                .compile(section);
        EventKeys keys = new EventKeys(key(section, "idempotencyKey", templates, faults),
                key(section, "orderingKey", templates, faults));
        PersonalDataMaker privacy = new PrivacyCompiler(environment.cloaks(), templates, faults).compile(section);
        UseCompiler uses = new UseCompiler(environment, templates, faults);
        Optional<? extends EventUse> use = contractEvents.isEmpty()
                ? uses.submitted(section, privacy.names())
                : uses.contractEvents(section, from, keys,
                        key(Section.open(contractEvents.get(), new Faults()), "when", templates, faults));
        use.ifPresent(known -> new PrivacyLint(section, privacy).look(keys, known, faults, warnings));
        Map<String, ErrorRule> errors = errors(section, contract(section), faults);
        List<WriteBack> writeBacks = new WriteBackCompiler(Told.by(section.find("from")), connections, templates,
                privacy.sensitive(), environment.limits().expressions(), faults).compile(section.list("writeBack"));
        if (contractEvents.isPresent()) {
            someRuleTellsWhatIsFinal(section, writeBacks, faults);
        }
        List<MappingTest> tests = new TestCompiler(source, faults).compile(section.list("tests"));
        if (name.isEmpty() || from.isEmpty() || reader.isEmpty() || use.isEmpty()) {
            return Optional.empty();
        }
        EventMaker maker = new EventMaker(keys, privacy, use.get(), environment.limits().expressions());
        return Optional.of(new CompiledMapping(new CompiledMapping.Description(name.get(),
                metadata.text("description").orElse(""), source.text(), from.get()), reader.get(), maker, writeBacks,
                errors, tests));
    }

    /** An event that is final when it is read is told once, as confirmed: nobody would hear of it otherwise. */
    private static void someRuleTellsWhatIsFinal(Section section, List<WriteBack> writeBacks, Faults faults) {
        if (faults.isEmpty()
                && writeBacks.stream().noneMatch(rule -> rule.on().contains(OutcomeStatus.CONFIRMED))) {
            faults.add(section.find("writeBack").map(Node::place).orElse(section.place()),
                    "no rule tells what is final; expected one whose on has confirmed");
        }
    }

    private static Node empty(Section section) {
        return new Node.Mapping(section.place(), Map.of());
    }

    private static void constant(Section section, String key, String expected, Faults faults) {
        section.requireText(key).filter(text -> !text.equals(expected)).ifPresent(
                text -> faults.add(section.find(key).orElseThrow().place(),
                        "found " + text + "; expected " + expected));
    }

    private static Optional<String> name(Section metadata, Faults faults) {
        Optional<String> name = metadata.requireText("name");
        name.filter(text -> !NAME.matcher(text).matches()).ifPresent(
                text -> faults.add(metadata.find("name").orElseThrow().place(),
                        "found " + text + "; expected " + NAME_RULE));
        return name;
    }

    private @Nullable Template key(Section section, String key, TemplateCompiler templates, Faults faults) {
        Node node = section.find(key).orElse(null);
        if (node == null) {
            return null;
        }
        if (!(node instanceof Node.Scalar scalar && scalar.value() instanceof String)) {
            faults.add(node.place(), "found " + node.kind() + "; expected an expression over the event");
            return null;
        }
        return templates.tree(node, Purpose.EXACT, TemplateCompiler.OF_EVENT);
    }

    private static void orderingKeyNeedsOrder(Section section, SourceDefinition from, Faults faults) {
        if (from.settings() instanceof OrderKeeping source && source.givesUpOrderBy() != null) {
            section.find("orderingKey").ifPresent(node -> faults.add(node.place(), "found an ordering key on a source"
                    + " that keeps no order (" + source.givesUpOrderBy() + "); expected one of the two"));
        }
    }

    /** Also of a call that has faults. */
    private Optional<ContractDefinition> contract(Section section) {
        return section.find("call").map(node -> Section.open(node, new Faults()).text("contract").orElse(""))
                .map(environment.contracts()::get);
    }

    private static Map<String, ErrorRule> errors(Section section, Optional<ContractDefinition> contract,
            Faults faults) {
        Map<String, ErrorRule> rules = new LinkedHashMap<>();
        Section errors = Section.open(section.find("errors").orElse(empty(section)), faults);
        Set<String> names = new HashSet<>(GENERAL_ERRORS);
        contract.ifPresent(known -> names.addAll(known.abi().errorNames()));
        errors.node().entries().forEach((name, node) -> {
            if (contract.isPresent() && !names.contains(name)) {
                faults.add(node.place(), "the contract has no error " + name + NearestName.hint(name, names));
            }
            Section rule = Section.of(node, ERROR_KEYS, faults);
            rule.requireText("code").ifPresent(code -> {
                if (code.isEmpty() || code.length() > LONGEST_CODE) {
                    faults.add(rule.find("code").orElseThrow().place(), "found " + code.length()
                            + " characters; expected 1 to " + LONGEST_CODE);
                }
                rules.put(name, new ErrorRule(code, rule.text("message"), rule.flag("retryable").orElse(false)));
            });
        });
        return rules;
    }
}
