package org.openmmbg.plugin.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.openmmbg.plugin.pipeline.ConfigOverrides;
import picocli.CommandLine.Option;

/** Files of one's own in place of a built-in system. */
final class SystemOptions {
    @Option(
            names = "--system-xml",
            paramLabel = "FILE",
            description = "OpenMM System XML, in place of a built-in system.")
    private @Nullable Path systemXml;

    @Option(names = "--pdb", paramLabel = "FILE", description = "PDB file that names the atoms of the System XML.")
    private @Nullable Path pdb;

    @Nullable
    Path systemXml() {
        return systemXml;
    }

    @Nullable
    Path pdb() {
        return pdb;
    }

    void addTo(ConfigOverrides overrides) {
        if (systemXml != null) {
            overrides.put("system.system_xml", systemXml.toAbsolutePath().normalize(), "--system-xml");
        }
        if (pdb != null) {
            overrides.put("system.pdb", pdb.toAbsolutePath().normalize(), "--pdb");
        }
    }
}
