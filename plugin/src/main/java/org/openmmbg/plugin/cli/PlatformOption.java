package org.openmmbg.plugin.cli;

import org.openmmbg.openmm.OpenMmLibrary;
import org.openmmbg.openmm.PlatformChoice;
import org.openmmbg.openmm.PlatformException;
import org.openmmbg.openmm.PlatformSpec;
import org.openmmbg.openmm.system.SystemSpec;
import picocli.CommandLine.Option;

/** The platform of commands that evaluate energies; a run chooses its own. */
final class PlatformOption {
    @Option(
            names = "--platform",
            paramLabel = "NAME",
            defaultValue = "Reference",
            description = "OpenMM platform: ${DEFAULT-VALUE} (default), CPU, CUDA or OpenCL, with properties as in"
                    + " CPU:Threads=2; or auto for the fastest.")
    private String platform = "";

    /**
     * Returns the platform named, or the fastest.
     *
     * @throws PlatformException if the name cannot be read
     */
    PlatformSpec choose(OpenMmLibrary library, SystemSpec system, double[] positions) {
        return platform.equals(PlatformChoice.AUTO)
                ? PlatformChoice.byTiming(library, system, positions).platform()
                : PlatformSpec.parse(platform);
    }
}
