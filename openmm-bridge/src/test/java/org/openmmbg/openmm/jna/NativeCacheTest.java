package org.openmmbg.openmm.jna;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class NativeCacheTest {
    /** Any resource that is sure to be on the class path. */
    private static final String RESOURCE = "org/openmmbg/openmm/jna/NativeCache.class";

    private static final String PREFIX = "org/openmmbg/";

    @TempDir
    Path folder;

    @Test
    void extractsOnceAndRepairsWhatWasChanged() throws IOException {
        NativeCache cache = NativeCache.open(folder.resolve("cache"));
        Path directory = cache.extract("natives", List.of(RESOURCE), PREFIX);
        Path file = directory.resolve("openmm/jna/NativeCache.class");
        byte[] content = Files.readAllBytes(file);
        assertThat(content).startsWith(0xCA, 0xFE, 0xBA, 0xBE);

        FileTime past = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(file, past);
        cache.extract("natives", List.of(RESOURCE), PREFIX);
        assertThat(Files.getLastModifiedTime(file)).as("kept").isEqualTo(past);

        Files.writeString(file, "something else");
        cache.extract("natives", List.of(RESOURCE), PREFIX);
        assertThat(file).hasBinaryContent(content);
        try (var files = Files.list(file.getParent())) {
            assertThat(files).as("nothing left over").containsExactly(file);
        }
    }

    @Test
    void aLinkInPlaceOfAFileIsReplaced() throws IOException {
        NativeCache cache = NativeCache.open(folder.resolve("cache"));
        Path file = cache.extract("natives", List.of(RESOURCE), PREFIX).resolve("openmm/jna/NativeCache.class");
        Path elsewhere = folder.resolve("elsewhere");
        Files.move(file, elsewhere);
        Files.createSymbolicLink(file, elsewhere);
        cache.extract("natives", List.of(RESOURCE), PREFIX);
        assertThat(Files.isSymbolicLink(file)).isFalse();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void isPrivateEvenWhereItWasNot() throws IOException {
        Path root = Files.createDirectory(
                folder.resolve("open"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwxrwx")));
        NativeCache cache = NativeCache.open(root);
        Path directory = cache.directory("natives");
        for (Path path : List.of(root, directory)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void aFileInPlaceOfTheDirectoryIsRefused() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> NativeCache.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("directory");
    }

    @Test
    void aMissingResourceIsNamed() throws IOException {
        NativeCache cache = NativeCache.open(folder.resolve("cache"));
        assertThatThrownBy(() -> cache.extract("natives", List.of("lib/none.so"), "lib/"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("lib/none.so");
    }

    @Test
    void standsWhereItIsToldElseByXdg() {
        assertThat(NativeCache.location("/told", "/xdg"))
                .isEqualTo(Path.of("/told").toAbsolutePath());
        assertThat(NativeCache.location(" ", folder.toString())).isEqualTo(folder.resolve("openmm-bg"));
        assertThat(NativeCache.location(null, "relative")).startsWith(Path.of(System.getProperty("user.home")));
    }
}
