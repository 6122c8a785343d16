package io.enterpriseproxy.mapping;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MappingDirectoryTest {
    @TempDir
    private Path directory;

    @Test
    void mappingsAreFoundBelowTheDirectoryAndNameFilesBesideThem() throws IOException {
        write("b/two.yml", "two");
        write("a.yaml", "one");
        write("b/event.schema.json", "{}");
        write("b/.hidden.yaml", "hidden");
        List<MappingSource> sources = MappingDirectory.load(directory);
        assertThat(sources).extracting(MappingSource::file).containsExactly("a.yaml", "b/two.yml");
        assertThat(sources).extracting(MappingSource::text).containsExactly("one", "two");
        assertThat(sources.getLast().files().apply("event.schema.json")).contains("{}");
        assertThat(sources.getLast().files().apply("../a.yaml")).contains("one");
        assertThat(sources.getLast().files().apply("none.json")).isEmpty();
    }

    @Test
    void nothingOutsideOfTheDirectoryIsRead() throws IOException {
        write("in/m.yaml", "m");
        write("secret.txt", "s");
        MappingSource source = MappingDirectory.load(directory.resolve("in")).getFirst();
        assertThat(source.files().apply("../secret.txt")).isEmpty();
        assertThat(source.files().apply(directory.resolve("secret.txt").toString())).isEmpty();
        assertThat(source.files().apply("\0")).isEmpty();
    }

    @Test
    void directoryThatIsNotThereIsSaid() {
        assertThatThrownBy(() -> MappingDirectory.load(directory.resolve("none")))
                .isInstanceOf(UncheckedIOException.class).hasMessageContaining("cannot read the directory");
    }

    private void write(String file, String text) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
