package org.openmmbg.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.openmmbg.openmm.BatchEvaluator;
import org.openmmbg.openmm.OpenMmLibrary;
import org.openmmbg.potential.ReducedPotential;
import org.openmmbg.potential.ReducedPotentialContract;

class OpenMmPotentialTest extends ReducedPotentialContract {
    private static final MolecularSystem DIPEPTIDE = SystemRegistry.builtIn().load("alanine-dipeptide");
    private static final BatchEvaluator EVALUATOR =
            BatchEvaluator.create(OpenMmLibrary.load(), DIPEPTIDE.system(), "Reference", 2);

    @AfterAll
    static void close() {
        EVALUATOR.close();
    }

    @Override
    protected ReducedPotential potential() {
        return new OpenMmPotential(EVALUATOR, 300);
    }

    @Override
    protected double[] configuration(int index) {
        double[] x = DIPEPTIDE.referencePositions();
        for (int i = 0; i < x.length; i++) {
            x[i] += 0.003 * Math.sin(7 * index + 3 * i);
        }
        return x;
    }

    @Override
    protected double gradientTolerance() {
        return 1e-6;
    }

    @Test
    void kilojoulesBecomeKt() {
        double[] x = configuration(1);
        double[] kilojoules = new double[1];
        double[] forces = new double[66];
        EVALUATOR.evaluate(1, x, kilojoules, forces);
        double[] reduced = new double[1];
        double[] gradient = new double[66];
        OpenMmPotential at300 = new OpenMmPotential(EVALUATOR, 300);
        at300.evaluate(1, x, reduced, gradient);
        // kT at 300 K is 2.494338785446 kJ/mol (CODATA 2018).
        assertThat(reduced[0]).isCloseTo(kilojoules[0] / 2.494338785445972, within(1e-10));
        assertThat(gradient[7]).isCloseTo(forces[7] / 2.494338785445972, within(1e-9));
        OpenMmPotential at600 = at300.atTemperature(600);
        assertThat(at600.temperature()).isEqualTo(600);
        double[] hot = new double[1];
        at600.evaluate(1, x, hot, null);
        assertThat(hot[0]).isCloseTo(reduced[0] / 2, within(1e-12));
    }

    @Test
    void evaluationsAndFailuresAreCounted() {
        OpenMmPotential potential = new OpenMmPotential(EVALUATOR, 300);
        long evaluations = potential.evaluations();
        long failures = potential.failures();
        double[] x = new double[132];
        System.arraycopy(configuration(0), 0, x, 0, 66);
        System.arraycopy(configuration(1), 0, x, 66, 66);
        x[70] = Double.NaN;
        double[] energies = new double[2];
        potential.evaluate(2, x, energies, null);
        assertThat(energies[0]).isFinite();
        assertThat(energies[1]).isNaN();
        assertThat(potential.evaluations()).isEqualTo(evaluations + 2);
        assertThat(potential.atTemperature(10).failures()).isEqualTo(failures + 1);
    }

    @Test
    void temperaturesMustBePositive() {
        for (double bad : new double[] {0, -300, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new OpenMmPotential(EVALUATOR, bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("temperature");
        }
    }
}
