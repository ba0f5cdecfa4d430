package org.openmmbg.systems.forcefield;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openmmbg.openmm.system.CmMotionRemover;
import org.openmmbg.openmm.system.Force;
import org.openmmbg.openmm.system.NonbondedForce;
import org.openmmbg.openmm.system.SystemSpec;
import org.openmmbg.systems.InputFileException;
import org.openmmbg.systems.Topology;

/**
 * A force field: what makes an OpenMM System of a molecule. Files are those of OpenMM's application layer, read to the same
 * energies as OpenMM 7.7 has; the five implicit solvents named {@code implicit/...} there are built in.
 *
 * <p>Not supported, and refused by name: scripts, patches, LennardJonesForce, CustomHbondForce, CustomManyParticleForce,
 * Drude, AMOEBA, and virtual sites in local coordinates.
 */
public final class ForceField {
    /** The box of a System without one, nm; OpenMM's default. */
    private static final List<Double> DEFAULT_BOX = List.of(2.0, 0.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 2.0);

    private final List<String> names;
    private final TemplateLibrary templates;
    private final List<ForceGenerator> generators;
    private final @Nullable ImplicitSolvent solvent;

    private ForceField(List<String> names, ForceFieldReader.Content content) {
        this.names = List.copyOf(names);
        this.templates = content.templates();
        this.generators = content.generators();
        this.solvent = content.solvent();
    }

    /**
     * Loads a force field of several files.
     *
     * @param names shipped force fields, files, or names on the search path
     * @throws InputFileException if a file cannot be used
     * @throws UnknownForceFieldException if there is none of a name
     * @throws ForceFieldException if the files do not go together
     */
    public static ForceField load(List<String> names) {
        return load(names, ForceFieldLocator.fromEnvironment());
    }

    /** As {@link #load(List)}, with a search path of one's own. */
    public static ForceField load(List<String> names, ForceFieldLocator locator) {
        return new ForceField(names, new ForceFieldReader(locator).read(names));
    }

    /** Returns the names it was loaded by. */
    public List<String> names() {
        return names;
    }

    /**
     * Makes a System. Its particles are the atoms of the topology, in their order.
     *
     * @param topology atoms, residues and all bonds
     * @throws MissingTemplateException if a residue matches no template
     * @throws ForceFieldException if the force field does not fit the molecule or the options in another way
     */
    public SystemSpec createSystem(Topology topology, SystemOptions options) {
        if (templates.isEmpty()) {
            throw new ForceFieldException("the force field " + String.join(", ", names)
                    + " has no residue templates at all; expected one with those of the molecule, such as ff14SB");
        }
        List<List<Integer>> neighbours = topology.neighbours();
        TypedMolecule molecule =
                new TypedMolecule(topology, neighbours, templates.match(topology, neighbours, options));
        ConstraintPlan constraints = new ConstraintPlan(molecule, options);
        Assembly assembly = new Assembly(molecule, options, constraints, hasImplicitSolvent());
        List<Force> forces = new ArrayList<>();
        generators.forEach(generator -> forces.add(generator.generate(assembly)));
        if (options.removeCmMotion()) {
            forces.add(new CmMotionRemover(1));
        }
        if (solvent != null) {
            forces.add(solvent.force(charges(forces), solvent.atoms(topology), options.nonbonded(), options.solvent()));
        }
        return new SystemSpec(
                masses(molecule, constraints, options.hydrogenMass()),
                molecule.sites(),
                constraints.constraints(),
                forces,
                Collections.nCopies(forces.size(), 0),
                box(options));
    }

    private boolean hasImplicitSolvent() {
        return solvent != null || generators.stream().anyMatch(GbsaObcGenerator.class::isInstance);
    }

    private static List<Double> charges(List<Force> forces) {
        for (Force force : forces) {
            if (force instanceof NonbondedForce nonbonded) {
                return nonbonded.particles().stream()
                        .map(NonbondedForce.Particle::charge)
                        .toList();
            }
        }
        throw new ForceFieldException("implicit solvent needs a force field with a NonbondedForce, for its charges");
    }

    private static List<Double> masses(TypedMolecule molecule, ConstraintPlan constraints, double hydrogenMass) {
        List<Double> masses = new ArrayList<>();
        for (int i = 0; i < molecule.atomCount(); i++) {
            masses.add(molecule.type(i).mass());
        }
        if (hydrogenMass > 0) {
            for (Topology.Bond bond : molecule.topology().bonds()) {
                boolean swap = molecule.element(bond.first()).equals("H");
                int heavy = swap ? bond.second() : bond.first();
                int hydrogen = swap ? bond.first() : bond.second();
                if (molecule.element(hydrogen).equals("H")
                        && !List.of("H", "").contains(molecule.element(heavy))
                        && !constraints.isRigid(hydrogen)) {
                    masses.set(heavy, masses.get(heavy) + masses.get(hydrogen) - hydrogenMass);
                    masses.set(hydrogen, hydrogenMass);
                    if (!(masses.get(heavy) > 0)) {
                        throw new ForceFieldException("hydrogens of " + hydrogenMass + " amu leave "
                                + molecule.topology().describe(heavy) + " no mass");
                    }
                }
            }
        }
        return masses;
    }

    private static List<Double> box(SystemOptions options) {
        if (!options.boxVectors().isEmpty()) {
            return options.boxVectors();
        }
        if (options.nonbonded().isPeriodic()) {
            throw new ForceFieldException("the nonbonded method "
                    + options.nonbonded().method() + " needs a periodic box, but there is none");
        }
        return DEFAULT_BOX;
    }
}
