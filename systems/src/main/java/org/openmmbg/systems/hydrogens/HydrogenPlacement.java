package org.openmmbg.systems.hydrogens;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.openmmbg.systems.Topology;

/**
 * Puts hydrogens where ideal bond lengths and angles have them. Where a bond turns, methyl and ammonium groups are
 * staggered, and hydroxyl and thiol groups take the staggered or planar rotamer that suits its surroundings best.
 */
final class HydrogenPlacement {
    private static final double TETRAHEDRAL = Math.acos(-1.0 / 3);
    private static final double TRIGONAL = Math.toRadians(120);
    private static final double AT_SULFUR = Math.toRadians(96);
    private static final double CARBON_HYDROGEN = 0.109;
    private static final double NITROGEN_HYDROGEN = 0.101;
    private static final double OXYGEN_HYDROGEN = 0.096;
    private static final double SULFUR_HYDROGEN = 0.134;
    private static final double IN_WATER = Math.toRadians(104.52);
    private static final double[] STAGGERED = {Math.PI, Math.PI / 3, -Math.PI / 3};
    private static final double[] PLANAR = {0, Math.PI};
    private static final double[] SYN = {0};
    private static final double[] TWELVE =
            IntStream.range(0, 12).mapToDouble(i -> i * Math.PI / 6).toArray();
    private static final int LAST_RANK = 10;
    private static final int NONE = -1;

    private final Topology topology;
    private final List<List<Integer>> neighbours;
    private final double[] positions;
    private final Surroundings surroundings;

    /**
     * Works on a structure.
     *
     * @param topology with all its atoms and bonds
     * @param positions nm, [3N], NaN for atoms to be placed. Modified.
     */
    HydrogenPlacement(Topology topology, double[] positions) {
        this.topology = topology;
        this.neighbours = topology.neighbours();
        this.positions = positions;
        this.surroundings = new Surroundings(topology, neighbours);
    }

    /** Places all hydrogens that have no position: those that turn last, when they know of the others. */
    void placeAll() {
        List<Integer> turning = new ArrayList<>();
        for (int parent = 0; parent < topology.atomCount(); parent++) {
            List<Integer> hydrogens = unplaced(parent);
            if (!hydrogens.isEmpty()) {
                if (neighbours.get(parent).size() == 2) {
                    turning.add(parent);
                } else {
                    place(parent, placed(parent), hydrogens);
                }
            }
        }
        for (int parent : turning) {
            placeTurning(parent, placed(parent), unplaced(parent));
        }
    }

    private List<Integer> unplaced(int parent) {
        return neighbours.get(parent).stream().filter(i -> !isPlaced(i)).toList();
    }

    private List<Integer> placed(int parent) {
        return neighbours.get(parent).stream()
                .filter(this::isPlaced)
                .sorted(Comparator.comparingInt(i -> rank(i, parent)))
                .toList();
    }

    private boolean isPlaced(int atom) {
        return !Double.isNaN(positions[3 * atom]);
    }

    private Vector3 at(int atom) {
        return Vector3.of(positions, atom);
    }

    private void put(int atom, Vector3 place) {
        positions[3 * atom] = place.x();
        positions[3 * atom + 1] = place.y();
        positions[3 * atom + 2] = place.z();
    }

    /** How far along the chain an atom is beside another, by the Greek letter of its name. */
    private int rank(int atom, int beside) {
        String name = topology.atoms().get(atom).name();
        if (topology.atoms().get(atom).isHydrogen()) {
            return LAST_RANK + 1;
        }
        if (name.equals("N") && topology.atoms().get(beside).name().equals("CA")) {
            return -1;
        }
        int rank = name.length() < 2 ? -1 : "ABGDEZH".indexOf(name.charAt(1));
        return rank < 0 ? LAST_RANK : rank;
    }

    private void place(int parent, List<Integer> known, List<Integer> hydrogens) {
        boolean flat = isFlat(parent);
        if (known.size() >= (flat ? 2 : 3)) {
            // Opposite to all others.
            Vector3 away = new Vector3(0, 0, 0);
            for (int i : known) {
                away = away.minus(at(i).minus(at(parent)).unit());
            }
            put(hydrogens.get(0), at(parent).plus(away.unit().times(length(parent))));
        } else if (known.size() == 2) {
            placeBetween(parent, known, hydrogens);
        } else {
            placeBeyond(parent, known.get(0), hydrogens, flat);
        }
    }

    /** Two in the plane of the atom before, or up to three staggered. */
    private void placeBeyond(int parent, int axis, List<Integer> hydrogens, boolean flat) {
        double theta = flat ? TRIGONAL : TETRAHEDRAL;
        double[] torsions = flat ? PLANAR : STAGGERED;
        Vector3 reference = at(reference(parent, axis));
        for (int h = 0; h < hydrogens.size(); h++) {
            put(hydrogens.get(h), Vector3.place(at(parent), at(axis), reference, length(parent), theta, torsions[h]));
        }
    }

