package org.openmmbg.systems.amber;

/**
 * Lennard-Jones parameters of atom types from the coefficients of pairs, E = A/r¹² − B/r⁶. Types are numbered from 0.
 *
 * <p>Every pair must follow the Lorentz–Berthelot rules, as OpenMM's NonbondedForce has them.
 */
final class LennardJonesTable {
    private static final double TOLERANCE = 1e-6;
    private static final double NM_PER_ANGSTROM = 0.1;
    private static final double KJ_PER_KCAL = 4.184;
    private static final double SIXTH = 1.0 / 6;
    private static final double SIGMA_PER_MINIMUM = Math.pow(2, -SIXTH);
    /** What a pair without interaction gets for σ, Å, so that it is a valid number. */
    private static final double ANY_LENGTH = 1;

    private final int types;
    private final int[] index;
    private final double[] a;
    private final double[] b;

    private LennardJonesTable(int types, int[] index, double[] a, double[] b) {
        this.types = types;
        this.index = index;
        this.a = a;
        this.b = b;
    }

    static LennardJonesTable read(PrmtopSections sections, int types) {
        if (types < 1 || types > 10_000) {
            throw sections.fault("POINTERS", 1, "is " + types + "; expected a number of atom types");
        }
        int pairs = types * (types + 1) / 2;
        double[] a = sections.numbers("LENNARD_JONES_ACOEF", pairs);
        double[] b = sections.numbers("LENNARD_JONES_BCOEF", pairs);
        int[] index = sections.integers("NONBONDED_PARM_INDEX", types * types, -100_000, pairs);
        for (int k = 0; k < index.length; k++) {
            if (index[k] < 1) {
                throw sections.fault(
                        "NONBONDED_PARM_INDEX", k, "stands for a 10-12 interaction, which is not supported");
            }
        }
        LennardJonesTable table = new LennardJonesTable(types, index, a, b);
        table.requireCombiningRules(sections);
        return table;
    }

    private void requireCombiningRules(PrmtopSections sections) {
        for (int i = 0; i < types; i++) {
            for (int j = 0; j < types; j++) {
                double rMin = (minimum(i, i) + minimum(j, j)) / 2;
                double depth = Math.sqrt(depth(i, i) * depth(j, j));
                double expectedA = depth * Math.pow(rMin, 12);
                double expectedB = 2 * depth * Math.pow(rMin, 6);
                if (differ(pairA(i, j), expectedA) || differ(pairB(i, j), expectedB)) {
                    throw sections.fault(
                            "LENNARD_JONES_ACOEF",
                            index[types * i + j] - 1,
                            "does not follow from types " + (i + 1) + " and " + (j + 1)
                                    + " by the Lorentz-Berthelot rules; pair terms of their own (NBFIX) are not supported");
                }
            }
        }
    }

    private static boolean differ(double found, double expected) {
        return Math.abs(found - expected) > TOLERANCE * Math.max(Math.abs(found), Math.abs(expected));
    }

    private double pairA(int i, int j) {
        return a[index[types * i + j] - 1];
    }

    private double pairB(int i, int j) {
        return b[index[types * i + j] - 1];
    }

    /** Where the energy of a pair is lowest, Å. */
    private double minimum(int i, int j) {
        return interacts(i, j) ? Math.pow(2 * pairA(i, j) / pairB(i, j), SIXTH) : ANY_LENGTH;
    }

    /** How low it is there, kcal/mol. */
    private double depth(int i, int j) {
        return interacts(i, j) ? pairB(i, j) * pairB(i, j) / (4 * pairA(i, j)) : 0;
    }

    private boolean interacts(int i, int j) {
        return pairA(i, j) > 0 && pairB(i, j) > 0;
    }

    /** Returns σ of a pair of types, nm. */
    double sigma(int i, int j) {
        return minimum(i, j) * SIGMA_PER_MINIMUM * NM_PER_ANGSTROM;
    }

    /** Returns ε of a pair of types, kJ/mol. */
    double epsilon(int i, int j) {
        return depth(i, j) * KJ_PER_KCAL;
    }
}
