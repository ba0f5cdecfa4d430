package org.openmmbg.systems.forcefield;

import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A force-field file in this project's jar, for proteins and caps.
 *
 * @param name its name
 * @param description one line
 * @param aliases other names of it
 */
record ShippedForceField(String name, String description, List<String> aliases) {
    static final List<ShippedForceField> ALL = List.of(
            new ShippedForceField("amber99sbildn", "Amber ff99SB-ILDN, proteins and caps", List.of()),
            new ShippedForceField(
                    "amber99_obc", "OBC implicit solvent for amber99sbildn and amber96", List.of("amber96_obc")),
            new ShippedForceField("amber96", "Amber ff96, proteins and caps", List.of()),
            new ShippedForceField(
                    "ff14SB", "Amber ff14SB, proteins and caps", List.of("amber14-all", "amber14/protein.ff14SB")));

    /** Returns the name of its file within the jar. */
    String fileName() {
        return name + ".xml";
    }

    /** Opens its content; the caller closes it. */
    InputStream open() {
        InputStream in = ShippedForceField.class.getResourceAsStream(fileName());
        if (in == null) {
            throw new IllegalStateException("resource " + fileName() + " is missing from the jar");
        }
        return in;
    }

    /** Returns the force field of a name without {@code .xml}, or null. */
    static @Nullable ShippedForceField named(String name) {
        for (ShippedForceField shipped : ALL) {
            if (shipped.name.equals(name) || shipped.aliases.contains(name)) {
                return shipped;
            }
        }
        return null;
    }
}
