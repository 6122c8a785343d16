package io.enterpriseproxy.server.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What {@code ./ep} says of itself. */
final class Launcher {
    private static final Pattern COMMAND = Pattern.compile("(?m)^  ([a-z]+) {2,}");
    private static final Pattern OPTION = Pattern.compile("--[a-z-]+");

    private final Path root;
    private final Map<String, String> helps = new ConcurrentHashMap<>();

    Launcher(Repository repository) {
        this.root = repository.root();
    }

    Set<String> commands() {
        return COMMAND.matcher(help("")).results().map(match -> match.group(1)).collect(Collectors.toSet());
    }

    Set<String> options(String command) {
        return OPTION.matcher(help(command)).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    String help(String command) {
        return helps.computeIfAbsent(command, this::run);
    }

    private String run(String command) {
        try {
            Process process = new ProcessBuilder("bash", "ep", command.isEmpty() ? "--help" : command, "--help")
                    .directory(root.toFile()).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(
                        "./ep " + command + " --help ends with " + process.exitValue() + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
