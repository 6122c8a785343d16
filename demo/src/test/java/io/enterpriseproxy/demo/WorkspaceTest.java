package io.enterpriseproxy.demo;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class WorkspaceTest {
    @TempDir
    Path directory;

    @Test
    void whatAnEarlierRunLeftIsDeleted() throws IOException {
        try (Workspace earlier = Workspace.open(directory)) {
            Files.createDirectories(earlier.resolve("data/broker"));
            Files.writeString(earlier.resolve("data/broker/journal"), "old");
        }

        try (Workspace workspace = Workspace.open(directory)) {
            assertThat(workspace.resolve("data")).doesNotExist();
        }
    }

    @Test
    void filesOfSomebodyElseAreKept() throws IOException {
        Path letter = Files.writeString(directory.resolve("letter.txt"), "mine");

        assertThatThrownBy(() -> Workspace.open(directory)).isInstanceOf(DemoFailedException.class)
                .hasMessageContaining("holds files that are not the demo's");
        assertThat(letter).exists();
    }

    @Test
    void twoRunsDoNotShareADirectory() throws IOException {
        try (Workspace first = Workspace.open(directory)) {
            assertThatThrownBy(() -> Workspace.open(directory)).isInstanceOf(DemoFailedException.class)
                    .hasMessageStartingWith("Another demo runs in " + directory);
            assertThat(first.resolve("demo.log").getParent()).isEqualTo(directory);
        }
    }
}
