package org.openmmbg.systems.forcefield;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.openmmbg.openmm.system.NonbondedForce;
import org.openmmbg.systems.StandardBonds;
import org.openmmbg.systems.Topology;
import org.openmmbg.systems.pdb.PdbFile;
import org.openmmbg.systems.pdb.PdbReader;

/** A molecule, a force field, and what OpenMM makes of them: a case of a file energies.txt. */
record EnergyCase(Path folder, String name, Map<String, List<String>> lines) {
    private static final List<String> INPUT = List.of("pdb", "forcefield", "options", "masses", "constraints", "cmap");

    /** Reads all cases of a folder. */
    static List<EnergyCase> readAll(Path folder) {
        Map<String, Map<String, List<String>>> cases = new LinkedHashMap<>();
        try {
            for (String line : Files.readAllLines(folder.resolve("energies.txt"))) {
                List<String> words = List.of(line.split(" "));
                cases.computeIfAbsent(words.get(0), n -> new LinkedHashMap<>())
                        .put(words.get(1), words.subList(2, words.size()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<EnergyCase> list = new ArrayList<>();
        cases.forEach((name, lines) -> list.add(new EnergyCase(folder, name, lines)));
        return list;
    }

    @Override
    public String toString() {
        return name;
    }

    PdbFile structure() {
        return PdbReader.read(
                folder.resolve(lines.getOrDefault("pdb", List.of()).get(0)));
    }

    static Topology topology(PdbFile structure) {
        return StandardBonds.addTo(structure.topology(), structure.models().get(0));
    }

    /** The force field; files of the folder go before those of the same name elsewhere. */
    ForceField forceField() {
        List<String> names = List.of(
                        lines.getOrDefault("forcefield", List.of()).get(0).split(","))
                .stream()
                .map(n -> Files.exists(folder.resolve(n + ".xml"))
                        ? folder.resolve(n + ".xml").toString()
                        : n)
                .toList();
        return ForceField.load(names, new ForceFieldLocator(List.of()));
    }

    SystemOptions options() {
        SystemOptions.Builder options = SystemOptions.builder();
        NonbondedForce.Method method = NonbondedForce.Method.NO_CUTOFF;
        Map<String, String> given = new LinkedHashMap<>();
        for (String option : lines.getOrDefault("options", List.of())) {
            int equals = option.indexOf('=');
            given.put(option.substring(0, equals), option.substring(equals + 1));
        }
        method = switch (given.getOrDefault("method", "NoCutoff")) {
            case "CutoffNonPeriodic" -> NonbondedForce.Method.CUTOFF_NON_PERIODIC;
            case "CutoffPeriodic" -> NonbondedForce.Method.CUTOFF_PERIODIC;
            case "Ewald" -> NonbondedForce.Method.EWALD;
            case "PME" -> NonbondedForce.Method.PME;
            default -> method;
        };
        options.nonbonded(new NonbondedOptions(
                method,
                number(given, "cutoff", 1),
                number(given, "switch", -1),
                5e-4,
                given.containsKey("dispersion") ? given.get("dispersion").equals("yes") : null));
        if (given.containsKey("box")) {
            double a = number(given, "box", 0);
            options.boxVectors(List.of(a, 0.0, 0.0, 0.0, a, 0.0, 0.0, 0.0, a));
        }
        options.solvent(new SolventOptions(
                number(given, "solute", 1),
                given.containsKey("solvent") ? Double.valueOf(number(given, "solvent", 0)) : null,
                number(given, "kappa", 0)));
        options.constraints(
                switch (given.getOrDefault("constraints", "").toLowerCase(Locale.ROOT)) {
                    case "hbonds" -> Constraints.H_BONDS;
                    case "allbonds" -> Constraints.ALL_BONDS;
                    case "hangles" -> Constraints.H_ANGLES;
                    default -> Constraints.NONE;
                });
        options.flexibleConstraints("yes".equals(given.get("flexible")));
        options.hydrogenMass(number(given, "hydrogen_mass", 0));
        return options.build();
    }

    private static double number(Map<String, String> given, String key, double absent) {
        String value = given.get(key);
        return value == null ? absent : Double.parseDouble(value);
    }

    /** The numbers of a line; empty when there is none. */
    List<Double> numbers(String key) {
        return lines.getOrDefault(key, List.of()).stream()
                .map(Double::parseDouble)
                .toList();
    }

    double number(String key) {
        return numbers(key).get(0);
    }

    /** The energies of the forces by kind, kJ/mol; all implicit solvents under one name. */
    Map<String, Double> byForce() {
        Map<String, Double> energies = new TreeMap<>();
        for (String key : lines.keySet()) {
            if (!INPUT.contains(key) && !key.equals("total") && !key.equals("force-norm")) {
                energies.merge(solventAsOne(key), number(key), Double::sum);
            }
        }
        return energies;
    }

    /** The number of a map and its eight atoms, for each pair of torsions that has one. */
    List<List<Integer>> mapped() {
        List<Integer> flat = numbers("cmap").stream().map(Double::intValue).toList();
        return IntStream.range(0, flat.size() / 9)
                .mapToObj(i -> flat.subList(9 * i, 9 * i + 9))
                .toList();
    }

    static String solventAsOne(String force) {
        return force.equals("GBSAOBCForce") || force.equals("CustomGBForce") ? "implicit solvent" : force;
    }
}
