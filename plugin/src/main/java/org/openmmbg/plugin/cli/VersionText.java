package org.openmmbg.plugin.cli;

import org.openmmbg.plugin.pipeline.Version;
import picocli.CommandLine;

/** What {@code --version} prints. */
final class VersionText implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"openmm-bg " + Version.current()};
    }
}
