package org.openmmbg.systems.amber;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openmmbg.openmm.system.CmapTorsionForce;
import org.openmmbg.openmm.system.HarmonicAngleForce;
import org.openmmbg.openmm.system.HarmonicBondForce;
import org.openmmbg.openmm.system.NonbondedForce;
import org.openmmbg.openmm.system.PeriodicTorsionForce;
import org.openmmbg.systems.Elements;
import org.openmmbg.systems.InputFileException;
import org.openmmbg.systems.TextLines;
import org.openmmbg.systems.Topology;

/**
 * Reads Amber's prmtop files (the format of Amber 7 and later) as OpenMM's AmberPrmtopFile does: bonds, angles, dihedrals,
 * CMAP, charges, Lennard-Jones terms, 1-4 scaling by dihedral type, exclusions, and the radii of implicit solvent.
 *
 * <p>Refused by name: CHARMM topologies (chamber), AMOEBA, polarisable atoms, 12-6-4 and 10-12 terms, pair terms that do
 * not follow the combining rules, extra points, perturbation and water caps. No constraints are made.
 */
public final class PrmtopReader {
    private static final double KJ_PER_KCAL = 4.184;
    private static final double NM_PER_ANGSTROM = 0.1;
    /** Amber stores charges times the square root of its Coulomb constant. */
    private static final double CHARGE_UNIT = 18.2223;

    private static final double DEFAULT_SCEE = 1.2;
    private static final double DEFAULT_SCNB = 2.0;
    private static final double EXCLUDED_SIGMA = 0.1;
    private static final int LARGEST = 10_000_000;
    private static final int POINTER_COUNT = 30;

    private final PrmtopSections sections;
    private final int[] pointers;
    private final int atoms;

    private PrmtopReader(PrmtopSections sections) {
        this.sections = sections;
        refuseOtherKinds(sections);
        int count = sections.size("POINTERS");
        if (count < POINTER_COUNT) {
            throw sections.fault("%FLAG POINTERS has " + count + " items; expected at least " + POINTER_COUNT);
        }
        this.pointers = sections.integers("POINTERS", count, 0, LARGEST);
        this.atoms = pointers[0];
        refuse(20, "perturbed atoms");
        refuse(29, "a water cap");
        if (count > POINTER_COUNT) {
            refuse(30, "extra points");
        }
        if (atoms < 1) {
            throw sections.fault("POINTERS", 0, "is 0; expected the number of atoms");
        }
    }

    /**
     * Reads a file.
     *
     * @throws InputFileException if the file cannot be used
     */
    public static AmberMolecule read(Path file) {
        return TextLines.read(
                file, "an Amber prmtop file", lines -> new PrmtopReader(PrmtopSections.read(lines)).molecule());
    }

    private static void refuseOtherKinds(PrmtopSections sections) {
        Map<String, String> kinds = new LinkedHashMap<>();
        kinds.put("CTITLE", "a CHARMM force field (a prmtop file that chamber made)");
        kinds.put("CHARMM_", "a CHARMM force field");
        kinds.put("LENNARD_JONES_14_", "1-4 terms of a CHARMM force field");
        kinds.put("AMOEBA_", "the AMOEBA force field");
        kinds.put("POLARIZABILITY", "polarisable atoms");
        kinds.put("LENNARD_JONES_CCOEF", "12-6-4 terms");
        kinds.forEach((start, what) -> {
            String flag = sections.flagBeginning(start);
            if (flag != null) {
                throw sections.fault("has " + what + " (%FLAG " + flag + "), which is not supported");
            }
        });
        refuseNonzero(sections, "HBOND_ACOEF", "10-12 terms");
        refuseNonzero(sections, "HBOND_BCOEF", "10-12 terms");
        refuseNonzero(sections, "IPOL", "polarisable atoms");
    }

    private static void refuseNonzero(PrmtopSections sections, String flag, String what) {
        for (double value : sections.numbers(flag, sections.size(flag))) {
            if (value != 0) {
                throw sections.fault("has " + what + " (%FLAG " + flag + "), which is not supported");
            }
        }
    }

    private void refuse(int pointer, String what) {
        if (pointers[pointer] != 0) {
            throw sections.fault("POINTERS", pointer, "tells of " + what + ", which is not supported");
        }
    }

