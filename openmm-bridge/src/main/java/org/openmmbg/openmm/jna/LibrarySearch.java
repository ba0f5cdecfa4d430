package org.openmmbg.openmm.jna;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openmmbg.openmm.LibraryCandidate.Source;
import org.openmmbg.openmm.OpenMmUnavailableException;

/**
 * Where OpenMM may stand on this machine, in the order in which it is taken. Looks at directories only; runs nothing and
 * loads nothing.
 */
final class LibrarySearch {
    /** In place of a path: the OpenMM inside this program. */
    static final String EMBEDDED = "embedded";

    private static final Pattern PYTHON = Pattern.compile("python3\\.(\\d+)");

    /** Where OpenMM's pip packages put the library, below site-packages. */
    private static final Path WHEEL = Path.of("OpenMM.libs", "lib");

    private final Map<String, String> environment;
    private final @Nullable String property;
    private final Path home;
    private final String os;
    private final List<Path> systemFolders;

    /**
     * A place a library stands at.
     *
     * @param file the library, which need not exist; null for the embedded one
     */
    record Place(Source source, @Nullable Path file) {}

    /**
     * @param environment the environment variables
     * @param property the value of {@link NativeLoader#PROPERTY}
     * @param home the user's home directory
     * @param os the operating system, as Java names it
     * @param systemFolders where the operating system keeps libraries
     */
    LibrarySearch(
            Map<String, String> environment,
            @Nullable String property,
            Path home,
            String os,
            List<Path> systemFolders) {
        this.environment = Map.copyOf(environment);
        this.property = property;
        this.home = home;
        this.os = os.toLowerCase(Locale.ROOT);
        this.systemFolders = List.copyOf(systemFolders);
    }

    /** Returns the search by the settings of this process. */
    static LibrarySearch ofThisProcess() {
        String os = System.getProperty("os.name", "");
        String multiarch = System.getProperty("os.arch", "").equals("aarch64") ? "aarch64" : "x86_64";
        List<Path> folders = os.startsWith("Windows")
                ? List.of()
                : List.of(
                        Path.of("/usr/local/openmm/lib"),
                        Path.of("/usr/local/lib"),
                        Path.of("/usr/lib/" + multiarch + "-linux-gnu"),
                        Path.of("/usr/lib64"),
                        Path.of("/usr/lib"));
        return new LibrarySearch(
                System.getenv(),
                System.getProperty(NativeLoader.PROPERTY),
                Path.of(System.getProperty("user.home", "")),
                os,
                folders);
    }

    /**
     * Returns the places, each library once. A variable that is set gives a place even if there is no library there, so
     * that a user can be told.
     *
     * @throws OpenMmUnavailableException if the user named something that is no path
     */
    List<Place> places() {
        List<Place> places = new ArrayList<>();
        addNamed(Source.PROPERTY, property, places);
        addNamed(Source.ENVIRONMENT, environment.get(NativeLoader.ENVIRONMENT), places);
        directory("CONDA_PREFIX").ifPresent(conda -> {
            List<Path> folders = isWindows()
                    ? List.of(
                            conda.resolve("Library").resolve("lib"),
                            conda.resolve("Library").resolve("bin"))
                    : List.of(conda.resolve("lib"));
            addFirst(Source.CONDA, folders, places);
        });
        directory("OPENMM_DIR")
                .ifPresent(openmm -> addFirst(Source.OPENMM_DIR, List.of(openmm.resolve("lib"), openmm), places));
        directory("OPENMM_PLUGIN_DIR")
                .map(Path::getParent)
                .ifPresent(lib -> addFirst(Source.OPENMM_PLUGIN_DIR, List.of(lib), places));
        directory("VIRTUAL_ENV")
                .ifPresent(venv -> addFirst(Source.VIRTUAL_ENV, wheels(sitePackages(venv, "")), places));
        python().ifPresent(python -> addFirst(Source.PYTHON, wheels(sitePackagesOf(python)), places));
        places.add(new Place(Source.EMBEDDED, null));
        for (Path folder : loaderFolders()) {
            Path library = library(folder);
            if (Files.exists(library)) {
                places.add(new Place(Source.SYSTEM, library));
            }
        }
        return withoutRepetitions(places);
    }

