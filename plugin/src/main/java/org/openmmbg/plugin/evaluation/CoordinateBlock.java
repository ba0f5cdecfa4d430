package org.openmmbg.plugin.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.openmmbg.coordinates.Domain;
import org.openmmbg.coordinates.InternalCoordinates;
import org.openmmbg.coordinates.ZMatrix;
import org.openmmbg.flow.BoltzmannGenerator;
import org.openmmbg.systems.MolecularSystem;
import org.openmmbg.systems.Topology;
import org.openmmbg.systems.TorsionObservable;
import org.openmmbg.systems.Torsions;

/**
 * Some of a generator's coordinates, by a name.
 *
 * @param name what results call it
 * @param columns their columns
 */
public record CoordinateBlock(String name, List<Integer> columns) {
    private static final String FREE = "free torsions";
    private static final String BACKBONE = "of these phi, psi";
    private static final String OTHER = "of these others";
    private static final String STIFF = "stiff torsions";
    private static final String ANGLES = "angles";
    private static final String BONDS = "bonds";
    private static final String REST = "all but free torsions";

    public CoordinateBlock {
        columns = List.copyOf(columns);
    }

    /**
     * Returns the kinds of coordinates of a molecule, those that the flow draws first in front: the free torsions, the
     * backbone's and the others of them by themselves, and all else. Coordinates that are not all internal are told apart by
     * whether they are free torsions only.
     */
    public static List<CoordinateBlock> kinds(BoltzmannGenerator generator, MolecularSystem system) {
        Domain domain = generator.domain();
        List<TorsionObservable> backbone = Torsions.backbone(system.topology());
        Map<String, List<Integer>> kinds = new HashMap<>();
        for (int column = 0; column < generator.flow().dimension(); column++) {
            boolean free = domain.isPeriodic(column);
            if (free) {
                add(kinds, FREE, column);
            }
            if (generator.coordinates() instanceof InternalCoordinates internal) {
                add(kinds, kind(internal, column, free, backbone), column);
            } else if (!free) {
                add(kinds, REST, column);
            }
        }
        return Stream.of(FREE, BACKBONE, OTHER, STIFF, ANGLES, BONDS, REST)
                .filter(kinds::containsKey)
                .map(kind -> new CoordinateBlock(kind, kinds.getOrDefault(kind, List.of())))
                .toList();
    }

    private static void add(Map<String, List<Integer>> kinds, String kind, int column) {
        kinds.computeIfAbsent(kind, name -> new ArrayList<>()).add(column);
    }

    private static String kind(
            InternalCoordinates internal, int column, boolean free, List<TorsionObservable> backbone) {
        if (column < internal.angleOffset()) {
            return BONDS;
        }
        if (column < internal.torsionOffset()) {
            return ANGLES;
        }
        if (!free) {
            return STIFF;
        }
        return isBackbone(row(internal, column), backbone) ? BACKBONE : OTHER;
    }

    /** Returns every coordinate by itself, by the names of its atoms; empty unless all are internal ones. */
    public static List<CoordinateBlock> each(BoltzmannGenerator generator, MolecularSystem system) {
        if (!(generator.coordinates() instanceof InternalCoordinates internal)) {
            return List.of();
        }
        List<CoordinateBlock> blocks = new ArrayList<>();
        for (int column = 0; column < internal.dimension(); column++) {
            ZMatrix.Row row = row(internal, column);
            List<Integer> atoms = column < internal.angleOffset()
                    ? List.of(row.atom(), row.bondAtom())
                    : column < internal.torsionOffset()
                            ? List.of(row.atom(), row.bondAtom(), row.angleAtom())
                            : List.of(row.atom(), row.bondAtom(), row.angleAtom(), row.torsionAtom());
            String kind = List.of("bond", "angle", "torsion").get(atoms.size() - 2);
            blocks.add(new CoordinateBlock(kind + " " + atoms(atoms, system.topology()), List.of(column)));
        }
        return blocks;
    }

    private static ZMatrix.Row row(InternalCoordinates internal, int column) {
        int number = column < internal.angleOffset()
                ? column + 1
                : column < internal.torsionOffset()
                        ? column - internal.angleOffset() + 2
                        : column - internal.torsionOffset() + 3;
        return internal.zMatrix().rows().get(number);
    }

    private static boolean isBackbone(ZMatrix.Row row, List<TorsionObservable> backbone) {
        return backbone.stream()
                .filter(torsion ->
                        torsion.name().startsWith("phi") || torsion.name().startsWith("psi"))
                .anyMatch(torsion -> Set.of(torsion.j(), torsion.k()).equals(Set.of(row.bondAtom(), row.angleAtom())));
    }

    private static String atoms(List<Integer> atoms, Topology topology) {
        return String.join(
                "-",
                atoms.stream()
                        .map(topology.atoms()::get)
                        .map(atom -> atom.name() + ":" + (atom.residue() + 1))
                        .toList());
    }
}
