package org.openmmbg.systems.observable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openmmbg.systems.Elements;
import org.openmmbg.systems.Topology;
import org.openmmbg.systems.TorsionObservable;
import org.openmmbg.systems.Torsions;

/** The names of a molecule. */
final class MoleculeVocabulary extends Vocabulary {
    private static final List<String> BACKBONE = List.of("phi", "psi", "omega");
    private static final int LISTED = 8;

    private final Topology topology;
    private final Map<String, TorsionObservable> torsions = new LinkedHashMap<>();

    MoleculeVocabulary(Topology topology) {
        this.topology = topology;
        Torsions.backbone(topology).forEach(torsion -> torsions.put(torsion.name(), torsion));
        Torsions.omega(topology).forEach(torsion -> torsions.put(torsion.name(), torsion));
    }

    @Override
    public int width() {
        return 3 * topology.atomCount();
    }

    @Override
    List<String> names() {
        List<String> names = new ArrayList<>(BACKBONE);
        for (int number = 1; number <= SideChains.MOST; number++) {
            names.add("chi" + number);
        }
        return names;
    }

    @Override
    Term variable(String name, @Nullable ResidueName residue, Place place) {
        TorsionObservable torsion = residue == null ? torsions.get(name) : null;
        if (torsion == null) {
            if (!names().contains(name)) {
                throw place.unknown(
                        "name",
                        name,
                        names(),
                        "expected a torsion such as phi:2, or a function such as" + " distance(@CA:2,@CA:9)");
            }
            if (residue == null) {
                throw place.error(name + " of which residue? Write it as in " + name + ":2");
            }
            int index = residue(residue, place);
            torsion = BACKBONE.contains(name) ? backbone(name, index) : chi(name, index);
            if (torsion == null) {
                throw place.error("residue " + topology.residues().get(index) + " has no " + name);
            }
        }
        return new Term(Quantity.TORSION, torsion::value);
    }

    /** The second atom of φ, ψ and ω is of the residue that they are counted to. */
    private @Nullable TorsionObservable backbone(String kind, int residue) {
        return torsions.values().stream()
                .filter(t -> t.name().startsWith(kind))
                .filter(t -> topology.atoms().get(t.j()).residue() == residue)
                .findFirst()
                .orElse(null);
    }

    private @Nullable TorsionObservable chi(String name, int residue) {
        int number = Integer.parseInt(name.substring(name.length() - 1));
        List<Integer> atoms = SideChains.chi(topology.residues().get(residue).name(), number).stream()
                .map(atom -> topology.find(residue, atom))
                .toList();
        return atoms.isEmpty() || atoms.contains(-1)
                ? null
                : new TorsionObservable(name, atoms.get(0), atoms.get(1), atoms.get(2), atoms.get(3));
    }

    private int residue(ResidueName name, Place place) {
        List<Integer> found = IntStream.range(0, topology.residues().size())
                .filter(r -> name.isOf(topology.residues().get(r)))
                .boxed()
                .toList();
        if (found.isEmpty()) {
            throw place.error("no residue " + name + "; there are " + listed(topology.residues()));
        }
        if (found.size() > 1) {
            String chains =
                    found.stream().map(r -> topology.residues().get(r).chain()).collect(Collectors.joining(", "));
            throw place.error(found.size() + " residues " + name + ", of chains " + chains + "; name one, as in "
                    + name.id() + ":A");
        }
        return found.get(0);
    }

    private static String listed(List<?> all) {
        String shown = all.stream().limit(LISTED).map(Objects::toString).collect(Collectors.joining(", "));
        return all.size() <= LISTED ? shown : shown + " and " + (all.size() - LISTED) + " more";
    }

    @Override
    int atom(String name, @Nullable ResidueName residue, Place place) {
        if (residue != null) {
            int index = residue(residue, place);
            int atom = topology.find(index, name);
            if (atom < 0) {
                List<String> names = topology.residues().get(index).atoms().stream()
                        .map(a -> topology.atoms().get(a).name())
                        .toList();
                throw place.unknown(
                        "atom of " + topology.residues().get(index), name, names, "it has " + String.join(", ", names));
            }
            return atom;
        }
        List<Integer> found = IntStream.range(0, topology.atomCount())
                .filter(a -> topology.atoms().get(a).name().equals(name))
                .boxed()
                .toList();
        if (found.size() > 1) {
            throw place.error(found.size() + " atoms are called " + name + "; name the residue, as in @" + name + ":"
                    + topology.residues()
                            .get(topology.atoms().get(found.get(0)).residue())
                            .id());
        }
        if (found.isEmpty()) {
            Set<String> names = new HashSet<>();
            topology.atoms().forEach(a -> names.add(a.name()));
            throw place.unknown("atom", name, names, "no residue has one of this name");
        }
        return found.get(0);
    }

    @Override
    Term radiusOfGyration(Place place) {
        double[] masses = new double[topology.atomCount()];
        double sum = 0;
        for (int i = 0; i < masses.length; i++) {
            masses[i] = Elements.mass(topology.atoms().get(i).element());
            if (!(masses[i] > 0)) {
                throw place.error("the mass of " + topology.describe(i) + " is not known");
            }
            sum += masses[i];
        }
        double total = sum;
        return new Term(Quantity.LENGTH, (x, offset) -> radiusOfGyration(masses, total, x, offset));
    }

    private static double radiusOfGyration(double[] masses, double total, double[] x, int offset) {
        double squares = 0;
        for (int axis = 0; axis < 3; axis++) {
            double mean = 0;
            for (int i = 0; i < masses.length; i++) {
                mean += masses[i] * x[offset + 3 * i + axis] / total;
            }
            for (int i = 0; i < masses.length; i++) {
                double deviation = x[offset + 3 * i + axis] - mean;
                squares += masses[i] * deviation * deviation / total;
            }
        }
        return Math.sqrt(squares);
    }
}
