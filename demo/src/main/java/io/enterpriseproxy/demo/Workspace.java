package io.enterpriseproxy.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The directory of one run: emptied at its start, owned by it until it ends. */
final class Workspace implements AutoCloseable {
    /** Tells a directory of the demo from one that holds somebody's files. */
    private static final String MARK = ".enterprise-proxy-demo";

    private final Path directory;
    private final FileChannel mark;

    private Workspace(Path directory, FileChannel mark) {
        this.directory = directory;
        this.mark = mark;
    }

    /**
     * Takes a directory, and deletes what an earlier run left in it.
     *
     * @throws DemoFailedException if it holds other files, another run uses it, or it cannot be written
     */
    static Workspace open(Path directory) {
        try {
            Files.createDirectories(directory);
            if (!Files.exists(directory.resolve(MARK)) && !isEmpty(directory)) {
                throw new DemoFailedException(directory + " holds files that are not the demo's."
                        + " Name an empty or a new directory by --data.");
            }
            FileChannel mark = FileChannel.open(directory.resolve(MARK), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            if (lock(mark).isEmpty()) {
                mark.close();
                throw new DemoFailedException("Another demo runs in " + directory
                        + ". End it, or name another directory by --data.");
            }
            deleteAllBut(directory, mark(directory));
            return new Workspace(directory, mark);
        } catch (IOException e) {
            throw new DemoFailedException("The directory " + directory + " cannot be written (" + e.getMessage()
                    + "). Name another by --data.", e);
        }
    }

    /** Beside the demo's own jar or classes, which is its build directory. */
    static Path defaultDirectory() {
        try {
            Path code = Path.of(Workspace.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            return code.resolveSibling("demo");
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the class path has an entry that is no file", e);
        }
    }

    private static Path mark(Path directory) {
        return directory.resolve(MARK);
    }

    private static Optional<FileLock> lock(FileChannel mark) throws IOException {
        try {
            return Optional.ofNullable(mark.tryLock());
        } catch (OverlappingFileLockException sameProcess) {
            return Optional.empty();
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }

    private static void deleteAllBut(Path directory, Path kept) throws IOException {
        List<Path> old;
        try (Stream<Path> files = Files.walk(directory)) {
            old = files.filter(file -> !file.equals(directory) && !file.equals(kept))
                    .sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : old) {
            Files.delete(file);
        }
    }

    /** A path in it. */
    Path resolve(String name) {
        return directory.resolve(name);
    }

    /** Lets the next run have it; what is in it stays. */
    @Override
    public void close() {
        try {
            mark.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
