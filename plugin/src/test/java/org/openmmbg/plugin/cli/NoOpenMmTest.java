package org.openmmbg.plugin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenMM is loaded once a process, so each case has a process of its own. */
class NoOpenMmTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-Dopenmmbg.openmm.library=FOLDER/none.so | but there is no such file",
                "-Dopenmmbg.openmm.library=FOLDER/text.so | but it is not a shared library",
                "-Dopenmmbg.openmm.library=LIBC | but it is not OpenMM",
                "-Dos.arch=riscv64 | there is no embedded OpenMM for",
            })
    void withoutAnOpenMmNothingIsWritten(String option, String line) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("text.so"), "no library");
        Path out = folder.resolve("out");
        String chosen = option.replace("FOLDER", folder.toString()).replace("LIBC", anyLibrary());
        Process process = ChildJvm.start(List.of(chosen), null, List.of("run", "alanine-dipeptide", "--out", out));
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(text).startsWith("openmm-bg: ").contains(line).hasLineCount(1);
        assertThat(process.waitFor()).isEqualTo(ExitCode.NO_OPENMM);
        assertThat(out).doesNotExist();
    }

    /** A shared library that every Java has, and that is no OpenMM. */
    private static String anyLibrary() {
        return Path.of(System.getProperty("java.home"), "lib", System.mapLibraryName("zip"))
                .toString();
    }
}
