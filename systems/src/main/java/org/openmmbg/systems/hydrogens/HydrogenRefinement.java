package org.openmmbg.systems.hydrogens;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.openmmbg.openmm.BatchEvaluator;
import org.openmmbg.openmm.OpenMmLibrary;
import org.openmmbg.openmm.system.CustomGbForce;
import org.openmmbg.openmm.system.Force;
import org.openmmbg.openmm.system.GbsaObcForce;
import org.openmmbg.openmm.system.NonbondedForce;
import org.openmmbg.openmm.system.SystemSpec;
import org.openmmbg.systems.StandardBonds;
import org.openmmbg.systems.Topology;
import org.openmmbg.systems.forcefield.ForceField;
import org.openmmbg.systems.forcefield.NonbondedOptions;
import org.openmmbg.systems.forcefield.SystemOptions;
import org.openmmbg.systems.pdb.PdbFile;

/** Moves added hydrogens to where a force field wants them, all other atoms fixed. */
public final class HydrogenRefinement {
    /** OpenMM's Modeller minimises with these. */
    private static final NonbondedOptions NONBONDED =
            NonbondedOptions.cutoff(NonbondedForce.Method.CUTOFF_NON_PERIODIC, 1.0);

    private static final double TOLERANCE = 1.0;
    private static final int ITERATIONS = 200;

    private HydrogenRefinement() {}

    /**
     * Minimises the energy of each model on the Reference platform, with a cutoff of 1 nm. A model whose minimisation
     * fails stays as it is.
     *
     * @param completed from {@link Hydrogens#add}
     * @throws org.openmmbg.systems.forcefield.ForceFieldException if the force field does not fit the molecule
     */
    public static CompletedStructure refine(CompletedStructure completed, ForceField forceField) {
        PdbFile structure = completed.structure();
        if (completed.added().isEmpty()) {
            return completed;
        }
        Topology topology =
                StandardBonds.addTo(structure.topology(), structure.models().get(0));
        SystemSpec system = forceField.createSystem(
                topology, SystemOptions.builder().nonbonded(NONBONDED).build());
        List<double[]> models = new ArrayList<>();
        try (BatchEvaluator evaluator =
                BatchEvaluator.create(OpenMmLibrary.load(), withFixed(system, completed), "Reference", 1)) {
            for (double[] model : structure.models()) {
                double[] refined = model.clone();
                long failures = evaluator.failures();
                evaluator.minimize(1, refined, TOLERANCE, ITERATIONS);
                models.add(evaluator.failures() == failures ? refined : model);
            }
        }
        return new CompletedStructure(
                new PdbFile(structure.topology(), models, structure.boxVectors()), completed.added());
    }

    /** OpenMM does not move particles without mass. Solvent would slow down what is a start for sampling. */
    private static SystemSpec withFixed(SystemSpec system, CompletedStructure completed) {
        List<Double> masses = new ArrayList<>();
        for (int i = 0; i < system.particleCount(); i++) {
            masses.add(completed.added().contains(i) ? system.masses().get(i) : 0.0);
        }
        List<Force> forces = system.forces().stream()
                .filter(force -> !(force instanceof GbsaObcForce || force instanceof CustomGbForce))
                .toList();
        return new SystemSpec(
                masses,
                system.virtualSites(),
                system.constraints(),
                forces,
                Collections.nCopies(forces.size(), 0),
                system.boxVectors());
    }
}
