package org.openmmbg.plugin.cli;

import java.io.IOException;
import java.util.List;
import org.openmmbg.openmm.OpenMmException;
import org.openmmbg.openmm.OpenMmUnavailableException;
import org.openmmbg.openmm.PlatformException;
import org.openmmbg.openmm.system.SystemSpecException;
import org.openmmbg.openmm.xml.SystemXmlException;
import org.openmmbg.plugin.pipeline.StopSignal;
import org.openmmbg.plugin.pipeline.StoppedException;
import org.openmmbg.plugin.pipeline.UsageException;
import org.openmmbg.systems.InputFileException;
import org.openmmbg.systems.UnknownSystemException;
import org.openmmbg.systems.forcefield.ForceFieldException;
import org.openmmbg.systems.forcefield.UnknownForceFieldException;
import org.openmmbg.systems.observable.ExpressionException;
import org.openmmbg.training.CheckpointException;
import picocli.CommandLine;

/** Which exit code and which line an exception ends in: the one table. */
final class ErrorTable {
    private record Row(Class<? extends Throwable> type, int exitCode) {}

    /** The first row whose type fits counts. */
    private static final List<Row> ROWS = List.of(
            new Row(CommandLine.ParameterException.class, ExitCode.USAGE),
            new Row(UsageException.class, ExitCode.USAGE),
            new Row(UnknownSystemException.class, ExitCode.USAGE),
            new Row(UnknownForceFieldException.class, ExitCode.USAGE),
            new Row(ExpressionException.class, ExitCode.USAGE),
            new Row(InputFileException.class, ExitCode.BAD_FILE),
            new Row(SystemXmlException.class, ExitCode.BAD_FILE),
            new Row(SystemSpecException.class, ExitCode.BAD_FILE),
            new Row(ForceFieldException.class, ExitCode.BAD_FILE),
            new Row(OpenMmUnavailableException.class, ExitCode.NO_OPENMM),
            new Row(PlatformException.class, ExitCode.USAGE),
            new Row(OpenMmException.class, ExitCode.INTERNAL),
            new Row(CheckpointException.class, ExitCode.BAD_FILE),
            new Row(StoppedException.class, ExitCode.STOPPED_EARLY));

    private ErrorTable() {}

    static int exitCode(Throwable error) {
        if (error instanceof StoppedException stopped && stopped.reason() == StopSignal.Reason.INTERRUPTED) {
            return ExitCode.INTERRUPTED;
        }
        return ROWS.stream()
                .filter(row -> row.type().isInstance(error))
                .mapToInt(Row::exitCode)
                .findFirst()
                .orElse(ExitCode.INTERNAL);
    }

    /** Returns the message as one printable line. */
    static String line(Throwable error) {
        String message = error.getMessage();
        if (error instanceof IOException) {
            // The message of a file system's exception is often only a path.
            return Printable.line("cannot read or write: " + error);
        }
        boolean known = ROWS.stream().anyMatch(row -> row.type().isInstance(error));
        String text = known && message != null
                ? message
                : "internal error: " + error.getClass().getSimpleName() + (message == null ? "" : ": " + message);
        return Printable.line(text);
    }
}
