package org.openmmbg.systems.forcefield;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openmmbg.openmm.BatchEvaluator;
import org.openmmbg.openmm.OpenMmLibrary;
import org.openmmbg.openmm.system.CmapTorsionForce;
import org.openmmbg.openmm.system.Force;
import org.openmmbg.openmm.system.SystemSpec;
import org.openmmbg.systems.TestFiles;
import org.openmmbg.systems.pdb.PdbFile;

/**
 * Energies, forces, masses and constraints against OpenMM 7.7's own ForceField. The property {@code
 * openmmbg.forceFieldFolder} names another folder than test-data/forcefield, made by the script there.
 */
class ForceFieldEnergiesTest {
    private static final double RELATIVE = 1e-6;
    private static final double ABSOLUTE = 5e-5;
    private static final double ROUNDING = 1e-12;

    static Stream<EnergyCase> cases() {
        String folder = System.getProperty("openmmbg.forceFieldFolder");
        return EnergyCase.readAll(folder == null ? TestFiles.path("forcefield") : Path.of(folder)).stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void equalsOpenMm(EnergyCase expected) {
        PdbFile structure = expected.structure();
        SystemSpec system = expected.forceField().createSystem(EnergyCase.topology(structure), expected.options());
        double[] positions = structure.models().get(0);
        double[] total = new double[1];
        double[] gradient = new double[positions.length];
        Map<String, Double> byForce = new TreeMap<>();
        try (BatchEvaluator evaluator = BatchEvaluator.create(OpenMmLibrary.load(), system, "Reference", 1)) {
            evaluator.evaluate(1, positions, total, gradient);
            evaluator
                    .energyByForce(positions)
                    .forEach((force, energy) -> byForce.merge(EnergyCase.solventAsOne(force), energy, Double::sum));
        }

        assertThat(byForce.keySet()).isEqualTo(expected.byForce().keySet());
        assertThat(mapped(system)).containsExactlyInAnyOrderElementsOf(expected.mapped());
        expected.byForce().forEach((force, energy) -> {
            // Up to OpenMM 7.4 the splines of energy maps were wrong (its issue 2627).
            if (!force.equals("CMAPTorsionForce")) {
                assertThat(byForce.get(force)).as(force).isCloseTo(energy, bar(energy));
            }
        });
        if (byForce.containsKey("CMAPTorsionForce")) {
            return;
        }
        assertThat(total[0]).as("total").isCloseTo(expected.number("total"), bar(expected.number("total")));
        double norm = expected.number("force-norm");
        assertThat(norm(gradient)).as("norm of the forces").isCloseTo(norm, within(RELATIVE * norm));
        if (expected.lines().containsKey("masses")) {
            assertThat(system.masses())
                    .zipSatisfy(
                            expected.numbers("masses"),
                            (mass, wanted) -> assertThat(mass).isCloseTo(wanted, within(ROUNDING)));
        }
        assertThat(constraints(system)).isEqualTo(constraints(expected.numbers("constraints")));
    }

    /** The number of a map and its eight atoms, for each pair of torsions. */
    private static List<List<Integer>> mapped(SystemSpec system) {
        List<List<Integer>> all = new ArrayList<>();
        for (Force force : system.forces()) {
            if (force instanceof CmapTorsionForce maps) {
                for (CmapTorsionForce.TorsionPair pair : maps.torsions()) {
                    List<Integer> flat = new ArrayList<>(List.of(pair.map()));
                    flat.addAll(pair.first());
                    flat.addAll(pair.second());
                    all.add(flat);
                }
            }
        }
        return all;
    }

    private static Offset<Double> bar(double energy) {
        return within(Math.max(ABSOLUTE, RELATIVE * Math.abs(energy)));
    }

    private static double norm(double[] vector) {
        double sum = 0;
        for (double component : vector) {
            sum += component * component;
        }
        return Math.sqrt(sum);
    }

    /** Constraints by their atoms, with distances to twelve digits. */
    private static Map<List<Integer>, String> constraints(SystemSpec system) {
        Map<List<Integer>, String> map = new HashMap<>();
        system.constraints().forEach(c -> put(map, c.particle1(), c.particle2(), c.distance()));
        return map;
    }

    private static Map<List<Integer>, String> constraints(List<Double> flat) {
        Map<List<Integer>, String> map = new HashMap<>();
        for (int i = 0; i < flat.size(); i += 3) {
            put(map, flat.get(i).intValue(), flat.get(i + 1).intValue(), flat.get(i + 2));
        }
        return map;
    }

    private static void put(Map<List<Integer>, String> map, int first, int second, double distance) {
        map.put(
                List.of(Math.min(first, second), Math.max(first, second)),
                String.format(Locale.ROOT, "%.12g", distance));
    }
}
