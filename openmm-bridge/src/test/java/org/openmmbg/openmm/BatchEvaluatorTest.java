package org.openmmbg.openmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchEvaluatorTest {
    private final OpenMmLibrary library = OpenMmLibrary.load();
    private final SystemSpec system = Ala2.system();

    @Test
    void energiesAndForcesAreThoseOfOpenMm77() {
        double[] positions = Ala2.positions();
        double[] energy = new double[1];
        double[] gradient = new double[positions.length];
        try (BatchEvaluator evaluator = BatchEvaluator.create(library, system, "Reference", 1)) {
            evaluator.evaluate(1, positions, energy, gradient);
            double total = Ala2.energy("total_kJ_per_mol");
            assertThat(energy[0]).isCloseTo(total, within(1e-6 * Math.abs(total)));

            Map<String, Double> byForce = evaluator.energyByForce(positions);
            assertThat(byForce).hasSize(5);
            byForce.forEach((name, value) -> assertThat(value)
                    .as(name)
                    .isCloseTo(Ala2.energy(name), within(1e-6 * Math.abs(Ala2.energy(name)))));

            double[] forces = Ala2.forces();
            assertThat(forces).hasSameSizeAs(gradient);
            for (int i = 0; i < forces.length; i++) {
                assertThat(gradient[i]).isCloseTo(-forces[i], within(1e-3));
            }
        }
    }
}
