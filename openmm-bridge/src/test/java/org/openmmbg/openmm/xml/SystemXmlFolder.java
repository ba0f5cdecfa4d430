package org.openmmbg.openmm.xml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.openmmbg.openmm.Ala2;

/** A folder of System XML files and of what OpenMM makes of them, in the form test-data/system-xml/make.py describes. */
final class SystemXmlFolder {
    private final Path folder;
    private final Map<String, Map<String, double[]>> values = new LinkedHashMap<>();

    SystemXmlFolder(Path folder) {
        this.folder = folder;
        try (Stream<String> lines = Files.lines(folder.resolve("energies.txt"))) {
            lines.forEach(line -> {
                String[] words = line.split(" ", -1);
                values.computeIfAbsent(words[0], name -> new LinkedHashMap<>())
                        .put(
                                words[1],
                                Arrays.stream(words)
                                        .skip(2)
                                        .mapToDouble(Double::parseDouble)
                                        .toArray());
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the folder of the project's own files. */
    static Path testData() {
        return Ala2.file("ala2.pdb").resolveSibling("../system-xml").normalize();
    }

    /** Returns how far an energy may be off, kJ/mol: other versions of OpenMM have other constants. */
    static double tolerance(double energy) {
        return Math.max(5e-5, 1e-6 * Math.abs(energy));
    }

    /** Returns how far the norm of forces may be off, relative; OpenMM's periodic splines changed between 7.3 and 7.7. */
    static double normTolerance(String name) {
        return name.startsWith("cmap") ? 2e-4 : 1e-6;
    }

    /** Returns the names of the Systems. */
    Stream<String> names() {
        return values.keySet().stream();
    }

    Path file(String name) {
        return folder.resolve(name + ".xml");
    }

    /** Returns the numbers of a key: positions, total, force-norm or a kind of force. */
    double[] numbers(String name, String key) {
        double[] numbers = values.getOrDefault(name, Map.of()).get(key);
        if (numbers == null) {
            throw new IllegalArgumentException(name + " has no " + key);
        }
        return numbers;
    }

    /** Returns the energy of the forces of each kind, kJ/mol. */
    Map<String, Double> byForce(String name) {
        Map<String, Double> energies = new LinkedHashMap<>();
        values.getOrDefault(name, Map.of()).forEach((key, numbers) -> {
            if (key.endsWith("Force")) {
                energies.put(key, numbers[0]);
            }
        });
        return energies;
    }
}
