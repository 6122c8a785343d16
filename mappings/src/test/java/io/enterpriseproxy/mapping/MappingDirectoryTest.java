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

    /** What the kubelet mounts: a hidden directory with the files, a hidden link to it, and a link for each file. */
    @Test
    void mountedConfigMapIsReadOnce() throws IOException {
        write("..2026_11_21/invoice.yaml", "one");
        write("..2026_11_21/invoice.schema.json", "{}");
        write("..2026_11_21/erp/credit.yaml", "two");
        link("..data", "..2026_11_21");
        link("invoice.yaml", "..data/invoice.yaml");
        link("invoice.schema.json", "..data/invoice.schema.json");
        link("erp", "..data/erp");
        List<MappingSource> sources = MappingDirectory.load(directory);
        assertThat(sources).extracting(MappingSource::file).containsExactly("erp/credit.yaml", "invoice.yaml");
        assertThat(sources).extracting(MappingSource::text).containsExactly("two", "one");
        assertThat(sources.getLast().files().apply("invoice.schema.json")).contains("{}");
    }

    @Test
    void directoryBelowAHiddenOneIsRead() throws IOException {
        write(".config/mappings/a.yaml", "a");
        write(".config/mappings/.git/b.yaml", "b");
        assertThat(MappingDirectory.load(directory.resolve(".config/mappings"))).extracting(MappingSource::file)
                .containsExactly("a.yaml");
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
    void linkThatLeadsOutOfTheDirectoryIsNotFollowed() throws IOException {
        write("in/m.yaml", "m");
        write("secret.txt", "s");
        write("elsewhere/secret.txt", "s");
        link("in/schema.json", "../secret.txt");
        link("in/below", "../elsewhere");
        MappingSource source = MappingDirectory.load(directory.resolve("in")).getFirst();
        assertThat(source.files().apply("schema.json")).isEmpty();
        assertThat(source.files().apply("below/secret.txt")).isEmpty();
    }

    @Test
    void mappingThatIsLinkedFromElsewhereNamesTheFilesBesideIt() throws IOException {
        write("team/m.yaml", "m");
        write("team/event.schema.json", "{}");
        write("in/a.yaml", "a");
        link("in/team", "../team");
        MappingSource source = MappingDirectory.load(directory.resolve("in")).getLast();
        assertThat(source.file()).isEqualTo("team/m.yaml");
        assertThat(source.files().apply("event.schema.json")).contains("{}");
    }

    @Test
    void directoryThatIsNotThereIsSaid() {
        assertThatThrownBy(() -> MappingDirectory.load(directory.resolve("none")))
                .isInstanceOf(UncheckedIOException.class).hasMessageContaining("cannot read the directory");
    }

    private void link(String name, String target) throws IOException {
        Files.createSymbolicLink(directory.resolve(name), Path.of(target));
    }

    private void write(String file, String text) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
