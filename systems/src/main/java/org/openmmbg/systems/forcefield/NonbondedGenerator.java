package org.openmmbg.systems.forcefield;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openmmbg.openmm.system.Force;
import org.openmmbg.openmm.system.NonbondedForce;

/** Coulomb and Lennard-Jones interactions; none up to two bonds apart, scaled ones three bonds apart. */
final class NonbondedGenerator implements ForceGenerator {
    /** How far the scale factors of two files may lie apart. */
    private static final double SCALE_TOLERANCE = 1e-5;

    private static final double WATER_DIELECTRIC = 78.3;
    private static final int SCALED_SEPARATION = 3;

    private final AtomParameters parameters =
            new AtomParameters("NonbondedForce", List.of("charge", "sigma", "epsilon"));
    private double coulombScale = Double.NaN;
    private double lennardJonesScale = Double.NaN;
    private @Nullable Boolean dispersionCorrection;

    @Override
    public void read(XmlElement element, AtomTypes types) {
        coulombScale = scale(element, "coulomb14scale", coulombScale);
        lennardJonesScale = scale(element, "lj14scale", lennardJonesScale);
        if (element.has("useDispersionCorrection")) {
            boolean asked = element.flag("useDispersionCorrection", true);
            if (dispersionCorrection != null && dispersionCorrection != asked) {
                throw element.error("the files disagree on useDispersionCorrection");
            }
            dispersionCorrection = asked;
        }
        parameters.read(element, types);
    }

    private static double scale(XmlElement element, String attribute, double known) {
        double scale = element.number(attribute);
        if (Double.isNaN(known)) {
            return scale;
        }
        if (Math.abs(known - scale) > SCALE_TOLERANCE) {
            throw element.error("the files disagree on " + attribute + ": " + known + " and " + scale);
        }
        return known;
    }

    @Override
    public Force generate(Assembly assembly) {
        TypedMolecule molecule = assembly.molecule();
        List<NonbondedForce.Particle> particles = new ArrayList<>();
        for (int i = 0; i < molecule.atomCount(); i++) {
            List<Double> values = parameters.of(molecule, i);
            particles.add(new NonbondedForce.Particle(values.get(0), values.get(1), values.get(2)));
        }
        NonbondedOptions options = assembly.options().nonbonded();
        Boolean correction =
                options.dispersionCorrection() == null ? dispersionCorrection : options.dispersionCorrection();
        return new NonbondedForce(
                options.method(),
                options.cutoff(),
                assembly.implicitSolvent() ? 1 : WATER_DIELECTRIC,
                options.switchingDistance(),
                options.ewaldErrorTolerance(),
                correction == null || correction,
                particles,
                exceptions(molecule, particles));
    }

    private List<NonbondedForce.ParticleException> exceptions(
            TypedMolecule molecule, List<NonbondedForce.Particle> particles) {
        List<NonbondedForce.ParticleException> exceptions = new ArrayList<>();
        List<List<Integer>> graph = molecule.exclusionGraph();
        for (int i = 0; i < particles.size(); i++) {
            int[] separations = TypedMolecule.separations(graph, i, SCALED_SEPARATION);
            for (int j = i + 1; j < particles.size(); j++) {
                if (separations[j] == SCALED_SEPARATION) {
                    NonbondedForce.Particle p = particles.get(i);
                    NonbondedForce.Particle q = particles.get(j);
                    exceptions.add(new NonbondedForce.ParticleException(
                            i,
                            j,
                            coulombScale * p.charge() * q.charge(),
                            0.5 * (p.sigma() + q.sigma()),
                            lennardJonesScale * Math.sqrt(p.epsilon() * q.epsilon())));
                } else if (separations[j] > 0) {
                    exceptions.add(new NonbondedForce.ParticleException(i, j, 0, 1, 0));
                }
            }
        }
        return exceptions;
    }
}
