package org.openmmbg.systems;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Element symbols, checked or guessed from atom names. */
public final class Elements {
    /** In the order of atomic numbers. */
    private static final List<String> SYMBOLS =
            List.of(("H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn"
                            + " Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce"
                            + " Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa"
                            + " U Np Pu Am Cm Bk Cf Es Fm Md No Lr")
                    .split(" "));

    /** Standard atomic weights, amu, of the elements of most organic molecules (IUPAC 2021, abridged). */
    private static final Map<String, Double> MASSES = Map.of(
            "H", 1.008, "C", 12.011, "N", 14.007, "O", 15.999, "F", 18.998, "P", 30.974, "S", 32.06, "Cl", 35.45);

    /** Symbols of two letters that begin no name of an atom in the usual residues. */
    private static final Set<String> UNMISTAKABLE =
            Set.of("AL", "BR", "CL", "CR", "FE", "LI", "MG", "MN", "SE", "SI", "ZN");

    private static final double MASS_TOLERANCE = 0.05;

    private Elements() {}

    /**
     * Returns the other element that a mass plainly belongs to, or an empty string. A mass of no listed element, such as
     * one repartitioned between hydrogens and their neighbours, belongs to none.
     *
     * @param element symbol the atom is believed to be
     * @param mass amu
     */
    public static String contradiction(String element, double mass) {
        if (!MASSES.containsKey(element)) {
            return "";
        }
        return MASSES.entrySet().stream()
                .filter(entry -> Math.abs(entry.getValue() - mass) < MASS_TOLERANCE)
                .map(Map.Entry::getKey)
                .filter(symbol -> !symbol.equals(element))
                .findFirst()
                .orElse("");
    }

    /** Returns the standard atomic weight of a symbol, amu, for the elements of most organic molecules; 0 for others. */
    public static double mass(String symbol) {
        return MASSES.getOrDefault(symbol, 0.0);
    }

    /** Returns the atomic number of a symbol, or 0 if it is none. */
    public static int number(String symbol) {
        return SYMBOLS.indexOf(symbol) + 1;
    }

    /** Returns the symbol of an atomic number; empty if there is none. */
    public static String ofNumber(int number) {
        return number >= 1 && number <= SYMBOLS.size() ? SYMBOLS.get(number - 1) : "";
    }

    /** Returns the symbol in its usual case, such as {@code Cl} for {@code CL}; D counts as H. Empty if unknown. */
    public static String symbol(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty() || trimmed.length() > 2) {
            return "";
        }
        String usual = trimmed.substring(0, 1).toUpperCase(Locale.ROOT)
                + trimmed.substring(1).toLowerCase(Locale.ROOT);
        if (usual.equals("D")) {
            return "H";
        }
        return SYMBOLS.contains(usual) ? usual : "";
    }

    /**
     * Guesses the element of an atom from its name as a PDB file pads it: a symbol of two letters begins in the first of
     * the four columns, one of a single letter in the second. Names of four characters that begin with H are hydrogens,
     * and a symbol of two letters is believed only for an atom that is a residue by itself, or where it can be nothing
     * else, so that an unpadded CA stays a carbon.
     *
     * @param paddedName the four columns of the name
     * @param residueName name of the residue
     * @return the symbol, or an empty string if none fits
     */
    public static String guess(String paddedName, String residueName) {
        String name = paddedName.strip();
        String letters = name.replaceAll("[^A-Za-z]", "");
        if (letters.isEmpty()) {
            return "";
        }
        String residueLetters = residueName.replaceAll("[^A-Za-z]", "");
        if (letters.length() == 2 && letters.equalsIgnoreCase(residueLetters)) {
            String two = symbol(letters);
            if (!two.isEmpty()) {
                return two;
            }
        }
        String start = paddedName.substring(0, Math.min(2, paddedName.length())).toUpperCase(Locale.ROOT);
        if (UNMISTAKABLE.contains(start)) {
            return symbol(start);
        }
        return symbol(letters.substring(0, 1));
    }
}
