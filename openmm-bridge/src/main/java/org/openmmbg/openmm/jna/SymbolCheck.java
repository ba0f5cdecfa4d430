package org.openmmbg.openmm.jna;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a library can be the OpenMM of this process, before anything of it is loaded. On Linux alone: elsewhere
 * the loader finds out.
 */
final class SymbolCheck {
    private final boolean readsElf;
    private final String architecture;
    private final List<String> required;

    /**
     * @param readsElf whether libraries are ELF files here
     * @param architecture this processor, as Java names it
     * @param required the C functions that must be there
     */
    SymbolCheck(boolean readsElf, String architecture, List<String> required) {
        this.readsElf = readsElf;
        this.architecture = architecture;
        this.required = List.copyOf(required);
    }

    /** Returns a check for this operating system and processor. */
    static SymbolCheck ofThisMachine(List<String> required) {
        boolean isLinux = System.getProperty("os.name", "").startsWith("Linux");
        return new SymbolCheck(isLinux, System.getProperty("os.arch", ""), required);
    }

    /**
     * Examines a library.
     *
     * @param isNamed whether the user asked for this very library: then it need not be safe, only usable
     * @return why it cannot be used, as a part of a sentence, or null if nothing speaks against it
     */
    @Nullable
    String refusal(Path file, boolean isNamed) {
        if (!Files.isRegularFile(file)) {
            return "there is no such file";
        }
        if (!readsElf) {
            return null;
        }
        ElfSymbols symbols;
        try {
            symbols = ElfSymbols.read(file);
        } catch (IOException e) {
            return "it cannot be read (" + e + ")";
        }
        if (symbols == null) {
            return "it is not a shared library of this system, or damaged";
        }
        if (!symbols.architecture().equals(architecture)) {
            return "it is for another processor (" + symbols.architecture() + ")";
        }
        if (!symbols.exports(name -> name.startsWith("OpenMM_"))) {
            return symbols.exports(name -> name.contains("N6OpenMM"))
                    ? "it has no C API, as in Debian's build, and cannot be called from Java"
                    : "it is not OpenMM";
        }
        List<String> missing = required.stream()
                .filter(name -> !symbols.exported().contains(name))
                .sorted()
                .toList();
        if (!missing.isEmpty()) {
            return "it lacks " + missing.get(0)
                    + (missing.size() == 1 ? "" : " and " + (missing.size() - 1) + " more functions")
                    + "; OpenMM 7.3 to 8.5 have them";
        }
        boolean ownRuntime = symbols.needed().stream().noneMatch(name -> name.startsWith("libstdc++"));
        return ownRuntime && !isNamed
                ? "it has a C++ runtime built in, so an error in it would end the process; name it to use it all the same"
                : null;
    }
}
