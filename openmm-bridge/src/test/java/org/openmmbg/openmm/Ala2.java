package org.openmmbg.openmm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.openmmbg.openmm.system.SystemSpec;
import org.openmmbg.openmm.xml.SystemXmlReader;

/** The alanine dipeptide of test-data/ala2: System, one frame, and what OpenMM 7.7 makes of it. */
public final class Ala2 {
    private static final Pattern NUMBER = Pattern.compile("\"(\\w+)\": (-?[0-9.e-]+)");
    private static final Pattern FORCE_COMPONENT = Pattern.compile("^ +(-?[0-9.e-]+),?$", Pattern.MULTILINE);

    private Ala2() {}

    public static Path file(String name) {
        String told = System.getProperty("openmmbg.testData");
        if (told != null) {
            return Path.of(told, "ala2", name);
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path candidate = at.resolve("test-data").resolve("ala2").resolve(name);
            if (Files.exists(candidate)) {
                return candidate;
            }
        }
        throw new IllegalStateException(
                "no test-data folder above " + Path.of("").toAbsolutePath());
    }

    public static SystemSpec system() {
        return SystemXmlReader.read(file("ala2-openmm77.xml"));
    }

    /** Returns the coordinates of the PDB file, nm. */
    public static double[] positions() {
        return text("ala2.pdb")
                .lines()
                .filter(line -> line.startsWith("ATOM") || line.startsWith("HETATM"))
                .flatMap(line -> java.util.stream.Stream.of(30, 38, 46).map(at -> line.substring(at, at + 8)))
                .mapToDouble(column -> Double.parseDouble(column) / 10)
                .toArray();
    }

    /** Returns the expected energy, kJ/mol: "total_kJ_per_mol", or that of a force by its name. */
    public static double energy(String name) {
        return NUMBER.matcher(text("ala2-energies.json"))
                .results()
                .filter(result -> result.group(1).equals(name))
                .mapToDouble(result -> Double.parseDouble(result.group(2)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no energy of " + name));
    }

    /** Returns the expected forces, [3N], kJ/mol/nm. */
    public static double[] forces() {
        return FORCE_COMPONENT
                .matcher(text("ala2-energies.json"))
                .results()
                .mapToDouble(result -> Double.parseDouble(result.group(1)))
                .toArray();
    }

    private static String text(String name) {
        try {
            return Files.readString(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
