package org.openmmbg.plugin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A run of the dipeptide in vacuum whose generator has seen a few steps only: for commands that open trained runs. */
final class TrainedForAMoment {
    private TrainedForAMoment() {}

    static void into(Path folder) {
        List<Object> words = new ArrayList<>(List.of(
                "run", "alanine-dipeptide-vacuum", "--preset", "quick", "--out", folder, "--platform", "Reference"));
        for (String setting : List.of(
                "seeds.hot_walkers=4",
                "seeds.hot_steps=400",
                "seeds.hot_interval=100",
                "seeds.quench_steps=20",
                "seeds.equilibration_steps=30",
                "seeds.production_steps=700",
                "seeds.frame_interval=10",
                "network.torsion_hidden=[16]",
                "network.rest_hidden=[16]",
                "training.ml_steps=60",
                "training.ml_batch=150",
                "training.kl_steps=10",
                "training.kl_batch=150",
                "sampling.draws=500",
                "estimate.bootstrap_resamples=40")) {
            words.add("--set");
            words.add(setting);
        }
        assertThat(CommandLineRun.of(words.toArray()).exitCode()).isIn(ExitCode.DONE, ExitCode.NOT_CONVERGED);
    }
}
