package org.openmmbg.openmm.jna;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The OpenMM that comes in a jar of this program. */
final class EmbeddedLibrary {
    private EmbeddedLibrary() {}

    /**
     * Returns the library, unpacked to the cache if it is not there yet.
     *
     * @throws LibraryRefusedException if there is none for this machine, or the cache cannot be written
     */
    static Path unpack() throws LibraryRefusedException {
        String key = key();
        if (key == null) {
            throw new LibraryRefusedException("there is no embedded OpenMM for " + System.getProperty("os.name")
                    + " on " + System.getProperty("os.arch"));
        }
        // The GPU and PME plugins of that jar are left out: they need drivers or carry other licences.
        String prefix = "lib/" + key + "/";
        String core = prefix + System.mapLibraryName("OpenMM");
        String cpu = prefix + "plugins/" + System.mapLibraryName("OpenMMCPU");
        try {
            String name = "openmm-" + key + "-" + NativeCache.fingerprint(core);
            return NativeCache.open()
                    .extract(name, List.of(core, cpu), prefix)
                    .resolve(System.mapLibraryName("OpenMM"));
        } catch (IOException e) {
            throw new LibraryRefusedException(
                    "the embedded OpenMM cannot be unpacked (" + e + "): set " + NativeCache.ENVIRONMENT
                            + " to a directory that can be written",
                    e);
        }
    }

    /** Returns the directory of the natives for this machine, or null if there are none. */
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
}
