package org.openmmbg.openmm.jna;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.openmmbg.openmm.LibraryCandidate.Source;
import org.openmmbg.openmm.OpenMmUnavailableException;
import org.openmmbg.openmm.jna.LibrarySearch.Place;

@EnabledOnOs(OS.LINUX)
class LibrarySearchTest {
    private static final String LIBRARY = "libOpenMM.so";
    private static final Place EMBEDDED = new Place(Source.EMBEDDED, null);

    @TempDir
    private Path temporary;

    private Path root = Path.of("");
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void findRoot() throws IOException {
        root = temporary.toRealPath();
    }

    private List<Place> places(String property, Path... systemFolders) {
        return new LibrarySearch(environment, property, root.resolve("home"), "Linux", List.of(systemFolders)).places();
    }

    private Path file(String... names) throws IOException {
        Path file = root;
        for (String name : names) {
            file = file.resolve(name);
        }
        Files.createDirectories(file.getParent());
        return Files.createFile(file);
    }

    private Path python(String... names) throws IOException {
        Path python = file(names);
        Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwxr-xr-x"));
        return python;
    }

    @Test
    void aloneTheEmbeddedOneIsTaken() {
        assertThat(places("")).containsExactly(EMBEDDED);
    }

    @Test
    void theOrderIsNamedThenEnvironmentsThenEmbeddedThenSystem() throws IOException {
        Path named = file("named", "my-openmm.so");
        Path told = file("told", LIBRARY);
        Path conda = file("conda", "lib", LIBRARY);
        Path built = file("built", "lib", LIBRARY);
        Path plugged = file("plugged", "lib", LIBRARY);
        Path wheel = file("venv", "lib", "python3.12", "site-packages", "OpenMM.libs", "lib", LIBRARY);
        Path user = file("home", ".local", "lib", "python3.11", "site-packages", "OpenMM.libs", "lib", LIBRARY);
        Path loader = file("loader", LIBRARY);
        Path system = file("system", LIBRARY);
        Files.createSymbolicLink(
                Files.createDirectories(root.resolve("bin")).resolve("python3"), python("usr", "bin", "python3.11"));
        environment.put("OPENMM_BG_OPENMM_LIBRARY", root.resolve("told").toString());
        environment.put("CONDA_PREFIX", root.resolve("conda").toString());
        environment.put("OPENMM_DIR", root.resolve("built").toString());
        environment.put("OPENMM_PLUGIN_DIR", plugged.resolveSibling("plugins").toString());
        environment.put("VIRTUAL_ENV", root.resolve("venv").toString());
        environment.put("PATH", "/nowhere:" + root.resolve("bin"));
        environment.put("LD_LIBRARY_PATH", root.resolve("loader").toString());

        assertThat(places(named.toString(), root.resolve("system")))
                .containsExactly(
                        new Place(Source.PROPERTY, named),
                        new Place(Source.ENVIRONMENT, told),
                        new Place(Source.CONDA, conda),
                        new Place(Source.OPENMM_DIR, built),
                        new Place(Source.OPENMM_PLUGIN_DIR, plugged),
                        new Place(Source.VIRTUAL_ENV, wheel),
                        new Place(Source.PYTHON, user),
                        EMBEDDED,
                        new Place(Source.SYSTEM, loader),
                        new Place(Source.SYSTEM, system));
    }

    @Test
    void theEmbeddedOneCanBeNamed() {
        environment.put("OPENMM_BG_OPENMM_LIBRARY", "embedded");
        assertThat(places("")).containsExactly(new Place(Source.ENVIRONMENT, null), EMBEDDED);
    }

    @Test
    void whatIsNamedNeedNotExistToBeTold() {
        assertThat(places(root.resolve("none.so").toString()))
                .containsExactly(new Place(Source.PROPERTY, root.resolve("none.so")), EMBEDDED);
        assertThatThrownBy(() -> places("a\0b")).isInstanceOf(OpenMmUnavailableException.class);
    }

    @Test
    void aVariableWithNoLibraryThereIsToldToo() {
        environment.put("CONDA_PREFIX", root.resolve("conda").toString());
        assertThat(places(""))
                .containsExactly(new Place(Source.CONDA, root.resolve("conda/lib/libOpenMM.so")), EMBEDDED);
    }

    @Test
    void oneLibraryIsOnePlace() throws IOException {
        Path library = file("conda", "lib", LIBRARY);
        environment.put("CONDA_PREFIX", root.resolve("conda").toString());
        environment.put("OPENMM_DIR", root.resolve("conda").toString());
        environment.put("LD_LIBRARY_PATH", root.resolve("conda/../conda/lib").toString());
        assertThat(places("")).containsExactly(new Place(Source.CONDA, library), EMBEDDED);
    }

    /** Plugins ask for the name with the version: loading the other copy would make two OpenMMs of one. */
    @Test
    void theFileThatPluginsAskForIsTaken() throws IOException {
        file("wheel", LIBRARY);
        Path versioned = file("wheel", LIBRARY + ".8.3");
        environment.put("OPENMM_DIR", root.resolve("wheel").toString());
        assertThat(places("")).contains(new Place(Source.OPENMM_DIR, versioned));

        file("conda", "lib", LIBRARY + ".8.3");
        Path current = file("conda", "lib", LIBRARY + ".8.2");
        Files.createSymbolicLink(root.resolve("conda/lib").resolve(LIBRARY), current);
        environment.put("CONDA_PREFIX", root.resolve("conda").toString());
        assertThat(places("")).contains(new Place(Source.CONDA, current));
    }

    @Test
    void thePythonOfAVirtualEnvironmentHasPackagesOfItsOwn() throws IOException {
        Path old = file("venv", "lib", "python3.9", "site-packages", "OpenMM.libs", "lib", LIBRARY);
        Path wheel = file("venv", "lib", "python3.10", "site-packages", "OpenMM.libs", "lib", LIBRARY);
        file("usr", "lib", "python3.11", "site-packages", "OpenMM.libs", "lib", LIBRARY);
        file("venv", "pyvenv.cfg");
        Files.createSymbolicLink(
                Files.createDirectories(root.resolve("venv/bin")).resolve("python3"),
                python("usr", "bin", "python3.11"));
        environment.put("PATH", root.resolve("venv/bin").toString());
        assertThat(places(""))
                .containsExactly(new Place(Source.PYTHON, wheel), EMBEDDED)
                .doesNotContain(new Place(Source.PYTHON, old));
    }

    @Test
    void otherVersionsOfPythonThanTheOneOnThePathDoNotCount() throws IOException {
        python("usr", "bin", "python3.11");
        Files.createSymbolicLink(root.resolve("usr/bin/python3"), Path.of("python3.11"));
        file("usr", "lib", "python3.12", "site-packages", "OpenMM.libs", "lib", LIBRARY);
        environment.put("PATH", root.resolve("usr/bin").toString());
        assertThat(places("")).containsExactly(EMBEDDED);

        Path own = file("usr", "local", "lib", "python3.11", "dist-packages", "OpenMM.libs", "lib", LIBRARY);
        assertThat(places("")).containsExactly(new Place(Source.PYTHON, own), EMBEDDED);
    }
}
