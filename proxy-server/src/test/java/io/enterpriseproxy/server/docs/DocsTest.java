package io.enterpriseproxy.server.docs;

import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.mapping.MappingSchema;
import io.enterpriseproxy.mapping.document.DocumentException;
import io.enterpriseproxy.mapping.document.Faults;
import io.enterpriseproxy.mapping.document.Node;
import io.enterpriseproxy.mapping.document.RecordBinder;
import io.enterpriseproxy.mapping.document.References;
import io.enterpriseproxy.mapping.document.YamlDocument;
import io.enterpriseproxy.mapping.event.EventSchema;
import io.enterpriseproxy.server.config.ProxyConfig;
import io.enterpriseproxy.server.policy.PolicyDocument;
import io.enterpriseproxy.server.systems.Connectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/** What the documentation names exists, and what it shows binds. */
class DocsTest {
    private static final Repository REPOSITORY = Repository.here();
    private static final Launcher LAUNCHER = new Launcher(REPOSITORY);
    private static final SampleEnvironment ENVIRONMENT = new SampleEnvironment(REPOSITORY, Connectors.kinds());
    private static final Pattern PATH = Pattern.compile("\\.?[A-Za-z0-9_-]+[A-Za-z0-9._-]*(/[A-Za-z0-9._-]+)+/?");
    private static final Pattern PAGE = Pattern.compile("docs/[a-z/-]+\\.md");
    /** Made by building and running, so not there before. */
    private static final Set<String> MADE = Set.of("target", "data");
    private static final String REGENERATE = "mvn -pl proxy-server -am test -Dtest=DocsTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.write=true";

    static List<MarkdownPage> pages() {
        return REPOSITORY.pages();
    }

