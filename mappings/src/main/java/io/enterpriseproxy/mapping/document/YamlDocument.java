package io.enterpriseproxy.mapping.document;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

import java.io.StringReader;
import java.util.List;

/**
 * Reads YAML safely: no custom tags, no merge keys, no duplicate keys, and bounds on size, depth and aliases, so that a
 * hostile file is refused at once.
 */
public final class YamlDocument {
    /** A longer text is refused. */
    public static final int MOST_CODE_POINTS = 2_000_000;

    private static final int MOST_DEPTH = 60;
    private static final int MOST_ALIASES = 50;

    private YamlDocument() {}

    /**
     * Reads one document.
     *
     * @param fileName for messages
     * @return the root; of an empty text a scalar without value
     * @throws DocumentException with every fault found
     */
    public static Node parse(String text, String fileName) {
        Faults faults = new Faults();
        Node root = new NodeReader(fileName, faults).read(compose(text, fileName));
        faults.throwIfAny();
        return root;
    }

    private static org.yaml.snakeyaml.nodes.@Nullable Node compose(String text, String fileName) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MOST_CODE_POINTS);
        options.setNestingDepthLimit(MOST_DEPTH);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setAllowRecursiveKeys(false);
        try {
            return new Yaml(options).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw refused(fileName, line, "not readable as YAML: " + e.getProblem());
        } catch (YAMLException e) {
            throw refused(fileName, 1, "not readable as YAML: " + firstLine(e));
        }
    }

    private static String firstLine(YAMLException e) {
        String message = e.getMessage();
        return message == null ? "no reason given" : message.lines().findFirst().orElse("no reason given");
    }

    private static DocumentException refused(String fileName, int line, String message) {
        return new DocumentException(List.of(new Fault(fileName, line, "", message)));
    }
}
