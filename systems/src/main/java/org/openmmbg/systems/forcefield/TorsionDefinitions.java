package org.openmmbg.systems.forcefield;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of proper and improper torsions by atom types. Among propers that fit, the first without wildcards counts,
 * else the first. Among impropers it is the last without wildcards, else the first.
 *
 * @param <T> the parameters
 */
final class TorsionDefinitions<T> {
    private static final int[][] PERMUTATIONS = {{1, 2, 3}, {1, 3, 2}, {2, 1, 3}, {2, 3, 1}, {3, 1, 2}, {3, 2, 1}};

    private record Improper<T>(TypePattern pattern, ImproperOrdering ordering, T parameters) {}

    private final Definitions<T> propers = new Definitions<>(4);
    private final Map<List<AtomType>, Optional<T>> known = new HashMap<>();
    private final List<Improper<T>> impropers = new ArrayList<>();
    private final ImproperOrdering defaultOrdering;

    /**
     * Makes an empty list.
     *
     * @param defaultOrdering that of files that give none
     */
    TorsionDefinitions(ImproperOrdering defaultOrdering) {
        this.defaultOrdering = defaultOrdering;
    }

    /**
     * An improper torsion of a molecule.
     *
     * @param atoms its four atoms, in the order of the torsion
     * @param ordering the rule they were ordered by
     * @param parameters its parameters
     */
    record ImproperMatch<T>(List<Integer> atoms, ImproperOrdering ordering, T parameters) {}

    /** Reads the {@code Proper} and {@code Improper} children of an element. */
    void read(XmlElement element, AtomTypes types, Function<XmlElement, T> parameters) {
        for (XmlElement torsion : element.children("Proper")) {
            propers.read(torsion, types, parameters);
        }
        ImproperOrdering ordering =
                element.has("ordering") ? ImproperOrdering.read(element, "ordering") : defaultOrdering;
        for (XmlElement torsion : element.children("Improper")) {
            TypePattern pattern = types.find(torsion, 4);
            if (pattern != null) {
                impropers.add(new Improper<>(pattern, ordering, parameters.apply(torsion)));
            }
        }
    }

    @Nullable
    T proper(TypedMolecule molecule, List<Integer> torsion) {
        return known.computeIfAbsent(
                        molecule.types(torsion), types -> Optional.ofNullable(propers.findSpecificFirst(types)))
                .orElse(null);
    }

    /**
     * Finds an improper.
     *
     * @param atoms the centre, and the three atoms bonded to it in ascending order
     */
    @Nullable
    ImproperMatch<T> improper(TypedMolecule molecule, List<Integer> atoms) {
        ImproperMatch<T> match = null;
        for (Improper<T> improper : impropers) {
            boolean wildcard = improper.pattern().hasWildcard();
            if (match != null && wildcard) {
                continue;
            }
            List<Integer> arranged = arrange(molecule, improper.pattern(), atoms);
            if (arranged != null) {
                match = new ImproperMatch<>(
                        improper.ordering().order(molecule, arranged, wildcard),
                        improper.ordering(),
                        improper.parameters());
            }
        }
        return match;
    }

    /** Returns the centre and the others in the first order that fits, or null if none does. */
    private static @Nullable List<Integer> arrange(TypedMolecule molecule, TypePattern pattern, List<Integer> atoms) {
        if (!pattern.sets().get(0).contains(molecule.type(atoms.get(0)))) {
            return null;
        }
        for (int[] p : PERMUTATIONS) {
            List<Integer> arranged = List.of(atoms.get(0), atoms.get(p[0]), atoms.get(p[1]), atoms.get(p[2]));
            if (pattern.fits(molecule.types(arranged))) {
                return arranged;
            }
        }
        return null;
    }
}
