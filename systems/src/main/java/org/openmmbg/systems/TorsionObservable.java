package org.openmmbg.systems;

/**
 * A dihedral angle worth a name.
 *
 * @param name in ASCII, such as {@code phi} when it is the only one of its kind, else {@code phi2}
 * @param i first atom
 * @param j second atom
 * @param k third atom
 * @param l fourth atom
 */
public record TorsionObservable(String name, int i, int j, int k, int l) {

    /**
     * Returns the angle of one configuration, radians in (−π, π], of the IUPAC sign; NaN when three of the atoms are in
     * line.
     *
     * @param positions row-major [.., 3], nm. Not modified.
     * @param offset index in {@code positions} of the configuration's first coordinate
     */
    public double value(double[] positions, int offset) {
        return Dihedrals.dihedral(positions, offset, i, j, k, l);
    }
}
