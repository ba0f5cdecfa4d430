package org.openmmbg.plugin.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openmmbg.openmm.OpenMmUnavailableException;
import org.openmmbg.plugin.doctor.Diagnosis;
import org.openmmbg.plugin.doctor.Doctor;
import org.openmmbg.plugin.pipeline.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code openmm-bg doctor}: what this machine has, for the user and for a bug report. */
@Command(
        name = "doctor",
        description = "Show which OpenMM is used and why, what its platforms can do here, and what else this program"
                + " stands on: what a bug report should say.")
final class DoctorCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Override
    public Integer call() throws JsonProcessingException {
        Diagnosis diagnosis = Doctor.examine();
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println(json.json() ? Json.indented().writeValueAsString(diagnosis) : DiagnosisText.of(diagnosis));
        out.flush();
        if (!diagnosis.usable()) {
            throw new OpenMmUnavailableException(diagnosis.problems().get(0));
        }
        return ExitCode.DONE;
    }
}
