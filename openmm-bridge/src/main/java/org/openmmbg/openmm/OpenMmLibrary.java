package org.openmmbg.openmm;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openmmbg.openmm.jna.NativeLoader;

/**
 * The OpenMM library of this process, loaded once.
 *
 * <p>It is the one that the system property {@value NativeLoader#PROPERTY} or else the environment variable
 * {@value NativeLoader#ENVIRONMENT} names (the path of libOpenMM or of its directory), and without either the embedded
 * OpenMM 7.3.1 for x86-64 Linux, macOS and Windows. Two OpenMMs in one process do not go together, so the first one
 * loaded stays.
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
        return loaded.platforms();
    }
}
