package io.enterpriseproxy.server.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The directory that holds the launcher, and the pages below it. */
record Repository(Path root) {
    private static final Set<String> NOT_OURS = Set.of("target", "node_modules", ".git", "data");

    static Repository here() {
        return Stream.iterate(Path.of("").toAbsolutePath(), directory -> directory != null, Path::getParent)
                .filter(directory -> Files.exists(directory.resolve("ep"))).findFirst().map(Repository::new)
                .orElseThrow();
    }

    List<MarkdownPage> pages() {
        try (Stream<Path> files = walk(root)) {
            return files.filter(file -> file.toString().endsWith(".md")).sorted()
                    .map(file -> new MarkdownPage(root.relativize(file), read(file))).toList();
        }
    }

    MarkdownPage page(String path) {
        return new MarkdownPage(Path.of(path), read(root.resolve(path)));
    }

    boolean has(Path path) {
        return Files.exists(root.resolve(path));
    }

    String read(Path file) {
        try {
            return Files.readString(root.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String path, String text) {
        try {
            Files.writeString(root.resolve(path), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> walk(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList().stream().flatMap(entry -> {
                if (!Files.isDirectory(entry)) {
                    return Stream.of(entry);
                }
                return NOT_OURS.contains(String.valueOf(entry.getFileName())) ? Stream.empty() : walk(entry);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
