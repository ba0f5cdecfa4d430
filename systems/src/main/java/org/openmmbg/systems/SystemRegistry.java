package org.openmmbg.systems;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The built-in systems by name. */
public final class SystemRegistry {
    private record Entry(
            String description, BiFunction<String, String, ? extends SampledSystem> loader, boolean isMolecule) {
        Entry(String description, BiFunction<String, String, MolecularSystem> loader) {
            this(description, loader, true);
        }

        static Entry analytic(String description, BiFunction<String, String, AnalyticSystem> loader) {
            return new Entry(description, loader, false);
        }
    }

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private SystemRegistry() {
        entries.put(
                "alanine-dipeptide",
                new Entry(
                        "Ace-Ala-Nme, 22 atoms, amber99sb-ildn + OBC implicit solvent, 300 K",
                        BuiltInSystems::alanineDipeptide));
        entries.put(
                "alanine-dipeptide-vacuum",
                new Entry(
                        "Ace-Ala-Nme, 22 atoms, amber99sb-ildn in vacuum, 300 K",
                        BuiltInSystems::alanineDipeptideVacuum));
        entries.put(
                "alanine-dipeptide-ff96-obc1",
                new Entry(
                        "Ace-Ala-Nme, 22 atoms, amber96 + OBC1 implicit solvent, 300 K",
                        BuiltInSystems::alanineDipeptideFf96));
        entries.put(
                "alanine-tetrapeptide",
                new Entry(
                        "Ace-(Ala)3-Nme, 42 atoms, amber99sb-ildn + OBC implicit solvent, 300 K",
                        BuiltInSystems::alanineTetrapeptide));
        entries.put(
                "alanine-hexapeptide",
                new Entry(
                        "Ace-(Ala)5-Nme, 62 atoms, amber99sb-ildn + OBC implicit solvent, 300 K",
                        BuiltInSystems::alanineHexapeptide));
        entries.put(
                "chignolin",
                new Entry(
                        "GYDPETGTWG, 138 atoms, amber99sb-ildn + OBC implicit solvent, 300 K",
                        BuiltInSystems::chignolin));
        entries.put(
                "bpti",
                new Entry(
                        "BPTI, 892 atoms, three disulfides, amber99sb-ildn + OBC implicit solvent, 300 K",
                        BuiltInSystems::bpti));
        entries.put(
                "double-well",
                Entry.analytic(
                        "double well in the plane, exact answers at T = 0.5, 1 and 2", AnalyticSystems::doubleWell));
        entries.put(
                "mueller-brown",
                Entry.analytic(
                        "potential of Müller and Brown in the plane, exact answer", AnalyticSystems::muellerBrown));
        entries.put(
                "dimer",
                Entry.analytic("bistable dimer in a dense bath, 38 particles in the plane", AnalyticSystems::dimer));
    }

    /** Returns the list of this project's systems. */
    public static SystemRegistry builtIn() {
        return new SystemRegistry();
    }

    /**
     * A line of the list.
     *
     * @param name what commands call the system
     * @param description one line
     */
    public record Summary(String name, String description) {}

    /** Returns all systems, in the order of the list. */
    public List<Summary> systems() {
        return entries.entrySet().stream()
                .map(e -> new Summary(e.getKey(), e.getValue().description()))
                .toList();
    }

    /** Returns those of the systems that are molecules, in the order of the list. */
    public List<Summary> molecules() {
        return systems().stream()
                .filter(summary ->
                        Objects.requireNonNull(entries.get(summary.name())).isMolecule())
                .toList();
    }

    /** Returns whether there is a system of that name. */
    public boolean contains(String name) {
        return entries.containsKey(name);
    }

    /**
     * Loads a system of any kind.
     *
     * @throws UnknownSystemException if there is none of that name
     */
    public SampledSystem find(String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new UnknownSystemException(name, closest(name));
        }
        return entry.loader().apply(name, entry.description());
    }

    /** Returns the system without atoms of that name; null if there is none. Loads no molecule to find out. */
    public @Nullable AnalyticSystem findAnalytic(String name) {
        Entry entry = entries.get(name);
        return entry != null && !entry.isMolecule() && find(name) instanceof AnalyticSystem system ? system : null;
    }

    /**
     * Loads a system that is a molecule.
     *
     * @throws UnknownSystemException if there is none of that name, or it has no atoms
     */
    public MolecularSystem load(String name) {
        if (find(name) instanceof MolecularSystem molecule) {
            return molecule;
        }
        throw UnknownSystemException.notAMolecule(name);
    }

    /** Up to three names that begin alike or differ by few letters. */
    private List<String> closest(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return entries.keySet().stream()
                .filter(known -> !wanted.isEmpty()
                        && (known.contains(wanted)
                                || EditDistance.between(wanted, known) <= Math.max(3, known.length() / 3)))
                .sorted(Comparator.comparingInt(known -> EditDistance.between(wanted, known)))
                .limit(3)
                .toList();
    }
}
