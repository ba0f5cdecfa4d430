package org.openmmbg.systems;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import org.openmmbg.coordinates.IdenticalParticles;
import org.openmmbg.potential.BistableDimer;
import org.openmmbg.potential.DoubleWell;
import org.openmmbg.potential.MuellerBrown;
import org.openmmbg.potential.TwoStateSystem;

/** The built-in systems without molecules. */
final class AnalyticSystems {
    private static final String PAPER = "Noé, Olsson, Köhler and Wu, Science 365, eaaw1147, 2019";
    private static final String QUADRATURE = "quadrature";
    private static final String UMBRELLA = "umbrella sampling with swaps and MBAR, eight repeats";

    /** Lengths of the dimer where its bond is weakest strained, closed and open. */
    private static final double CLOSED = 0.95;

    private static final double OPEN = 2.05;

    private AnalyticSystems() {}

    /** The double well. */
    static AnalyticSystem doubleWell(String name, String description) {
        return new AnalyticSystem(
                name,
                description,
                "U(x, y) = x⁴ − 6x² + x + y²/2 as the figures of " + PAPER
                        + " use it; the formula printed there is another function.",
                1,
                DoubleWell::new,
                List.of(new double[] {-1.8, 0}, new double[] {1.8, 0}),
                exact(DoubleWell::new, 0.5, 1, 2),
                null,
                "4,000,000 Metropolis steps a return trip");
    }

    /** The potential of Müller and Brown. */
    static AnalyticSystem muellerBrown(String name, String description) {
        return new AnalyticSystem(
                name,
                description,
                "The potential of Müller and Brown (Theor. Chim. Acta 53, 75, 1979) scaled by 0.1, as in " + PAPER
                        + ".",
                1,
                MuellerBrown::new,
                List.of(new double[] {-0.5, 1.5}, new double[] {0.5, 0}),
                exact(MuellerBrown::new, 1),
                null,
                null);
    }

    /** The dimer in its bath. */
    static AnalyticSystem dimer(String name, String description) {
        double[] closed = BistableDimer.start(CLOSED);
        return new AnalyticSystem(
                name,
                description,
                "A bistable dimer in a dense bath of 36 repulsive particles in the plane, as in " + PAPER + ".",
                1,
                BistableDimer::new,
                List.of(closed, BistableDimer.start(OPEN)),
                List.of(
                        new AnalyticSystem.Known(0.5, -13.10, 0.07, UMBRELLA),
                        new AnalyticSystem.Known(1, -6.76, 0.02, UMBRELLA),
                        new AnalyticSystem.Known(2, -3.98, 0.04, UMBRELLA)),
                new IdenticalParticles(closed, 2, 2, BistableDimer.PARTICLES - 2),
                "at least 10^12 Metropolis steps a return trip");
    }

    private static List<AnalyticSystem.Known> exact(
            DoubleFunction<? extends TwoStateSystem> potential, double... temperatures) {
        return Arrays.stream(temperatures)
                .mapToObj(temperature -> new AnalyticSystem.Known(
                        temperature,
                        potential.apply(temperature).answer().orElseThrow().freeEnergyDifference(),
                        0,
                        QUADRATURE))
                .toList();
    }
}
