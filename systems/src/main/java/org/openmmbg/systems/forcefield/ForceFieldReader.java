package org.openmmbg.systems.forcefield;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openmmbg.systems.InputFileException;

/**
 * Reads the files of a force field, those they include among them: first the atom types of all of them, then the
 * residues, then the forces.
 */
final class ForceFieldReader {
    private static final long LARGEST_FILE = 64L << 20;
    private static final int MOST_FILES = 100;

    /** Forces of which one, made by all the files together, is in the System. */
    private static final Map<String, Supplier<ForceGenerator>> SHARED = Map.of(
            "HarmonicBondForce", HarmonicBondGenerator::new,
            "HarmonicAngleForce", HarmonicAngleGenerator::new,
            "PeriodicTorsionForce", PeriodicTorsionGenerator::new,
            "RBTorsionForce", RbTorsionGenerator::new,
            "CMAPTorsionForce", CmapTorsionGenerator::new,
            "NonbondedForce", NonbondedGenerator::new,
            "GBSAOBCForce", GbsaObcGenerator::new);

    /** Forces of which each element makes one. */
    private static final Map<String, Supplier<ForceGenerator>> OWN = Map.of(
            "CustomBondForce", CustomBondGenerator::new,
            "CustomAngleForce", CustomAngleGenerator::new,
            "CustomTorsionForce", CustomTorsionGenerator::new,
            "CustomNonbondedForce", CustomNonbondedGenerator::new,
            "CustomGBForce", CustomGbGenerator::new);

    private static final Set<String> OTHER_ELEMENTS = Set.of("Info", "Include", "AtomTypes", "Residues");

    private final ForceFieldLocator locator;
    private final List<XmlElement> roots = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private @Nullable ImplicitSolvent solvent;

    ForceFieldReader(ForceFieldLocator locator) {
        this.locator = locator;
    }

    /** What the files say. */
    record Content(
            AtomTypes types,
            TemplateLibrary templates,
            List<ForceGenerator> generators,
            @Nullable ImplicitSolvent solvent) {}

    Content read(List<String> names) {
        names.forEach(name -> open(locator.find(name)));
        for (int i = 0; i < roots.size(); i++) {
            for (XmlElement include : roots.get(i).children("Include")) {
                include(include);
            }
        }
        roots.forEach(ForceFieldReader::checkElements);
        AtomTypes types = new AtomTypes();
        children("AtomTypes", "Type").forEach(types::add);
        TemplateLibrary templates = new TemplateLibrary();
        children("Residues", "Residue").forEach(residue -> templates.add(residue, types));
        List<ForceGenerator> generators = generators(types);
        if (solvent != null
                && generators.stream().anyMatch(g -> g instanceof GbsaObcGenerator || g instanceof CustomGbGenerator)) {
            throw new ForceFieldException("the force field has two implicit solvents: that of its files and "
                    + solvent.forceFieldName() + "; one is enough");
        }
        return new Content(types, templates, generators, solvent);
    }

    private void open(ForceFieldLocator.Found found) {
        // A switch over the sealed types is a preview feature in Java 17.
        if (found instanceof ForceFieldLocator.Found.Solvent f) {
            choose(f.model());
        } else if (found instanceof ForceFieldLocator.Found.Shipped f) {
            open(f.forceField());
        } else if (found instanceof ForceFieldLocator.Found.OnDisk f) {
            open(f.file());
        }
    }

    private void choose(ImplicitSolvent model) {
        if (solvent != null && solvent != model) {
            throw new ForceFieldException("the force field has two implicit solvents: " + solvent.forceFieldName()
                    + " and " + model.forceFieldName() + "; one is enough");
        }
        solvent = model;
    }

    private void open(ShippedForceField shipped) {
        if (!seen.add(shipped.fileName())) {
            return;
        }
        try (InputStream in = shipped.open()) {
            roots.add(XmlTree.read(in, Path.of(shipped.fileName())));
        } catch (IOException e) {
            throw new InputFileException(Path.of(shipped.fileName()), "cannot be read: " + e.getMessage(), e);
        }
    }

    private void open(Path file) {
        try {
            if (!seen.add(file.toRealPath().toString())) {
                return;
            }
            if (Files.size(file) > LARGEST_FILE) {
                throw new InputFileException(
                        file, "has more than " + (LARGEST_FILE >> 20) + " MB; expected a force field");
            }
            try (InputStream in = Files.newInputStream(file)) {
                roots.add(XmlTree.read(in, file));
            }
        } catch (IOException e) {
            throw new InputFileException(file, "cannot be read: " + e.getMessage(), e);
        }
        if (roots.size() > MOST_FILES) {
            throw new InputFileException(file, "is one of more than " + MOST_FILES + " files that include each other");
        }
    }

    /** Opens an included file: one in the folder of the file that names it, else one on the search path or a shipped one. */
    private void include(XmlElement element) {
        String name = element.attribute("file");
        Path relative;
        try {
            relative = Path.of(name);
        } catch (InvalidPathException e) {
            throw element.bad("file", name, "a file name");
        }
        Path folder = element.file().toAbsolutePath().normalize().getParent();
        Path file = folder == null ? relative : folder.resolve(relative).normalize();
        if (relative.isAbsolute() || folder == null || !file.startsWith(folder)) {
            throw element.bad("file", name, "a file in the folder of this one");
        }
        if (Files.isRegularFile(file)) {
            try {
                if (!file.toRealPath().startsWith(folder.toRealPath())) {
                    throw element.bad("file", name, "a file in the folder of this one");
                }
            } catch (IOException e) {
                throw new InputFileException(file, "cannot be read: " + e.getMessage(), e);
            }
            open(file);
            return;
        }
        ForceFieldLocator.Found found = locator.findIncluded(name);
        if (found == null) {
            throw element.error("the file \"" + XmlElement.shorten(name) + "\" to include is not there");
        }
        open(found);
    }

    private static void checkElements(XmlElement root) {
        for (XmlElement child : root.children()) {
            String name = child.name();
            if (!SHARED.containsKey(name) && !OWN.containsKey(name) && !OTHER_ELEMENTS.contains(name)) {
                throw child.error("<" + XmlElement.shorten(name) + "> is not supported"
                        + switch (name) {
                            case "Script", "InitializationScript" ->
                                ": a force field that is a program is not run; implicit/hct, obc1, obc2, gbn and gbn2 are built in";
                            default -> "";
                        });
            }
        }
    }

    private List<XmlElement> children(String section, String tag) {
        return roots.stream()
                .flatMap(root -> root.children(section).stream().limit(1))
                .flatMap(found -> found.children(tag).stream())
                .toList();
    }

    private List<ForceGenerator> generators(AtomTypes types) {
        Map<String, ForceGenerator> shared = new HashMap<>();
        List<ForceGenerator> all = new ArrayList<>();
        for (XmlElement root : roots) {
            for (XmlElement child : root.children()) {
                ForceGenerator generator = shared.get(child.name());
                if (generator == null) {
                    Supplier<ForceGenerator> maker =
                            SHARED.containsKey(child.name()) ? SHARED.get(child.name()) : OWN.get(child.name());
                    if (maker == null) {
                        continue;
                    }
                    generator = maker.get();
                    all.add(generator);
                    if (SHARED.containsKey(child.name())) {
                        shared.put(child.name(), generator);
                    }
                }
                generator.read(child, types);
            }
        }
        return all;
    }
}
