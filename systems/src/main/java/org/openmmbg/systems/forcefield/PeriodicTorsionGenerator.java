package org.openmmbg.systems.forcefield;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openmmbg.openmm.system.Force;
import org.openmmbg.openmm.system.PeriodicTorsionForce;

/** Periodic torsions, proper and improper. */
final class PeriodicTorsionGenerator implements ForceGenerator {
    private record Wave(int periodicity, double phase, double k) {}

    /** Where a match put the atoms of the first improper of its types: later ones of the same types follow it. */
    private record Pattern(List<Integer> places, ImproperOrdering ordering, List<Wave> waves) {
        static Pattern of(List<Integer> improper, TorsionDefinitions.ImproperMatch<List<Wave>> match) {
            return new Pattern(
                    match.atoms().stream().map(improper::indexOf).toList(), match.ordering(), match.parameters());
        }
    }

    private final TorsionDefinitions<List<Wave>> definitions = new TorsionDefinitions<>(ImproperOrdering.DEFAULT);

    @Override
    public void read(XmlElement element, AtomTypes types) {
        definitions.read(element, types, PeriodicTorsionGenerator::waves);
    }

    private static List<Wave> waves(XmlElement torsion) {
        List<Wave> waves = new ArrayList<>();
        for (int i = 1; torsion.has("phase" + i); i++) {
            int periodicity = torsion.integer("periodicity" + i);
            double k = torsion.number("k" + i);
            if (k != 0) {
                waves.add(new Wave(periodicity, torsion.number("phase" + i), k));
            }
        }
        return List.copyOf(waves);
    }

    @Override
    public Force generate(Assembly assembly) {
        TypedMolecule molecule = assembly.molecule();
        List<PeriodicTorsionForce.Torsion> torsions = new ArrayList<>();
        for (List<Integer> proper : molecule.terms().propers()) {
            List<Wave> waves = definitions.proper(molecule, proper);
            if (waves != null) {
                add(torsions, waves, proper.get(0), proper.get(1), proper.get(2), proper.get(3));
            }
        }
        Map<List<AtomType>, Optional<Pattern>> patterns = new HashMap<>();
        for (List<Integer> improper : molecule.terms().impropers()) {
            patterns.computeIfAbsent(
                            molecule.types(improper),
                            types -> Optional.ofNullable(definitions.improper(molecule, improper))
                                    .map(match -> Pattern.of(improper, match)))
                    .ifPresent(pattern -> addImproper(torsions, pattern, improper));
        }
        return new PeriodicTorsionForce(torsions);
    }

    private static void addImproper(
            List<PeriodicTorsionForce.Torsion> torsions, Pattern pattern, List<Integer> improper) {
        int a = improper.get(pattern.places().get(0));
        int b = improper.get(pattern.places().get(1));
        int c = improper.get(pattern.places().get(2));
        int d = improper.get(pattern.places().get(3));
        add(torsions, pattern.waves(), a, b, c, d);
        if (pattern.ordering() == ImproperOrdering.SMIRNOFF) {
            add(torsions, pattern.waves(), a, c, d, b);
            add(torsions, pattern.waves(), a, d, b, c);
        }
    }

    private static void add(List<PeriodicTorsionForce.Torsion> torsions, List<Wave> waves, int i, int j, int k, int l) {
        for (Wave wave : waves) {
            torsions.add(new PeriodicTorsionForce.Torsion(i, j, k, l, wave.periodicity(), wave.phase(), wave.k()));
        }
    }
}