    /** Two on a tetrahedral centre, or one of them. */
    private void placeBetween(int parent, List<Integer> known, List<Integer> hydrogens) {
        Vector3 before = at(known.get(0)).minus(at(parent)).unit();
        Vector3 next = at(known.get(1)).minus(at(parent)).unit();
        Vector3 middle = before.plus(next).times(-1).unit();
        // Seen from the atom before, the next atom, the first and the second hydrogen follow clockwise.
        Vector3 side = next.cross(before).unit();
        for (int h = 0; h < hydrogens.size(); h++) {
            Vector3 direction = middle.times(Math.cos(TETRAHEDRAL / 2))
                    .plus(side.times((h == 0 ? 1 : -1) * Math.sin(TETRAHEDRAL / 2)));
            put(hydrogens.get(h), at(parent).plus(direction.times(length(parent))));
        }
    }

    /** On an atom with two bonds: hydroxyl, thiol, water. */
    private void placeTurning(int parent, List<Integer> known, List<Integer> hydrogens) {
        boolean water = known.stream().allMatch(i -> topology.atoms().get(i).isHydrogen());
        if (!water) {
            int axis = known.get(0);
            putBest(hydrogens.get(0), parent, turns(parent, axis, reference(parent, axis), torsions(parent, axis)));
            return;
        }
        int first = known.isEmpty() ? hydrogens.get(0) : known.get(0);
        if (known.isEmpty()) {
            putBest(first, parent, around(parent));
        }
        for (int h : hydrogens) {
            if (h != first) {
                putBest(h, parent, turns(parent, first, first, TWELVE));
            }
        }
    }

    private double[] torsions(int parent, int axis) {
        if (!isFlat(axis)) {
            return STAGGERED;
        }
        return otherOxygen(parent, axis) == NONE ? PLANAR : SYN;
    }

    private List<Vector3> turns(int parent, int axis, int reference, double[] torsions) {
        List<Vector3> places = new ArrayList<>();
        for (double torsion : torsions) {
            places.add(
                    Vector3.place(at(parent), at(axis), at(reference), length(parent), angle(parent, axis), torsion));
        }
        return places;
    }

    /** The six directions of the axes. */
    private List<Vector3> around(int parent) {
        List<Vector3> places = new ArrayList<>();
        for (int sign : new int[] {1, -1}) {
            for (int d = 0; d < 3; d++) {
                Vector3 axis = new Vector3(d == 0 ? sign : 0, d == 1 ? sign : 0, d == 2 ? sign : 0);
                places.add(at(parent).plus(axis.times(length(parent))));
            }
        }
        return places;
    }

    private void putBest(int hydrogen, int parent, List<Vector3> places) {
        Vector3 best = places.get(0);
        double lowest = Double.POSITIVE_INFINITY;
        for (Vector3 place : places) {
            double cost = places.size() == 1 ? 0 : surroundings.cost(place, parent, neighbours.get(parent), positions);
            if (cost < lowest) {
                lowest = cost;
                best = place;
            }
        }
        put(hydrogen, best);
    }

    /** The oxygen that torsions of a carboxyl hydrogen are measured from, or NONE. */
    private int otherOxygen(int parent, int axis) {
        return neighbours.get(axis).stream()
                .filter(i -> i != parent && topology.atoms().get(i).element().equals("O"))
                .findFirst()
                .orElse(NONE);
    }

    /** The atom that torsions about a bond are measured from: a carboxyl's other oxygen, else the one nearest the chain. */
    private int reference(int parent, int axis) {
        int oxygen =
                isFlat(axis) && topology.atoms().get(parent).element().equals("O") ? otherOxygen(parent, axis) : NONE;
        if (oxygen != NONE) {
            return oxygen;
        }
        return neighbours.get(axis).stream()
                .filter(i -> i != parent && isPlaced(i))
                .min(Comparator.comparingInt(i -> rank(i, axis)))
                .orElse(axis);
    }

    /** Whether an atom's three bonds lie in a plane; those of an amine do not. */
    private boolean isFlat(int atom) {
        List<Integer> bonds = neighbours.get(atom);
        if (bonds.size() != 3) {
            return false;
        }
        return !topology.atoms().get(atom).element().equals("N")
                || bonds.stream().noneMatch(i -> neighbours.get(i).size() == 4)
                || bonds.stream()
                                .filter(i -> topology.atoms().get(i).isHydrogen())
                                .count()
                        < 2;
    }

    private double length(int parent) {
        return switch (topology.atoms().get(parent).element()) {
            case "N" -> NITROGEN_HYDROGEN;
            case "O" -> OXYGEN_HYDROGEN;
            case "S" -> SULFUR_HYDROGEN;
            default -> CARBON_HYDROGEN;
        };
    }

    private double angle(int parent, int axis) {
        if (topology.atoms().get(axis).isHydrogen()) {
            return IN_WATER;
        }
        return topology.atoms().get(parent).element().equals("S") ? AT_SULFUR : TETRAHEDRAL;
    }
}
