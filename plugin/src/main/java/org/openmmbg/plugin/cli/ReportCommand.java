package org.openmmbg.plugin.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openmmbg.plugin.pipeline.RunFolder;
import org.openmmbg.plugin.report.HtmlReport;
import org.openmmbg.plugin.report.RunReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code openmm-bg report}: draws the report of a run again. */
@Command(name = "report", description = "Draw report.html of a finished run again, from the files in its folder.")
final class ReportCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "RUN", description = "The output folder of a run.")
    private @Nullable Path run;

    @Override
    public Integer call() throws IOException {
        try (RunFolder folder = RunFolder.resume(Objects.requireNonNull(run))) {
            folder.replace(folder.report(), HtmlReport.render(RunReport.of(folder)));
            Objects.requireNonNull(spec).commandLine().getOut().println(folder.report());
            return ExitCode.DONE;
        }
    }
}
