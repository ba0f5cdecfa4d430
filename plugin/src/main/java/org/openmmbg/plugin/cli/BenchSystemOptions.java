package org.openmmbg.plugin.cli;

import org.openmmbg.openmm.PlatformException;
import org.openmmbg.openmm.PlatformSpec;
import picocli.CommandLine.Option;

/** What a bench of energies works on. */
final class BenchSystemOptions {
    @Option(
            names = "--system",
            paramLabel = "NAME",
            defaultValue = "alanine-dipeptide",
            description = "A built-in system (default: ${DEFAULT-VALUE}).")
    private String name = "";

    @Option(
            names = "--platform",
            paramLabel = "NAME",
            defaultValue = "Reference",
            description = "OpenMM platform, NAME or NAME:property=value,... (default: ${DEFAULT-VALUE}).")
    private String platform = "";

    String name() {
        return name;
    }

    /**
     * Returns the platform.
     *
     * @throws PlatformException if it cannot be read
     */
    PlatformSpec platform() {
        return PlatformSpec.parse(platform);
    }
}