    private static List<Place> withoutRepetitions(List<Place> places) {
        Set<Path> seen = new HashSet<>();
        return places.stream()
                .filter(place -> place.file() == null || seen.add(real(place.file())))
                .toList();
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file;
        }
    }

    private static void addNamed(Source source, @Nullable String setting, List<Place> places) {
        if (setting == null || setting.isBlank()) {
            return;
        }
        if (setting.equals(EMBEDDED)) {
            places.add(new Place(source, null));
            return;
        }
        Path path = path(setting)
                .orElseThrow(() -> new OpenMmUnavailableException(source.label() + " is '" + setting
                        + "', which is not a path; name libOpenMM or its directory"));
        places.add(new Place(source, Files.isDirectory(path) ? library(path) : path));
    }

    /** Adds the library of the first folder that has one, or else the place in the first folder. */
    private static void addFirst(Source source, List<Path> folders, List<Place> places) {
        folders.stream()
                .map(LibrarySearch::library)
                .filter(Files::exists)
                .findFirst()
                .or(() -> folders.stream().map(LibrarySearch::library).findFirst())
                .ifPresent(file -> places.add(new Place(source, file)));
    }

    /**
     * Returns the library in a folder. A pip package holds it twice, since it can hold no links: under its plain name and
     * under the one with a version, which is what the plugins ask for.
     */
    private static Path library(Path folder) {
        Path plain = folder.resolve(System.mapLibraryName("OpenMM"));
        if (Files.isSymbolicLink(plain)) {
            return real(plain);
        }
        return files(folder, plain.getFileName() + ".[0-9]*").stream()
                .max(Comparator.comparing(Path::toString))
                .orElse(plain);
    }

    private List<Path> wheels(List<Path> sitePackages) {
        return sitePackages.stream().map(folder -> folder.resolve(WHEEL)).toList();
    }

    /** Returns the python3 a shell would start. */
    private Optional<Path> python() {
        String name = isWindows() ? "python.exe" : "python3";
        return pathList("PATH").stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Returns where a Python keeps its packages, in its own order: the virtual environment's, else user and system. */
    private List<Path> sitePackagesOf(Path python) {
        Optional<Path> environmentOfPython =
                prefix(python).filter(prefix -> Files.exists(prefix.resolve("pyvenv.cfg")));
        if (environmentOfPython.isPresent()) {
            return sitePackages(environmentOfPython.get(), "");
        }
        Path real = real(python);
        Matcher version = PYTHON.matcher(String.valueOf(real.getFileName()));
        String minor = version.matches() ? version.group(1) : "";
        List<Path> folders = new ArrayList<>(sitePackages(home.resolve(".local"), minor));
        prefix(real).ifPresent(prefix -> {
            // Debian's Python keeps what pip installs there.
            folders.addAll(sitePackages(prefix.resolve("local"), minor));
            folders.addAll(sitePackages(prefix, minor));
        });
        return folders;
    }

    private Optional<Path> prefix(Path python) {
        Optional<Path> folder = Optional.ofNullable(python.getParent());
        return isWindows() ? folder : folder.map(Path::getParent);
    }

    /** Returns the folders of packages below a prefix: of one version of Python 3, or of all, the newest first. */
    private List<Path> sitePackages(Path prefix, String minor) {
        if (isWindows()) {
            return List.of(prefix.resolve("Lib").resolve("site-packages"));
        }
        List<Path> folders = new ArrayList<>();
        for (String lib : List.of("lib", "lib64")) {
            files(prefix.resolve(lib), "python3" + (minor.isEmpty() ? "*" : "." + minor)).stream()
                    .sorted(Comparator.comparingInt(LibrarySearch::minor).reversed())
                    .flatMap(folder -> Stream.of(folder.resolve("site-packages"), folder.resolve("dist-packages")))
                    .filter(Files::isDirectory)
                    .forEach(folders::add);
        }
        return folders;
    }

    private static int minor(Path folder) {
        Matcher version = PYTHON.matcher(String.valueOf(folder.getFileName()));
        return version.matches() && version.group(1).length() < 4 ? Integer.parseInt(version.group(1)) : 0;
    }

    private List<Path> loaderFolders() {
        List<Path> folders = new ArrayList<>();
        if (isWindows()) {
            folders.addAll(pathList("PATH"));
        } else {
            folders.addAll(pathList(isMac() ? "DYLD_LIBRARY_PATH" : "LD_LIBRARY_PATH"));
        }
        folders.addAll(systemFolders);
        return folders;
    }

    private boolean isWindows() {
        return os.startsWith("windows");
    }

    private boolean isMac() {
        return os.startsWith("mac");
    }

    private List<Path> pathList(String variable) {
        return Stream.of(environment.getOrDefault(variable, "").split(Pattern.quote(File.pathSeparator)))
                .flatMap(text -> path(text).stream())
                .toList();
    }

    private Optional<Path> directory(String variable) {
        return path(environment.get(variable));
    }

    private static Optional<Path> path(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(text).toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static List<Path> files(Path folder, String glob) {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, glob)) {
            List<Path> files = new ArrayList<>();
            stream.forEach(files::add);
            return files;
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
    }
}
