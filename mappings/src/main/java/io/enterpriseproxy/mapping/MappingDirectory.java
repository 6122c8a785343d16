package io.enterpriseproxy.mapping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Mappings in files: each {@code *.yaml} in a directory and below is one. The only place of this module that reads
 * files.
 *
 * <p>
 * What is hidden (its name starts with a dot) is left out, with all below it; links are followed. So a mounted
 * Kubernetes ConfigMap is read once: there each file is a link into a hidden directory.
 */
public final class MappingDirectory {
    private MappingDirectory() {}

    /**
     * Finds the mappings, in the order of their paths.
     *
     * @param directory or one file
     * @throws UncheckedIOException if the directory cannot be read
     */
    public static List<MappingSource> load(Path directory) {
        Path start = directory.toAbsolutePath().normalize();
        Path root = Files.isRegularFile(start) ? Objects.requireNonNull(start.getParent()) : start;
        try (Stream<Path> files = Files.walk(start, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(file -> isMapping(root.relativize(file))).filter(Files::isRegularFile).sorted()
                    .map(file -> new MappingSource(root.relativize(file).toString(), read(file),
                            path -> named(root, file, path)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the directory " + directory, e);
        }
    }

    private static boolean isMapping(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return false;
            }
        }
        String name = relative.getFileName().toString();
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    /** Relative to the mapping, and inside the directory: a mapping reads nothing else. */
    private static Optional<String> named(Path root, Path mapping, String path) {
        try {
            Path file = mapping.resolveSibling(path).normalize();
            return file.startsWith(root) && Files.isRegularFile(file) && isAtHome(root, mapping, file)
                    ? Optional.of(read(file))
                    : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** A link leads nowhere else than into the directory, or to where the mapping itself really is. */
    private static boolean isAtHome(Path root, Path mapping, Path file) {
        try {
            Path real = file.toRealPath();
            return real.startsWith(root.toRealPath()) || real.startsWith(mapping.toRealPath().resolveSibling(""));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
