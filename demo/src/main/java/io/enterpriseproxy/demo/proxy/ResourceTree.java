package io.enterpriseproxy.demo.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A directory on the class path, in a jar or not. */
final class ResourceTree {
    private ResourceTree() {}

    /** Copies everything below it. */
    static void copy(String resource, Path target) {
        URL url = ResourceTree.class.getResource(resource);
        if (url == null) {
            throw new IllegalStateException("There is no " + resource + " on the class path.");
        }
        try {
            URI uri = url.toURI();
            if (uri.getScheme().equals("jar")) {
                try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                    copy(jar.getPath(resource), target);
                }
            } else {
                copy(Path.of(uri), target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " cannot be copied to " + target, e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the class path has an entry that is no URI", e);
        }
    }

    private static void copy(Path source, Path target) throws IOException {
        List<Path> files;
        try (Stream<Path> tree = Files.walk(source)) {
            files = tree.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Path copy = target.resolve(source.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
    }
}
