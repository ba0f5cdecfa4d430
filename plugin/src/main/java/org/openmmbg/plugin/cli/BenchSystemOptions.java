package org.openmmbg.plugin.cli;

import org.openmmbg.openmm.OpenMmLibrary;
import org.openmmbg.openmm.PlatformException;
import org.openmmbg.openmm.PlatformSpec;
import org.openmmbg.systems.MolecularSystem;
import org.openmmbg.systems.SystemRegistry;
import org.openmmbg.systems.UnknownSystemException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a bench of energies works on. */
final class BenchSystemOptions {
    @Option(
            names = "--system",
            paramLabel = "NAME",
            defaultValue = "alanine-dipeptide",
            description = "A built-in system (default: ${DEFAULT-VALUE}).")
    private String name = "";

    @Mixin
    private final PlatformOption platform = new PlatformOption();

    /**
     * Returns the system named.
     *
     * @throws UnknownSystemException if there is none
     */
    MolecularSystem load() {
        return SystemRegistry.builtIn().load(name);
    }

    /**
     * Returns the platform named, or the fastest for the molecule.
     *
     * @throws PlatformException if it cannot be read
     */
    PlatformSpec platform(OpenMmLibrary library, MolecularSystem molecule) {
        return platform.choose(library, molecule.system(), molecule.referencePositions());
    }
}