    private AmberMolecule molecule() {
        List<HarmonicBondForce.Bond> bonds = new ArrayList<>();
        bonds("BONDS_INC_HYDROGEN", pointers[2], bonds);
        bonds("BONDS_WITHOUT_HYDROGEN", pointers[12], bonds);
        List<HarmonicAngleForce.Angle> angles = new ArrayList<>();
        angles("ANGLES_INC_HYDROGEN", pointers[4], angles);
        angles("ANGLES_WITHOUT_HYDROGEN", pointers[13], angles);
        double[] charges = sections.numbers("CHARGE", atoms);
        for (int i = 0; i < atoms; i++) {
            charges[i] /= CHARGE_UNIT;
        }
        int[] types = sections.integers("ATOM_TYPE_INDEX", atoms, 1, Math.max(1, pointers[1]));
        LennardJonesTable table = LennardJonesTable.read(sections, pointers[1]);
        List<NonbondedForce.Particle> particles = new ArrayList<>();
        for (int i = 0; i < atoms; i++) {
            int type = types[i] - 1;
            particles.add(new NonbondedForce.Particle(charges[i], table.sigma(type, type), table.epsilon(type, type)));
        }
        Map<Topology.Bond, NonbondedForce.ParticleException> exceptions = new LinkedHashMap<>();
        List<PeriodicTorsionForce.Torsion> torsions = new ArrayList<>();
        OneFour oneFour = new OneFour(charges, types, table, exceptions);
        dihedrals("DIHEDRALS_INC_HYDROGEN", pointers[6], torsions, oneFour);
        dihedrals("DIHEDRALS_WITHOUT_HYDROGEN", pointers[14], torsions, oneFour);
        exclude(exceptions);
        List<Double> masses = boxed(sections.numbers("MASS", atoms));
        return new AmberMolecule(
                topology(bonds, masses),
                masses,
                new HarmonicBondForce(bonds),
                new HarmonicAngleForce(angles),
                new PeriodicTorsionForce(torsions),
                cmap(),
                particles,
                List.copyOf(exceptions.values()),
                sections.has("RADII") ? boxed(scaled(sections.numbers("RADII", atoms), NM_PER_ANGSTROM)) : List.of(),
                sections.has("SCREEN") ? boxed(sections.numbers("SCREEN", atoms)) : List.of());
    }

    private void bonds(String flag, int count, List<HarmonicBondForce.Bond> bonds) {
        double[] k = sections.numbers("BOND_FORCE_CONSTANT", pointers[15]);
        double[] length = sections.numbers("BOND_EQUIL_VALUE", pointers[15]);
        int[] items = sections.integers(flag, 3 * count, 0, LARGEST);
        for (int at = 0; at < items.length; at += 3) {
            int type = type(flag, items, at + 2, pointers[15]);
            int i = atom(flag, items, at);
            int j = atom(flag, items, at + 1);
            requireDifferent(flag, at, i, j);
            bonds.add(new HarmonicBondForce.Bond(
                    i,
                    j,
                    length[type] * NM_PER_ANGSTROM,
                    2 * k[type] * KJ_PER_KCAL / (NM_PER_ANGSTROM * NM_PER_ANGSTROM)));
        }
    }

    private void angles(String flag, int count, List<HarmonicAngleForce.Angle> angles) {
        double[] k = sections.numbers("ANGLE_FORCE_CONSTANT", pointers[16]);
        double[] angle = sections.numbers("ANGLE_EQUIL_VALUE", pointers[16]);
        int[] items = sections.integers(flag, 4 * count, 0, LARGEST);
        for (int at = 0; at < items.length; at += 4) {
            int type = type(flag, items, at + 3, pointers[16]);
            int i = atom(flag, items, at);
            int j = atom(flag, items, at + 1);
            int l = atom(flag, items, at + 2);
            requireDifferent(flag, at, i, j, l);
            angles.add(new HarmonicAngleForce.Angle(i, j, l, angle[type], 2 * k[type] * KJ_PER_KCAL));
        }
    }

