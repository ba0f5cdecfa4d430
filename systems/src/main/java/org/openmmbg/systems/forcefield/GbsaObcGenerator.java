package org.openmmbg.systems.forcefield;

import java.util.ArrayList;
import java.util.List;
import org.openmmbg.openmm.system.Force;
import org.openmmbg.openmm.system.GbsaObcForce;

/** OBC implicit solvent with the radii and charges of a force-field file. */
final class GbsaObcGenerator implements ForceGenerator {
    /** OpenMM's defaults of the force. */
    private static final double SOLVENT_DIELECTRIC = 78.3;

    private final AtomParameters parameters = new AtomParameters("GBSAOBCForce", List.of("charge", "radius", "scale"));

    @Override
    public void read(XmlElement element, AtomTypes types) {
        parameters.read(element, types);
    }

    @Override
    public Force generate(Assembly assembly) {
        TypedMolecule molecule = assembly.molecule();
        List<GbsaObcForce.Particle> particles = new ArrayList<>();
        for (int i = 0; i < molecule.atomCount(); i++) {
            List<Double> values = parameters.of(molecule, i);
            particles.add(new GbsaObcForce.Particle(values.get(0), values.get(1), values.get(2)));
        }
        SolventOptions solvent = assembly.options().solvent();
        if (solvent.kappa() > 0) {
            throw new ForceFieldException("GBSAOBCForce knows no salt; choose implicit/obc2 for it");
        }
        NonbondedOptions nonbonded = assembly.options().nonbonded();
        return new GbsaObcForce(
                nonbonded.customMethod(),
                nonbonded.cutoff(),
                solvent.soluteDielectric(),
                solvent.solventDielectric(SOLVENT_DIELECTRIC),
                ImplicitSolvent.SURFACE_AREA_ENERGY,
                particles);
    }
}
