package org.openmmbg.openmm.jna;

import static org.openmmbg.openmm.jna.OpenMmNative.*;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openmmbg.openmm.Capability;
import org.openmmbg.openmm.LibraryCandidate;
import org.openmmbg.openmm.LibraryCandidate.Verdict;
import org.openmmbg.openmm.OpenMmException;
import org.openmmbg.openmm.OpenMmUnavailableException;
import org.openmmbg.openmm.PlatformInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the first usable OpenMM that {@link LibrarySearch} comes by, loads it into the process and binds its functions.
 *
 * <p>A library is examined by {@link SymbolCheck} before it is loaded, since two OpenMMs in one process do not go
 * together. One that loads and lacks a function all the same is unloaded before any of its functions was called.
 */
public final class NativeLoader {
    /** System property with the path of libOpenMM or of its directory, or {@code embedded}. */
    public static final String PROPERTY = "openmmbg.openmm.library";

    /** Environment variable with the path of libOpenMM or of its directory, or {@code embedded}. */
    public static final String ENVIRONMENT = "OPENMM_BG_OPENMM_LIBRARY";

    private static final Logger LOG = LoggerFactory.getLogger(NativeLoader.class);
    private static final String REMEDY = "install OpenMM (conda install -c conda-forge openmm) and activate its"
            + " environment, or set " + ENVIRONMENT + " to its lib directory";
    private static final String NAMED_REMEDY =
            "name libOpenMM or its directory, or leave it unset to have OpenMM looked for";

    private final List<LibrarySearch.Place> places;
    private final SymbolCheck check = SymbolCheck.ofThisMachine(NativeBindings.functions());

    /** What became of the places so far, in their order. */
    private final List<LibraryCandidate> candidates = new ArrayList<>();

    private NativeLoader(List<LibrarySearch.Place> places) {
        this.places = places;
    }

    /**
     * What was loaded.
     *
     * @param path the library file
     * @param version OpenMM's version
     * @param platforms its platforms, in OpenMM's order
     * @param capabilities what not every version can do
     * @param failedPlugins plugins that could not be loaded, with OpenMM's reasons
     * @param candidates every library the search came by, in its order
     */
    public record Loaded(
            Path path,
            String version,
            List<PlatformInfo> platforms,
            Set<Capability> capabilities,
            List<String> failedPlugins,
            List<LibraryCandidate> candidates) {
        public Loaded {
            platforms = List.copyOf(platforms);
            capabilities = capabilities.isEmpty() ? Set.of() : EnumSet.copyOf(capabilities);
            failedPlugins = List.copyOf(failedPlugins);
            candidates = List.copyOf(candidates);
        }
    }

    /**
     * Loads OpenMM.
     *
     * @throws OpenMmUnavailableException if there is none that can be used, or the one the user named cannot
     */
    public static Loaded load() {
        return new NativeLoader(LibrarySearch.ofThisProcess().places()).loadFirst();
    }

    /** Returns the version of JNA. */
    public static String jnaVersion() {
        return Native.VERSION + " (native " + Native.VERSION_NATIVE + ")";
    }

    /** Returns the folder that native libraries are unpacked to. */
    public static Path cacheFolder() {
        return NativeCache.location(System.getenv(NativeCache.ENVIRONMENT), System.getenv("XDG_CACHE_HOME"));
    }

    private Loaded loadFirst() {
        for (LibrarySearch.Place place : places) {
            Path file = place.file();
            try {
                if (file == null) {
                    file = EmbeddedLibrary.unpack();
                }
                NativeLibrary library = open(file, place.source().isNamed());
                candidates.add(new LibraryCandidate(place.source(), file, Verdict.USED, ""));
                addRest("another one is in use");
                return start(library, file);
            } catch (LibraryRefusedException e) {
                boolean isAbsent = file != null && !Files.exists(file);
                candidates.add(new LibraryCandidate(
                        place.source(), file, isAbsent ? Verdict.ABSENT : Verdict.REFUSED, e.reason()));
                if (place.source().isNamed()) {
                    addRest("another one is named");
                    String which = file == null ? "" : place.source().label() + " names " + file + ", but ";
                    throw new OpenMmUnavailableException(which + e.reason() + ": " + NAMED_REMEDY, e, candidates);
                }
                if (!isAbsent) {
                    LOG.warn(
                            "OpenMM at {} ({}) is passed over: {}",
                            file,
                            place.source().label(),
                            e.reason());
                }
            }
        }
        String reasons = candidates.stream()
                .filter(candidate -> candidate.verdict() == Verdict.REFUSED)
                .map(candidate -> (candidate.path() == null ? "" : candidate.path() + ": ") + candidate.reason())
                .collect(Collectors.joining("; "));
        throw new OpenMmUnavailableException("no OpenMM can be used: " + reasons + ": " + REMEDY, null, candidates);
    }