    static Stream<Map.Entry<String, String>> referencePages() {
        return ReferencePages.all().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadToPagesAndHeadings(MarkdownPage page) {
        assertThat(page.links()).allSatisfy(link -> {
            String[] parts = link.split("#", 2);
            Path target = parts[0].isEmpty()
                    ? page.path()
                    : Path.of("/").resolve(page.path()).resolveSibling(parts[0]).normalize();
            Path inside = target.isAbsolute() ? Path.of("/").relativize(target) : target;
            assertThat(REPOSITORY.has(inside)).as("%s links to %s", page, link).isTrue();
            if (parts.length == 2) {
                assertThat(REPOSITORY.page(inside.toString()).anchors()).as("%s links to %s", page, link)
                        .contains(parts[1]);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("pages")
    void pathsInBackticksExist(MarkdownPage page) {
        assertThat(page.inlineCode().stream().filter(PATH.asMatchPredicate())
                .filter(path -> REPOSITORY.has(Path.of(path.split("/", 2)[0]))
                        && Stream.of(path.split("/")).noneMatch(MADE::contains)))
                .allSatisfy(path -> assertThat(REPOSITORY.has(Path.of(path)) || REPOSITORY.has(page.path()
                        .resolveSibling(path))).as("%s names %s", page, path).isTrue());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void commandsAndTheirOptionsAreKnownToTheLauncher(MarkdownPage page) {
        assertThat(page.commands()).allSatisfy(words -> {
            String command = words.getFirst();
            if (command.equals("--help") || command.equals("COMMAND")) {
                return;
            }
            assertThat(LAUNCHER.commands()).as("%s names ./ep %s", page, command).contains(command);
            assertThat(words.stream().skip(1).map(word -> word.replaceAll("[\\[\\].,:]", ""))
                    .filter(word -> word.startsWith("--"))).as("%s shows ./ep %s", page, String.join(" ", words))
                    .isSubsetOf(LAUNCHER.options(command));
        });
    }

    @ParameterizedTest
    @MethodSource("pages")
    void yamlAndJsonBlocksCanBeRead(MarkdownPage page) {
        for (MarkdownPage.Block block : page.blocks()) {
            switch (block.language()) {
                case "yaml" -> assertThatCode(() -> read(page, block)).as("%s, line %s", page, block.line())
                        .doesNotThrowAnyException();
                case "json" -> assertThatCode(() -> JsonMapper.shared().readTree(block.content()))
                        .as("%s, line %s", page, block.line()).doesNotThrowAnyException();
                default -> {
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void testsThatAreNamedExist(MarkdownPage page) throws IOException {
        Set<String> named = Pattern.compile("`([A-Z]\\w+(?:Test|IT))`").matcher(page.text()).results()
                .map(found -> found.group(1) + ".java").collect(Collectors.toSet());
        if (!named.isEmpty()) {
            try (Stream<Path> files = Files.walk(REPOSITORY.root())) {
                Set<String> there = files.filter(file -> file.toString().contains("/src/test/"))
                        .map(file -> file.getFileName().toString()).collect(Collectors.toSet());
                assertThat(there).as("%s", page).containsAll(named);
            }
        }
    }

    private static void read(MarkdownPage page, MarkdownPage.Block block) {
        Node root = YamlDocument.parse(block.content(), page.path() + " block at line " + block.line());
        if (!(root instanceof Node.Mapping mapping)) {
            return;
        }
        mapping.get("enterprise-proxy").ifPresent(DocsTest::bindConfiguration);
        if (mapping.get("kind").map(Node::plain).filter("Policy"::equals).isPresent()) {
            new RecordBinder(Path.of(""), References.NONE).bind(root, PolicyDocument.class);
            return;
        }
        Set<String> keys = mapping.entries().keySet();
        if (keys.contains("apiVersion") || SampleEnvironment.isPartOfMapping(keys)) {
            assertThat(ENVIRONMENT.faults(page.path().toString(), block.content(), keys)).isEmpty();
        }
        if (keys.contains("apiVersion")) {
            assertThat(EventSchema.parse(MappingSchema.json()).check(mapping.plain())).isEmpty();
        }
    }

    /** @throws DocumentException with every fault */
    private static void bindConfiguration(Node settings) {
        String anyApiKey = "ep_" + "0".repeat(40);
        RecordBinder binder = new RecordBinder(REPOSITORY.root(), (scheme, name) -> anyApiKey);
        ProxyConfig config = binder.bind(settings, ProxyConfig.class);
        Faults faults = new Faults();
        config.connections().values()
                .forEach(connection -> binder.bindOneOf(connection, Connectors.connectionRecords(), faults));
        faults.throwIfAny();
    }

    @ParameterizedTest
    @EnumSource
    void everyProblemHasItsHeading(ProblemCode code) {
        MarkdownPage page = REPOSITORY.page("docs/reference/problems.md");
        String facts = "*" + code.kind().name().toLowerCase(Locale.ROOT) + " · HTTP " + code.httpStatus() + " · "
                + (code.retryable() ? "retryable" : "not retryable") + "*";

        assertThat(page.headings()).contains(code.slug());
        String section = page.text().split("(?m)^## " + code.slug() + "$", 2)[1].split("(?m)^## ", 2)[0];
        assertThat(section).contains(facts);
        assertThat(section.replaceAll("\\s+", " ")).contains("Cure: " + code.cure());
    }

    @Test
    void noHeadingIsLeftOfAProblemThatIsGone() {
        assertThat(REPOSITORY.page("docs/reference/problems.md").headings().stream().skip(1))
                .containsExactlyInAnyOrderElementsOf(Stream.of(ProblemCode.values()).map(ProblemCode::slug).toList());
    }

    @ParameterizedTest
    @MethodSource("referencePages")
    void generatedPageIsAsTheCodeSays(Map.Entry<String, String> page) {
        if (Boolean.getBoolean("docs.write")) {
            REPOSITORY.write(page.getKey(), page.getValue());
        }
        assertThat(REPOSITORY.has(Path.of(page.getKey())) ? REPOSITORY.read(Path.of(page.getKey())) : "")
                .as("%s is not as the code says; regenerate it with: %s", page.getKey(), REGENERATE)
                .isEqualTo(page.getValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"config/enterprise-proxy.yaml", "helm/enterprise-proxy/values.yaml", "ep"})
    void pagesThatSettingsPointToExist(String file) {
        assertThat(PAGE.matcher(REPOSITORY.read(Path.of(file))).results().map(MatchResult::group))
                .allSatisfy(page -> assertThat(REPOSITORY.has(Path.of(page))).as(page).isTrue());
    }

    @Test
    void everyCommandExplainsItself() {
        assertThat(LAUNCHER.commands()).isNotEmpty()
                .allSatisfy(command -> assertThat(LAUNCHER.help(command)).startsWith("Usage: ./ep " + command));
    }
}
