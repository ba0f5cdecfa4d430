package org.openmmbg.plugin.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.openmmbg.plugin.pipeline.GeneratorRun;
import org.openmmbg.plugin.pipeline.RunStages;

/**
 * What a command line did.
 *
 * @param exitCode its exit code
 * @param out standard output
 * @param err standard error
 */
record CommandLineRun(int exitCode, String out, String err) {

    static CommandLineRun of(Object... arguments) {
        return of(new GeneratorRun(), arguments);
    }

    static CommandLineRun of(RunStages stages, Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
        int exitCode = OpenMmBg.execute(words, new PrintWriter(out), new PrintWriter(err), stages);
        return new CommandLineRun(exitCode, out.toString(), err.toString());
    }
}