    private void dihedrals(String flag, int count, List<PeriodicTorsionForce.Torsion> torsions, OneFour oneFour) {
        int types = pointers[17];
        double[] k = sections.numbers("DIHEDRAL_FORCE_CONSTANT", types);
        double[] phase = sections.numbers("DIHEDRAL_PHASE", types);
        double[] periodicity = sections.numbers("DIHEDRAL_PERIODICITY", types);
        double[] scee = scale("SCEE_SCALE_FACTOR", types, DEFAULT_SCEE);
        double[] scnb = scale("SCNB_SCALE_FACTOR", types, DEFAULT_SCNB);
        int[] items = sections.integers(flag, 5 * count, -LARGEST, LARGEST);
        for (int at = 0; at < items.length; at += 5) {
            int type = type(flag, items, at + 4, types);
            int[] i = new int[4];
            for (int a = 0; a < 4; a++) {
                i[a] = atom(flag, items, at + a);
            }
            requireDifferent(flag, at, i);
            long n = Math.round(Math.abs(periodicity[type]));
            if (n < 1 || n > 100) {
                throw sections.fault("DIHEDRAL_PERIODICITY", type, "is " + periodicity[type] + "; expected 1 or more");
            }
            torsions.add(new PeriodicTorsionForce.Torsion(
                    i[0], i[1], i[2], i[3], (int) n, phase[type], k[type] * KJ_PER_KCAL));
            // A negative third atom marks one more term of a dihedral or a ring, a negative fourth an improper: neither
            // has a 1-4 interaction of its own.
            boolean first = items[at + 2] >= 0 && items[at + 3] >= 0;
            if (first && !oneFour.add(i[0], i[3], scee[type], scnb[type])) {
                throw sections.fault(flag, at, "begins a dihedral whose end atoms have a 1-4 interaction already");
            }
        }
    }

    private double[] scale(String flag, int types, double otherwise) {
        if (!sections.has(flag)) {
            double[] factors = new double[types];
            Arrays.fill(factors, otherwise);
            return factors;
        }
        return sections.numbers(flag, types);
    }

    /** Collects 1-4 interactions: those of the pair, divided by the factors of the dihedral. */
    private static final class OneFour {
        private final double[] charges;
        private final int[] types;
        private final LennardJonesTable table;
        private final Map<Topology.Bond, NonbondedForce.ParticleException> exceptions;

        OneFour(
                double[] charges,
                int[] types,
                LennardJonesTable table,
                Map<Topology.Bond, NonbondedForce.ParticleException> exceptions) {
            this.charges = charges;
            this.types = types;
            this.table = table;
            this.exceptions = exceptions;
        }

        boolean add(int i, int j, double scee, double scnb) {
            double product = scee == 0 ? 0 : charges[i] * charges[j] / scee;
            double epsilon = scnb == 0 ? 0 : table.epsilon(types[i] - 1, types[j] - 1) / scnb;
            double sigma = table.sigma(types[i] - 1, types[j] - 1);
            return exceptions.put(
                            new Topology.Bond(i, j),
                            new NonbondedForce.ParticleException(i, j, product, sigma, epsilon))
                    == null;
        }
    }

    private void exclude(Map<Topology.Bond, NonbondedForce.ParticleException> exceptions) {
        int[] counts = sections.integers("NUMBER_EXCLUDED_ATOMS", atoms, 0, LARGEST);
        int[] list = sections.integers("EXCLUDED_ATOMS_LIST", pointers[10], 0, atoms);
        int next = 0;
        for (int i = 0; i < atoms; i++) {
            if (counts[i] > list.length - next) {
                throw sections.fault("NUMBER_EXCLUDED_ATOMS", i, "is " + counts[i] + "; the list holds fewer");
            }
            for (int end = next + counts[i]; next < end; next++) {
                int j = list[next] - 1;
                // An atom that excludes nothing has one entry of 0.
                if (j == i) {
                    throw sections.fault("EXCLUDED_ATOMS_LIST", next, "excludes atom " + list[next] + " from itself");
                }
                if (j >= 0) {
                    exceptions.putIfAbsent(
                            new Topology.Bond(i, j), new NonbondedForce.ParticleException(i, j, 0, EXCLUDED_SIGMA, 0));
                }
            }
        }
    }

    /** The maps of ff19SB; they begin at −180 degrees, OpenMM's at 0. */
    private @Nullable CmapTorsionForce cmap() {
        if (!sections.has("CMAP_COUNT")) {
            return null;
        }
        int[] counts = sections.integers("CMAP_COUNT", sections.size("CMAP_COUNT"), 0, LARGEST);
        if (counts.length < 2) {
            throw sections.fault("%FLAG CMAP_COUNT has " + counts.length + " items; expected 2");
        }
        int[] sizes = sections.integers("CMAP_RESOLUTION", counts[1], 2, 1000);
        List<CmapTorsionForce.EnergyMap> maps = new ArrayList<>();
        for (int m = 0; m < counts[1]; m++) {
            int size = sizes[m];
            double[] stored = sections.numbers(String.format("CMAP_PARAMETER_%02d", m + 1), size * size);
            List<Double> energies = new ArrayList<>();
            for (int psi = 0; psi < size; psi++) {
                for (int phi = 0; phi < size; phi++) {
                    int row = (phi + size / 2) % size;
                    int column = (psi + size / 2) % size;
                    energies.add(stored[size * row + column] * KJ_PER_KCAL);
                }
            }
            maps.add(new CmapTorsionForce.EnergyMap(size, energies));
        }
        int[] items = sections.integers("CMAP_INDEX", 6 * counts[0], 1, atoms + counts[1]);
        List<CmapTorsionForce.TorsionPair> pairs = new ArrayList<>();
        for (int at = 0; at < items.length; at += 6) {
            List<Integer> five = new ArrayList<>();
            for (int a = 0; a < 5; a++) {
                if (items[at + a] > atoms) {
                    throw sections.fault(
                            "CMAP_INDEX", at + a, "is " + items[at + a] + "; there are " + atoms + " atoms");
                }
                five.add(items[at + a] - 1);
            }
            int map = type("CMAP_INDEX", items, at + 5, counts[1]);
            pairs.add(new CmapTorsionForce.TorsionPair(map, five.subList(0, 4), five.subList(1, 5)));
        }
        return new CmapTorsionForce(maps, pairs, false);
    }

