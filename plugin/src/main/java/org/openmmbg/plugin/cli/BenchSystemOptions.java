package org.openmmbg.plugin.cli;

import org.openmmbg.openmm.OpenMmLibrary;
import org.openmmbg.plugin.pipeline.UsageException;
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
            description = "OpenMM platform (default: ${DEFAULT-VALUE}).")
    private String platform = "";

    String name() {
        return name;
    }

    /**
     * Returns the platform.
     *
     * @throws UsageException if the library has none of that name
     */
    String platform(OpenMmLibrary library) {
        if (!library.platforms().contains(platform)) {
            throw new UsageException(
                    "--platform " + platform + ": this OpenMM has " + String.join(", ", library.platforms()));
        }
        return platform;
    }
}
