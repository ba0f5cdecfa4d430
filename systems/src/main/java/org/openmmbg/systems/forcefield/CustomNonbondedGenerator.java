package org.openmmbg.systems.forcefield;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.openmmbg.openmm.system.CustomNonbondedForce;
import org.openmmbg.openmm.system.CustomParameters;
import org.openmmbg.openmm.system.Force;
import org.openmmbg.openmm.system.ParticlePair;

/** Interactions of all pairs by a formula, but for those up to some number of bonds apart. */
final class CustomNonbondedGenerator implements ForceGenerator {
    private String energy = "";
    private int bondCutoff;
    private CustomParameters parameters = CustomParameters.NONE;
    private AtomParameters values = new AtomParameters("CustomNonbondedForce", List.of());

    @Override
    public void read(XmlElement element, AtomTypes types) {
        energy = element.attribute("energy");
        bondCutoff = element.integer("bondCutoff");
        parameters = CustomSection.parameters(element, "PerParticleParameter");
        values = new AtomParameters("CustomNonbondedForce", parameters.perItem());
        values.read(element, types);
    }

    @Override
    public Force generate(Assembly assembly) {
        TypedMolecule molecule = assembly.molecule();
        NonbondedOptions options = assembly.options().nonbonded();
        List<List<Double>> particles = IntStream.range(0, molecule.atomCount())
                .mapToObj(i -> values.of(molecule, i))
                .toList();
        return new CustomNonbondedForce(
                energy,
                parameters,
                options.customMethod(),
                options.cutoff(),
                -1,
                false,
                particles,
                exclusions(molecule),
                List.of());
    }

    private List<ParticlePair> exclusions(TypedMolecule molecule) {
        List<ParticlePair> exclusions = new ArrayList<>();
        if (bondCutoff < 1) {
            return exclusions;
        }
        List<List<Integer>> graph = molecule.exclusionGraph();
        for (int i = 0; i < graph.size(); i++) {
            int[] separations = TypedMolecule.separations(graph, i, bondCutoff);
            for (int j = i + 1; j < graph.size(); j++) {
                if (separations[j] > 0) {
                    exclusions.add(new ParticlePair(i, j));
                }
            }
        }
        return exclusions;
    }
}