    private Topology topology(List<HarmonicBondForce.Bond> bonds, List<Double> masses) {
        List<String> names = sections.names("ATOM_NAME", atoms);
        int count = pointers[11];
        List<String> labels = sections.names("RESIDUE_LABEL", count);
        int[] first = sections.integers("RESIDUE_POINTER", count, 1, atoms);
        int[] numbers =
                sections.has("ATOMIC_NUMBER") ? sections.integers("ATOMIC_NUMBER", atoms, -1, 200) : new int[atoms];
        if (count == 0 || first[0] != 1) {
            throw sections.fault("%FLAG RESIDUE_POINTER does not begin with atom 1");
        }
        int[] residueOf = new int[atoms];
        List<List<Integer>> members = new ArrayList<>();
        List<Topology.Atom> all = new ArrayList<>();
        for (int r = 0; r < count; r++) {
            int end = r + 1 < count ? first[r + 1] - 1 : atoms;
            if (end < first[r]) {
                throw sections.fault("RESIDUE_POINTER", r + 1, "is not larger than the one before");
            }
            List<Integer> own = new ArrayList<>();
            for (int i = first[r] - 1; i < end; i++) {
                residueOf[i] = r;
                own.add(i);
                all.add(new Topology.Atom(
                        names.get(i), element(numbers[i], names.get(i), labels.get(r), masses.get(i)), r));
            }
            members.add(own);
        }
        Set<Integer> joined = new HashSet<>();
        List<Topology.Bond> pairs = new ArrayList<>();
        for (HarmonicBondForce.Bond bond : bonds) {
            // Amber joins the hydrogens of a rigid water for SHAKE's sake.
            if (!all.get(bond.particle1()).isHydrogen()
                    || !all.get(bond.particle2()).isHydrogen()) {
                Topology.Bond pair = new Topology.Bond(bond.particle1(), bond.particle2());
                pairs.add(pair);
                if (residueOf[pair.first()] + 1 == residueOf[pair.second()]) {
                    joined.add(residueOf[pair.second()]);
                }
            }
        }
        List<Topology.Residue> residues = new ArrayList<>();
        for (int r = 0; r < count; r++) {
            boolean newChain = r > 0 && !joined.contains(r);
            residues.add(new Topology.Residue(labels.get(r), String.valueOf(r + 1), "", newChain, members.get(r)));
        }
        return new Topology(all, residues, pairs);
    }

    private static String element(int number, String name, String residue, double mass) {
        String stated = Elements.ofNumber(number);
        if (!stated.isEmpty()) {
            return stated;
        }
        String guess = Elements.guess(" " + name, residue);
        String byMass = Elements.contradiction(guess, mass);
        return byMass.isEmpty() ? guess : byMass;
    }

    /** Atoms are stored as three times their number from 0. */
    private int atom(String flag, int[] items, int at) {
        int value = Math.abs(items[at]);
        if (value % 3 != 0 || value / 3 >= atoms) {
            throw sections.fault(flag, at, "is " + items[at] + ", which stands for no atom; there are " + atoms);
        }
        return value / 3;
    }

    private int type(String flag, int[] items, int at, int count) {
        if (items[at] < 1 || items[at] > count) {
            throw sections.fault(flag, at, "is type " + items[at] + "; there are " + count);
        }
        return items[at] - 1;
    }

    private void requireDifferent(String flag, int at, int... particles) {
        if (Arrays.stream(particles).distinct().count() != particles.length) {
            throw sections.fault(flag, at, "begins a term that names an atom twice");
        }
    }

    private static double[] scaled(double[] values, double factor) {
        return Arrays.stream(values).map(v -> v * factor).toArray();
    }

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
