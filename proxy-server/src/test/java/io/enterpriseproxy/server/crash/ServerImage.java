package io.enterpriseproxy.server.crash;

import org.springframework.util.FileSystemUtils;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * What makes the start of a server cheap, as it is started again and again: its classes as jars, and an archive of how a JVM
 * holds them, made at the end of a first run. The quicker of the two compilers does the rest.
 */
final class ServerImage {
    private final List<String> jvmArguments;

    private ServerImage(List<String> jvmArguments) {
        this.jvmArguments = jvmArguments;
    }

    /**
     * That of this JVM, made if it is not there yet.
     *
     * @param home of a server that is started and stopped once
     */
    static synchronized ServerImage of(Home home) throws IOException {
        Path place = Path.of(System.getProperty("java.io.tmpdir"), "server-image-" + ProcessHandle.current().pid());
        Path archive = place.resolve("server.jsa");
        Path classPath = place.resolve("class-path");
        if (Files.exists(archive)) {
            return new ServerImage(arguments(archive, Files.readString(classPath)));
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> FileSystemUtils.deleteRecursively(place.toFile())));
        Files.createDirectories(place);
        Files.writeString(classPath, jars(place));
        ServerImage image = new ServerImage(arguments(archive, Files.readString(classPath)));
        Path first = Files.createDirectory(place.resolve("home"));
        home.configure(first);
        ServerProcess server = ServerProcess.launch(first, CrashSuite.freePort(), image.jvmArguments);
        if (!server.awaitReady()) {
            throw new IllegalStateException("the first server has ended: "
                    + Files.readString(first.resolve("server.log")));
        }
        server.stop();
        return image;
    }

    /** Makes the files of a server. */
    @FunctionalInterface
    interface Home {
        void configure(Path directory) throws IOException;
    }

    private static List<String> arguments(Path archive, String jars) {
        return List.of("-XX:TieredStopAtLevel=1", "-XX:SharedArchiveFile=" + archive, "-XX:+AutoCreateSharedArchive",
                "-cp", jars);
    }

    /** With some more. */
    List<String> with(List<String> more) {
        return Stream.concat(jvmArguments.stream(), more.stream()).toList();
    }

    /** Directories cannot be archived. */
    private static String jars(Path directory) throws IOException {
        List<String> path = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (Files.isDirectory(Path.of(entry))) {
                Path jar = directory.resolve(path.size() + ".jar");
                pack(Path.of(entry), jar);
                path.add(jar.toString());
            } else {
                path.add(entry);
            }
        }
        return String.join(File.pathSeparator, path);
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream packed = new JarOutputStream(file);
                Stream<Path> all = Files.walk(classes)) {
            all.filter(path -> !path.equals(classes)).forEach(path -> {
                boolean isDirectory = Files.isDirectory(path);
                try {
                    packed.putNextEntry(new JarEntry(classes.relativize(path).toString().replace(File.separatorChar,
                            '/') + (isDirectory ? "/" : "")));
                    if (!isDirectory) {
                        Files.copy(path, packed);
                    }
                    packed.closeEntry();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
