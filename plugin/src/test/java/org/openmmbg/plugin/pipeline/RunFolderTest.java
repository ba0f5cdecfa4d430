package org.openmmbg.plugin.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    @TempDir
    private Path folder;

    @Test
    void aNewFolderIsMadeAndCanBeResumed() throws IOException {
        Path run = folder.resolve("a/b");
        try (RunFolder created = RunFolder.create(run, false)) {
            created.replace(created.config(), "x: 1\n");
        }
        try (RunFolder resumed = RunFolder.resume(run)) {
            assertThat(resumed.config()).hasContent("x: 1\n");
        }
    }

    @Test
    void aFolderWithFilesIsLeftAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("results.json"), "mine");
        assertThatThrownBy(() -> RunFolder.create(folder, false))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("not empty");
        assertThat(file).hasContent("mine");
        assertThat(folder.resolve(".lock")).doesNotExist();
    }

    @Test
    void forceRemovesTheFilesOfARunAndNoOthers() throws IOException {
        Path results = Files.writeString(folder.resolve("results.json"), "old");
        Path notes = Files.writeString(folder.resolve("notes.txt"), "mine");
        RunFolder.create(folder, true).close();
        assertThat(results).doesNotExist();
        assertThat(notes).hasContent("mine");
    }

    @Test
    void aFolderInUseIsRefused() throws IOException {
        try (RunFolder first = RunFolder.create(folder, false)) {
            first.replace(first.config(), "x: 1\n");
            for (boolean force : new boolean[] {false, true}) {
                assertThatThrownBy(() -> RunFolder.create(folder, force))
                        .isInstanceOf(UsageException.class)
                        .hasMessageContaining("is in use");
            }
            assertThatThrownBy(() -> RunFolder.resume(folder)).hasMessageContaining("is in use");
            assertThat(first.config()).hasContent("x: 1\n");
        }
        RunFolder.resume(folder).close();
    }

    @Test
    void onlyTheFolderOfARunIsResumed() {
        assertThatThrownBy(() -> RunFolder.resume(folder)).hasMessageContaining("has no config.yaml");
        assertThatThrownBy(() -> RunFolder.resume(folder.resolve("x"))).hasMessageContaining("no such folder");
    }

    @Test
    void aFileInPlaceOfTheFolderIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("out"), "mine");
        assertThatThrownBy(() -> RunFolder.create(file, true)).hasMessageContaining("a file of that name exists");
        assertThatThrownBy(() -> RunFolder.create(file.resolve("deeper"), false))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("cannot be made");
        assertThat(file).hasContent("mine");
    }
}
