package org.openmmbg.openmm;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openmmbg.openmm.jna.HandleLeaks;
import org.openmmbg.openmm.jna.NativeLoader;

/**
 * The OpenMM library of this process, loaded once.
 *
 * <p>It is the first that can be used of: the one named by the system property {@value NativeLoader#PROPERTY} or the
 * environment variable {@value NativeLoader#ENVIRONMENT} (the path of libOpenMM or of its directory, or
 * {@code embedded}), for which no other is taken; that of the active conda environment; those of {@code OPENMM_DIR} and
 * {@code OPENMM_PLUGIN_DIR}; pip's, in the active virtual environment or for the {@code python3} on the path; the
 * embedded OpenMM 7.3.1, for x86-64 Linux, macOS and Windows; one of the operating system's. Two OpenMMs in one process
 * do not go together, so the first one loaded stays.
 */
public final class OpenMmLibrary {
    private static @Nullable OpenMmLibrary instance;

    private final NativeLoader.Loaded loaded;

    private OpenMmLibrary(NativeLoader.Loaded loaded) {
        this.loaded = loaded;
    }

    /**
     * Returns the library, loaded by the first call.
     *
     * @throws OpenMmUnavailableException if there is no OpenMM for this machine, or the one named cannot be used
     */
    public static synchronized OpenMmLibrary load() {
        if (instance == null) {
            instance = new OpenMmLibrary(NativeLoader.load());
        }
        return instance;
    }

    /** Returns OpenMM's version, such as {@code 7.3.1}. */
    public String version() {
        return loaded.version();
    }

    /** Returns the library file. */
    public Path path() {
        return loaded.path();
    }

    /** Returns the names of the platforms, such as {@code Reference} and {@code CPU}. */
    public List<String> platforms() {
        return loaded.platforms().stream().map(PlatformInfo::name).toList();
    }

    /** Returns the platforms, in OpenMM's order. */
    public List<PlatformInfo> platformInfos() {
        return loaded.platforms();
    }

    /** Returns whether this version can do what not every version can. */
    public boolean has(Capability capability) {
        return loaded.capabilities().contains(capability);
    }

    /** Returns the plugins that could not be loaded, with OpenMM's reasons: those for GPUs on a machine without, say. */
    public List<String> failedPlugins() {
        return loaded.failedPlugins();
    }

    /** Returns every library the search came by, the one in use among them, in the order of the search. */
    public List<LibraryCandidate> candidates() {
        return loaded.candidates();
    }

    /**
     * Checks that a choice of platform can be had of this library. Whether this machine has what the platform needs, a
     * GPU for example, shows when a Context is made.
     *
     * @throws PlatformException if there is no such platform, or it has no such property
     */
    public void require(PlatformSpec platform) {
        PlatformInfo info = loaded.platforms().stream()
                .filter(known -> known.name().equals(platform.name()))
                .findFirst()
                .orElseThrow(() -> new PlatformException("there is no platform " + platform.name() + "; this OpenMM ("
                        + version() + ") has " + String.join(", ", platforms())));
        for (String property : platform.properties().keySet()) {
            if (!info.properties().containsKey(property)) {
                throw new PlatformException("platform " + info.name() + " has no property " + property + "; it has "
                        + (info.properties().isEmpty()
                                ? "none"
                                : String.join(", ", info.properties().keySet())));
            }
        }
    }

    /** Returns the version of JNA, through which OpenMM is called. */
    public static String jnaVersion() {
        return NativeLoader.jnaVersion();
    }

    /** Returns the folder that the embedded library is unpacked to. */
    public static Path cacheFolder() {
        return NativeLoader.cacheFolder();
    }

    /** Returns how many evaluators and simulations of this process are open. */
    public static long openHandles() {
        return HandleLeaks.open();
    }
}
