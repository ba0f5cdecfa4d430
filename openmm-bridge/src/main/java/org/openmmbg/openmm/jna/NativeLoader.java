package org.openmmbg.openmm.jna;

import static org.openmmbg.openmm.jna.OpenMmNative.*;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.openmmbg.openmm.OpenMmUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds an OpenMM library, loads it into the process and binds its functions. */
public final class NativeLoader {
    /** System property with the path of libOpenMM or of its directory. */
    public static final String PROPERTY = "openmmbg.openmm.library";

    /** Environment variable with the path of libOpenMM or of its directory. */
    public static final String ENVIRONMENT = "OPENMM_BG_OPENMM_LIBRARY";

    private static final Logger LOG = LoggerFactory.getLogger(NativeLoader.class);
    private static final String REMEDY =
            "install OpenMM (conda install -c conda-forge openmm) and set " + ENVIRONMENT + " to its lib directory";

    private NativeLoader() {}

    /**
     * What was loaded.
     *
     * @param path the library file
     * @param version OpenMM's version
     * @param platforms names of its platforms, in OpenMM's order
     */
    public record Loaded(Path path, String version, List<String> platforms) {
        public Loaded {
            platforms = List.copyOf(platforms);
        }
    }

    /**
     * Loads the library the property or the environment names, else the embedded one.
     *
     * @throws OpenMmUnavailableException if there is none that can be used
     */
    public static Loaded load() {
        Path library = locate();
        NativeLibrary handle = open(library);
        if (!has(handle, "OpenMM_Platform_getOpenMMVersion")) {
            handle.close();
            throw new OpenMmUnavailableException(library + " is an OpenMM without the C API, as Debian builds it, and"
                    + " cannot be called from Java: " + REMEDY + ", or leave it unset to use the embedded OpenMM");
        }
        try {
            bind(handle);
        } catch (UnsatisfiedLinkError e) {
            throw new OpenMmUnavailableException(
                    library + " lacks a function of OpenMM's C API (" + e.getMessage() + "): " + REMEDY, e);
        }
        TerminateGuard.install(handle);
        Loaded loaded = NativeCall.of(() -> initialize(library));
        LOG.debug("OpenMM {} from {}, platforms {}", loaded.version(), library, loaded.platforms());
        return loaded;
    }

    private static Loaded initialize(Path library) {
        loadPlugins(library.resolveSibling("plugins"));
        List<String> platforms = new ArrayList<>();
        for (int i = 0; i < OpenMM_Platform_getNumPlatforms(); i++) {
            platforms.add(OpenMM_Platform_getName(OpenMM_Platform_getPlatform(i)));
        }
        return new Loaded(library, OpenMM_Platform_getOpenMMVersion(), platforms);
    }

    private static Path locate() {
        String property = System.getProperty(PROPERTY);
        if (property != null && !property.isBlank()) {
            return named(property, "the property " + PROPERTY);
        }
        String environment = System.getenv(ENVIRONMENT);
        if (environment != null && !environment.isBlank()) {
            return named(environment, ENVIRONMENT);
        }
        return embedded();
    }

    private static Path named(String setting, String source) {
        Path path = Path.of(setting).toAbsolutePath();
        Path library = Files.isDirectory(path) ? path.resolve(fileName("OpenMM")) : path;
        if (!Files.isRegularFile(library)) {
            throw new OpenMmUnavailableException(source + " names " + setting + ", but there is no file " + library
                    + ": name libOpenMM or its" + " directory");
        }
        return library;
    }

    private static Path embedded() {
        String key = key();
        if (key == null) {
            throw new OpenMmUnavailableException("there is no embedded OpenMM for " + System.getProperty("os.name")
                    + " on " + System.getProperty("os.arch") + ": " + REMEDY);
        }
        // The GPU and PME plugins of that jar are left out: they need drivers or carry other licences.
        String prefix = "lib/" + key + "/";
        String core = prefix + fileName("OpenMM");
        String cpu = prefix + "plugins/" + fileName("OpenMMCPU");
        try {
            String name = "openmm-" + key + "-" + NativeCache.fingerprint(core);
            return NativeCache.open().extract(name, List.of(core, cpu), prefix).resolve(fileName("OpenMM"));
        } catch (IOException e) {
            throw new OpenMmUnavailableException(
                    "the embedded OpenMM cannot be unpacked (" + e + "): set " + NativeCache.ENVIRONMENT
                            + " to a directory that can be written",
                    e);
        }
    }

    /** Returns the directory of the embedded natives for this machine, or null if there are none. */
    private static @Nullable String key() {
        String arch = System.getProperty("os.arch", "");
        if (!arch.equals("amd64") && !arch.equals("x86_64")) {
            return null;
        }
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (os.startsWith("linux")) {
            return "linux_x64";
        }
        if (os.startsWith("mac")) {
            return "darwin";
        }
        return os.startsWith("windows") ? "win_x64" : null;
    }

    /** Returns the file name of a library on this operating system. */
    private static String fileName(String name) {
        return System.mapLibraryName(name);
    }

    private static NativeLibrary open(Path library) {
        try {
            useOwnCacheForJna();
            return NativeLibrary.getInstance(library.toString());
        } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
            throw new OpenMmUnavailableException(library + " cannot be loaded: " + firstLine(e.getMessage()), e);
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

    private static boolean has(NativeLibrary library, String symbol) {
        try {
            library.getGlobalVariableAddress(symbol);
            return true;
        } catch (UnsatisfiedLinkError e) {
            return false;
        }
    }

    private static void loadPlugins(Path directory) {
        if (!Files.isDirectory(directory)) {
            LOG.debug("no plugins: {} does not exist", directory);
            return;
        }
        // OpenMM leaves a plugin out that does not load, such as one for a GPU this machine does not have.
        long loaded = OpenMM_Platform_loadPluginsFromDirectory(directory.toString());
        for (int i = 0; i < OpenMM_StringArray_getSize(loaded); i++) {
            LOG.debug("plugin {}", OpenMM_StringArray_get(loaded, i));
        }
        OpenMM_StringArray_destroy(loaded);
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "no reason given" : message.lines().findFirst().orElse("no reason given");
    }
}
