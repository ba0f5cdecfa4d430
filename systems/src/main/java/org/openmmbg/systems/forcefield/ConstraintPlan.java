package org.openmmbg.systems.forcefield;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openmmbg.openmm.system.SystemSpec;
import org.openmmbg.systems.StandardBonds;
import org.openmmbg.systems.Topology;

/** Which bonds and angles of a molecule are constrained, and the constraints found so far. */
final class ConstraintPlan {
    private final TypedMolecule molecule;
    private final Constraints rule;
    private final boolean flexible;
    private final boolean[] rigidResidue;
    private final Map<Topology.Bond, Double> lengths = new LinkedHashMap<>();
    private final Map<Topology.Bond, Double> constraints = new LinkedHashMap<>();

    ConstraintPlan(TypedMolecule molecule, SystemOptions options) {
        this.molecule = molecule;
        this.rule = options.constraints();
        this.flexible = options.flexibleConstraints();
        List<Topology.Residue> residues = molecule.topology().residues();
        this.rigidResidue = new boolean[residues.size()];
        for (int r = 0; r < rigidResidue.length; r++) {
            rigidResidue[r] = StandardBonds.standardName(residues.get(r).name()).equals(StandardBonds.WATER)
                    && isRigid(options.rigidWater(), molecule.template(r));
        }
    }

    private static boolean isRigid(@Nullable Boolean asked, ResidueTemplate template) {
        return asked == null ? template.rigidWater() : asked;
    }

    /** Returns whether an atom belongs to rigid water. */
    boolean isRigid(int atom) {
        return rigidResidue[molecule.residue(atom)];
    }

    private boolean isHydrogen(int atom) {
        return molecule.element(atom).equals("H");
    }

    private boolean isConstrained(Topology.Bond bond) {
        boolean byRule = switch (rule) {
            case NONE -> false;
            case H_BONDS -> isHydrogen(bond.first()) || isHydrogen(bond.second());
            case ALL_BONDS, H_ANGLES -> true;
        };
        return byRule || (isRigid(bond.first()) && isRigid(bond.second()));
    }

    private boolean isConstrained(List<Integer> angle) {
        if (angle.stream().allMatch(this::isRigid)) {
            return true;
        }
        if (rule != Constraints.H_ANGLES) {
            return false;
        }
        boolean first = isHydrogen(angle.get(0));
        boolean last = isHydrogen(angle.get(2));
        return (first && last)
                || ((first || last) && molecule.element(angle.get(1)).equals("O"));
    }

    /**
     * Notes a bond with its length, nm, and adds its constraint if it has one.
     *
     * @return whether the bond keeps its force
     */
    boolean constrainBond(Topology.Bond bond, double length) {
        lengths.put(bond, length);
        if (!isConstrained(bond)) {
            return true;
        }
        constrain(bond, length);
        return flexible;
    }

    /**
     * Adds the constraint of an angle, radians, if it has one: the distance between its ends, from the bonds noted so
     * far.
     *
     * @return whether the angle keeps its force
     */
    boolean constrainAngle(List<Integer> angle, double value) {
        if (!isConstrained(angle)) {
            return true;
        }
        double a = lengths.getOrDefault(new Topology.Bond(angle.get(0), angle.get(1)), 0.0);
        double b = lengths.getOrDefault(new Topology.Bond(angle.get(1), angle.get(2)), 0.0);
        constrain(
                new Topology.Bond(angle.get(0), angle.get(2)), Math.sqrt(a * a + b * b - 2 * a * b * Math.cos(value)));
        return flexible;
    }

    private void constrain(Topology.Bond pair, double distance) {
        Double known = constraints.putIfAbsent(pair, distance);
        if (known != null && known != distance) {
            throw new ForceFieldException("two constraints of different length, " + known + " and " + distance
                    + " nm, between " + molecule.topology().describe(pair.first()) + " and "
                    + molecule.topology().describe(pair.second()));
        }
    }

    List<SystemSpec.Constraint> constraints() {
        List<SystemSpec.Constraint> list = new ArrayList<>();
        constraints.forEach((pair, d) -> list.add(new SystemSpec.Constraint(pair.first(), pair.second(), d)));
        return list;
    }
}
