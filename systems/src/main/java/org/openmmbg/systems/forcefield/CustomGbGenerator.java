package org.openmmbg.systems.forcefield;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.openmmbg.openmm.system.CustomGbForce;
import org.openmmbg.openmm.system.CustomParameters;
import org.openmmbg.openmm.system.Force;

/** Interactions in the way of generalised Born models, by formulas. */
final class CustomGbGenerator implements ForceGenerator {
    private CustomParameters parameters = CustomParameters.NONE;
    private AtomParameters values = new AtomParameters("CustomGBForce", List.of());
    private final List<CustomGbForce.ComputedValue> computed = new ArrayList<>();
    private final List<CustomGbForce.EnergyTerm> energies = new ArrayList<>();

    @Override
    public void read(XmlElement element, AtomTypes types) {
        parameters = CustomSection.parameters(element, "PerParticleParameter");
        values = new AtomParameters("CustomGBForce", parameters.perItem());
        values.read(element, types);
        for (XmlElement value : element.children("ComputedValue")) {
            computed.add(new CustomGbForce.ComputedValue(value.attribute("name"), value.text(), sum(value)));
        }
        for (XmlElement term : element.children("EnergyTerm")) {
            energies.add(new CustomGbForce.EnergyTerm(term.text(), sum(term)));
        }
    }

    private static CustomGbForce.Sum sum(XmlElement element) {
        String type = element.attribute("type");
        return switch (type) {
            case "SingleParticle" -> CustomGbForce.Sum.SINGLE_PARTICLE;
            case "ParticlePair" -> CustomGbForce.Sum.PARTICLE_PAIR;
            case "ParticlePairNoExclusions" -> CustomGbForce.Sum.PARTICLE_PAIR_NO_EXCLUSIONS;
            default -> throw element.bad("type", type, "SingleParticle, ParticlePair or ParticlePairNoExclusions");
        };
    }

    @Override
    public Force generate(Assembly assembly) {
        TypedMolecule molecule = assembly.molecule();
        NonbondedOptions options = assembly.options().nonbonded();
        List<List<Double>> particles = IntStream.range(0, molecule.atomCount())
                .mapToObj(i -> values.of(molecule, i))
                .toList();
        return new CustomGbForce(
                parameters, options.customMethod(), options.cutoff(), computed, energies, particles, List.of());
    }
}