    /** Adds the places that are not tried any more, with what can be told without loading them. */
    private void addRest(String why) {
        for (LibrarySearch.Place place : places.subList(candidates.size(), places.size())) {
            Path file = place.file();
            Verdict verdict = Verdict.NOT_TRIED;
            String reason = why;
            if (file != null) {
                String refusal = check.refusal(file, place.source().isNamed());
                if (refusal != null) {
                    verdict = Files.exists(file) ? Verdict.REFUSED : Verdict.ABSENT;
                    reason = refusal;
                }
            }
            candidates.add(new LibraryCandidate(place.source(), file, verdict, reason));
        }
    }

    /** Loads a library into the process and binds its functions; none of them is called yet. */
    private NativeLibrary open(Path file, boolean isNamed) throws LibraryRefusedException {
        String refusal = check.refusal(file, isNamed);
        if (refusal != null) {
            throw new LibraryRefusedException(refusal);
        }
        useOwnCacheForJna();
        NativeLibrary library;
        try {
            library = NativeLibrary.getInstance(file.toString());
        } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
            throw new LibraryRefusedException("it cannot be loaded: " + loaderMessage(e.getMessage()), e);
        }
        try {
            NativeBindings.bind(library);
            return library;
        } catch (UnsatisfiedLinkError e) {
            library.close();
            throw new LibraryRefusedException(
                    "it lacks a function of OpenMM's C API: " + loaderMessage(e.getMessage()), e);
        }
    }

    private static void useOwnCacheForJna() {
        if (System.getProperty("jna.tmpdir") == null) {
            try {
                System.setProperty(
                        "jna.tmpdir", NativeCache.open().directory("jna").toString());
            } catch (IOException e) {
                LOG.debug("JNA keeps its own directory: {}", e.toString());
            }
        }
    }

    /** Returns what the system's loader said; JNA puts a line of its own before it. */
    private static String loaderMessage(@Nullable String message) {
        return message == null
                ? "no reason given"
                : message.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("Unable to load library"))
                        .findFirst()
                        .orElse(message.strip());
    }

    /** Loads the plugins and asks OpenMM what it has; from now on no other OpenMM will do. */
    private Loaded start(NativeLibrary library, Path file) {
        TerminateGuard.install(library);
        OptionalFunctions optional = new OptionalFunctions(library);
        try {
            Loaded loaded = NativeCall.of(() -> {
                loadPlugins(file);
                List<PlatformInfo> platforms = new ArrayList<>();
                for (int i = 0; i < OpenMM_Platform_getNumPlatforms(); i++) {
                    platforms.add(PlatformDefaults.describe(OpenMM_Platform_getPlatform(i)));
                }
                return new Loaded(
                        file,
                        OpenMM_Platform_getOpenMMVersion(),
                        platforms,
                        optional.capabilities(),
                        failedPlugins(optional),
                        candidates);
            });
            LOG.debug("OpenMM {} from {}, platforms {}", loaded.version(), file, loaded.platforms());
            return loaded;
        } catch (OpenMmException e) {
            throw new OpenMmUnavailableException(file + " failed as it started: " + e.getMessage(), e, candidates);
        }
    }

    private static void loadPlugins(Path library) {
        // OpenMM's own default is a folder of the machine it was built on.
        Path directory = library.resolveSibling("plugins");
        String told = System.getenv("OPENMM_PLUGIN_DIR");
        if (!Files.isDirectory(directory) && told != null && !told.isBlank()) {
            directory = Path.of(told);
        }
        if (!Files.isDirectory(directory)) {
            LOG.debug("no plugins: {} does not exist", directory);
            return;
        }
        // OpenMM leaves a plugin out that does not load, such as one for a GPU this machine does not have.
        strings(OpenMM_Platform_loadPluginsFromDirectory(directory.toString()))
                .forEach(plugin -> LOG.debug("plugin {}", plugin));
    }

    private static List<String> failedPlugins(OptionalFunctions optional) {
        return optional.find(OptionalFunctions.PLUGIN_FAILURES)
                .map(function -> strings(Pointer.nativeValue(function.invokePointer(new Object[0]))))
                .orElse(List.of());
    }

    /** Returns the strings of an array of OpenMM, and destroys it. */
    private static List<String> strings(long array) {
        List<String> strings = new ArrayList<>();
        for (int i = 0; i < OpenMM_StringArray_getSize(array); i++) {
            strings.add(OpenMM_StringArray_get(array, i));
        }
        OpenMM_StringArray_destroy(array);
        return strings;
    }
}
