package org.openmmbg.openmm.jna;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SymbolCheckTest {
    private static final List<String> CPP_RUNTIME = List.of("libstdc++.so.6", "libc.so.6");

    @TempDir
    private Path folder;

    private final SymbolCheck check = new SymbolCheck(true, "amd64", NativeBindings.functions());

    @Test
    @EnabledOnOs(OS.LINUX)
    void theEmbeddedOneHasEveryFunctionWeBind() throws LibraryRefusedException {
        assertThat(NativeBindings.functions()).contains("OpenMM_Context_create_2", "OpenMM_Platform_getPropertyNames");
        assertThat(check.refusal(EmbeddedLibrary.unpack(), false)).isNull();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aLibraryOfTheJdkIsNotOpenMm() {
        Path zip = Path.of(System.getProperty("java.home"), "lib", System.mapLibraryName("zip"));
        SymbolCheck here = SymbolCheck.ofThisMachine(List.of());
        assertThat(here.refusal(zip, false)).isEqualTo("it is not OpenMM");
    }

    @Test
    void debiansHasNoCApi() throws IOException {
        List<String> symbols = List.of("_ZN6OpenMM8Platform16getOpenMMVersionEv", "_ZTIN6OpenMM7ContextE");
        Path file = ElfFile.write(folder.resolve("a.so"), ElfFile.X86_64, symbols, List.of(), CPP_RUNTIME);
        assertThat(check.refusal(file, true)).contains("no C API");
    }

    @Test
    void aMissingFunctionIsNamed() throws IOException {
        List<String> symbols = new ArrayList<>(NativeBindings.functions());
        symbols.remove("OpenMM_Context_create_2");
        // Wanting a function of another library is not having it.
        Path file = ElfFile.write(
                folder.resolve("a.so"), ElfFile.X86_64, symbols, List.of("OpenMM_Context_create_2"), CPP_RUNTIME);
        assertThat(check.refusal(file, true)).startsWith("it lacks OpenMM_Context_create_2;");
        symbols.remove("OpenMM_Context_destroy");
        ElfFile.write(file, ElfFile.X86_64, symbols, List.of(), CPP_RUNTIME);
        assertThat(check.refusal(file, true)).startsWith("it lacks OpenMM_Context_create_2 and 1 more functions");
    }

    @Test
    void anotherProcessorIsNamed() throws IOException {
        Path file = ElfFile.write(
                folder.resolve("a.so"), ElfFile.AARCH64, NativeBindings.functions(), List.of(), CPP_RUNTIME);
        assertThat(check.refusal(file, true)).isEqualTo("it is for another processor (aarch64)");
    }

    @Test
    void oneWhoseErrorsCannotBeCaughtIsTakenOnlyIfNamed() throws IOException {
        Path file = ElfFile.write(
                folder.resolve("a.so"), ElfFile.X86_64, NativeBindings.functions(), List.of(), List.of("libc.so.6"));
        assertThat(check.refusal(file, false)).contains("C++ runtime");
        assertThat(check.refusal(file, true)).isNull();
    }

    @Test
    void whatIsNoLibraryIsRefused() throws IOException {
        assertThat(check.refusal(folder.resolve("none.so"), true)).isEqualTo("there is no such file");
        assertThat(check.refusal(folder, true)).isEqualTo("there is no such file");
        assertThat(check.refusal(Files.createFile(folder.resolve("empty.so")), true))
                .contains("not a shared library");
        assertThat(check.refusal(Files.writeString(folder.resolve("text.so"), "hello ".repeat(99)), true))
                .contains("not a shared library");
    }

    /** Whatever stands in a file, reading it ends, and soon. */
    @Test
    void damagedFilesAreRefusedOrReadButNeverMore() throws IOException {
        Path good = ElfFile.write(
                folder.resolve("good.so"), ElfFile.X86_64, NativeBindings.functions(), List.of(), CPP_RUNTIME);
        byte[] bytes = Files.readAllBytes(good);
        long seed = 20261123;
        SplittableRandom random = new SplittableRandom(seed);
        Path file = folder.resolve("damaged.so");
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            byte[] damaged = Arrays.copyOf(bytes, i % 2 == 0 ? random.nextInt(bytes.length) : bytes.length);
            for (int flip = 0; flip < 4 && i % 2 == 1; flip++) {
                // Headers are what leads astray: the file's own, and those of the sections at its end.
                int at = random.nextBoolean() ? random.nextInt(64) : bytes.length - 1 - random.nextInt(256);
                damaged[at] = (byte) random.nextInt(256);
            }
            Files.write(file, damaged);
            refused += check.refusal(file, true) == null ? 0 : 1;
        }
        assertThat(refused).as("seed %d", seed).isGreaterThan(200);
    }
}
