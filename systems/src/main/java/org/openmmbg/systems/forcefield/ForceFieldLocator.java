package org.openmmbg.systems.forcefield;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openmmbg.systems.EditDistance;
import org.openmmbg.systems.InputFileException;

/**
 * Finds force-field files by name: a file of that name, then the shipped ones, then the folders of a search path. The
 * ending {@code .xml} may be left out.
 */
public final class ForceFieldLocator {
    /** Names the environment variable with folders to search. */
    public static final String PATH_VARIABLE = "OPENMM_BG_FORCEFIELD_PATH";

    private static final String ENDING = ".xml";
    private static final int DEEPEST = 2;
    private static final int HEAD = 4096;
    private static final Path DEBIAN = Path.of("/usr/lib/python3/dist-packages/openmm/app/data");

    private final List<Path> folders;

    /** Makes a locator that searches these folders, in order. */
    public ForceFieldLocator(List<Path> folders) {
        this.folders = List.copyOf(folders);
    }

    /**
     * Makes a locator as the environment has it: the folders of {@value #PATH_VARIABLE}, the OpenMM of the active conda or
     * Python environment, Debian's OpenMM.
     */
    public static ForceFieldLocator fromEnvironment() {
        return fromEnvironment(System.getenv());
    }

    static ForceFieldLocator fromEnvironment(Map<String, String> environment) {
        List<Path> folders = new ArrayList<>();
        for (String entry : List.of(environment.getOrDefault(PATH_VARIABLE, "").split(File.pathSeparator))) {
            Path folder = path(entry);
            if (folder != null && !entry.isBlank()) {
                folders.add(folder);
            }
        }
        for (String variable : List.of("CONDA_PREFIX", "VIRTUAL_ENV")) {
            Path root = path(environment.getOrDefault(variable, ""));
            if (root != null && root.isAbsolute()) {
                folders.addAll(pythonData(root));
            }
        }
        folders.add(DEBIAN);
        return new ForceFieldLocator(
                folders.stream().filter(Files::isDirectory).distinct().toList());
    }

    /** The data folders of the OpenMM packages of a Python installation. */
    private static List<Path> pythonData(Path root) {
        List<Path> found = new ArrayList<>();
        Path lib = root.resolve("lib");
        if (Files.isDirectory(lib)) {
            try (DirectoryStream<Path> pythons = Files.newDirectoryStream(lib, "python3*")) {
                for (Path python : pythons) {
                    found.add(python.resolve("site-packages/openmm/app/data"));
                    found.add(python.resolve("site-packages/simtk/openmm/app/data"));
                }
            } catch (IOException e) {
                return List.of();
            }
        }
        return found;
    }

    private static @Nullable Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /** What a name stands for. */
    sealed interface Found {
        /** A model of this project's own. */
        record Solvent(ImplicitSolvent model) implements Found {}

        /** A file in the jar. */
        record Shipped(ShippedForceField forceField) implements Found {}

        /** A file on disk. */
        record OnDisk(Path file) implements Found {}
    }

    /**
     * Finds a force field.
     *
     * @throws InputFileException if the name is that of a file that is not there
     * @throws UnknownForceFieldException if there is none of that name
     */
    Found find(String name) {
        String stem = stem(name);
        ImplicitSolvent solvent = implicit(stem);
        if (solvent != null) {
            return new Found.Solvent(solvent);
        }
        Path file = path(name);
        if (file != null && Files.isRegularFile(file)) {
            return new Found.OnDisk(file);
        }
        ShippedForceField shipped = ShippedForceField.named(stem);
        if (shipped != null) {
            return new Found.Shipped(shipped);
        }
        Path inFolder = findInFolders(stem + ENDING);
        if (inFolder != null) {
            return new Found.OnDisk(inFolder);
        }
        if (file != null && name.endsWith(ENDING) && (file.isAbsolute() || file.getNameCount() > 1)) {
            throw new InputFileException(file, "no such file; expected an OpenMM force field");
        }
        throw new UnknownForceFieldException(name, closest(stem));
    }

    /** The files {@code implicit/*.xml} of OpenMM are programs; this project has models of its own in their place. */
    private static @Nullable ImplicitSolvent implicit(String stem) {
        Path path = path(stem);
        if (path == null || path.getNameCount() < 2) {
            return null;
        }
        return path.getName(path.getNameCount() - 2).toString().equals("implicit")
                ? ImplicitSolvent.named(path.getName(path.getNameCount() - 1).toString())
                : null;
    }

    /** Finds a file that another one includes, which does not lie beside it; null if there is none. */
    @Nullable
    Found findIncluded(String name) {
        Path file = findInFolders(name);
        if (file != null) {
            return new Found.OnDisk(file);
        }
        ShippedForceField shipped = ShippedForceField.named(stem(name));
        return shipped == null ? null : new Found.Shipped(shipped);
    }

    private static String stem(String name) {
        return name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
    }

    private @Nullable Path findInFolders(String relative) {
        Path path = path(relative);
        if (path == null || path.isAbsolute()) {
            return null;
        }
        for (Path folder : folders) {
            Path candidate = folder.resolve(path).normalize();
            if (candidate.startsWith(folder.normalize()) && Files.isRegularFile(candidate)) {
                return candidate;
            }
        }
        return null;
    }

    /**
     * Returns all force fields there are by their names: the shipped ones, the implicit solvents, the files on the search
     * path. A file whose name stands for another one before it is left out; its path names it all the same.
     */
    public List<ForceFieldSource> all() {
        List<ForceFieldSource> all = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (ShippedForceField shipped : ShippedForceField.ALL) {
            all.add(new ForceFieldSource(shipped.name(), shipped.description(), null));
            for (String alias : shipped.aliases()) {
                all.add(new ForceFieldSource(alias, "another name of " + shipped.name(), null));
            }
        }
        for (ImplicitSolvent model : ImplicitSolvent.values()) {
            all.add(new ForceFieldSource(
                    model.forceFieldName(), "implicit solvent " + model + ", to go with any force field", null));
        }
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder, DEEPEST)) {
                files.filter(ForceFieldLocator::isForceField)
                        .map(file -> new ForceFieldSource(stem(folder, file), "file", file))
                        .filter(found -> implicit(found.name()) == null)
                        .sorted(Comparator.comparing(ForceFieldSource::name))
                        .forEach(all::add);
            } catch (IOException | UncheckedIOException e) {
                // A folder that cannot be read holds nothing of use.
            }
        }
        all.removeIf(source -> !names.add(source.name()));
        return all;
    }

    private static String stem(Path folder, Path file) {
        return stem(folder.relativize(file).toString().replace(File.separatorChar, '/'));
    }

    private static boolean isForceField(Path file) {
        if (!file.toString().endsWith(ENDING) || !Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1).contains("<ForceField");
        } catch (IOException e) {
            return false;
        }
    }

    private List<String> closest(String name) {
        return all().stream()
                .map(ForceFieldSource::name)
                .filter(known -> EditDistance.between(known, name) <= Math.max(2, name.length() / 3))
                .sorted(Comparator.comparingInt(known -> EditDistance.between(known, name)))
                .distinct()
                .limit(3)
                .toList();
    }
}
