package org.openmmbg.systems;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openmmbg.coordinates.ZMatrix;
import org.openmmbg.openmm.system.SystemSpec;
import org.openmmbg.openmm.xml.SystemXmlReader;
import org.openmmbg.systems.forcefield.ImplicitSolvent;
import org.openmmbg.systems.forcefield.NonbondedOptions;
import org.openmmbg.systems.pdb.PdbFile;
import org.openmmbg.systems.pdb.StructureReader;
import org.openmmbg.systems.trajectory.Frames;

/** A molecule ready to be sampled: its atoms, its force field, a structure, and what is asked of it. */
public final class MolecularSystem implements SampledSystem {
    private final String name;
    private final String description;
    private final String source;
    private final Topology topology;
    private final SystemSpec system;
    private final double[] referencePositions;
    private final double temperature;
    private final boolean cisAllowed;
    private final TargetRule targetRule;
    private final InternalLayout layout;
    private final @Nullable Protein protein;

    /** What a protein has besides. */
    private record Protein(MixedLayout layout, Supplier<Frames> seeds) {}

    private MolecularSystem(
            String name,
            String description,
            String source,
            Topology topology,
            SystemSpec system,
            double[] referencePositions,
            double temperature,
            boolean cisAllowed,
            @Nullable Protein protein) {
        this.name = name;
        this.description = description;
        this.source = source;
        this.topology = topology;
        this.system = system;
        this.referencePositions = referencePositions;
        this.temperature = temperature;
        TargetRule rule = TargetRule.of(topology);
        this.cisAllowed = cisAllowed;
        this.targetRule = cisAllowed ? rule.allowCis() : rule;
        this.layout = ZMatrixBuilder.build(topology, referencePositions, cisAllowed);
        this.protein = protein;
    }

    /**
     * Joins a force field and a structure.
     *
     * @param name what results call it
     * @param description one line for lists
     * @param source where force field and structure come from, with citations
     * @param system the force field
     * @param structure atoms and positions; its first model is the reference, and its bonds are replaced by the System's
     * @param file what messages call the structure
     * @param temperature K
     * @param allowCis whether cis peptide bonds belong to the ensemble
     * @throws InputFileException if the two do not go together, or the molecule is not connected, or its reference
     *     structure does not obey the target rule
     */
    static MolecularSystem of(
            String name,
            String description,
            String source,
            SystemSpec system,
            PdbFile structure,
            Path file,
            double temperature,
            boolean allowCis) {
        Topology unbonded = structure.topology();
        if (unbonded.atomCount() != system.particleCount()) {
            throw new InputFileException(
                    file,
                    "has " + unbonded.atomCount() + " atoms, but the System has " + system.particleCount()
                            + " particles; expected the structure that the System was made from");
        }
        for (int i = 0; i < unbonded.atomCount(); i++) {
            double mass = system.masses().get(i);
            String other = Elements.contradiction(unbonded.atoms().get(i).element(), mass);
            if (!other.isEmpty()) {
                throw new InputFileException(
                        file,
                        "atom " + (i + 1) + ", " + unbonded.describe(i) + ", has the mass of " + other
                                + " in the System (" + mass + " amu); expected the atoms in the order of the System");
            }
        }
        Units.thermalEnergy(temperature);
        Topology topology = unbonded.withBondsOf(system);
        double[] positions = structure.models().get(0).clone();
        MolecularSystem result;
        try {
            result = new MolecularSystem(
                    name, description, source, topology, system, positions, temperature, allowCis, null);
        } catch (IllegalArgumentException e) {
            throw new InputFileException(file, String.valueOf(e.getMessage()), e);
        }
        requireTarget(result, file);
        return result;
    }

    private static void requireTarget(MolecularSystem molecule, Path file) {
        for (TargetRule.Centre centre : molecule.targetRule.centres()) {
            if (!new TargetRule(List.of(centre), List.of()).accepts(molecule.referencePositions, 0)) {
                throw new InputFileException(
                        file, molecule.topology.describe(centre.alpha()) + " is not L; expected L-amino acids");
            }
        }
        for (PeptideBond bond : molecule.targetRule.transBonds()) {
            if (!new TargetRule(List.of(), List.of(bond)).accepts(molecule.referencePositions, 0)) {
                throw new InputFileException(
                        file,
                        "the peptide bond at " + molecule.topology.describe(bond.nitrogen())
                                + " is cis; expected trans, or that cis is allowed");
            }
        }
    }

    /** Joins a System XML file and a PDB file, cis excluded; see {@link #fromFiles(Path, Path, double, boolean)}. */
    public static MolecularSystem fromFiles(Path systemXml, Path pdb, double temperature) {
        return fromFiles(systemXml, pdb, temperature, false);
    }

    /**
     * Joins a System XML file and a PDB file.
     *
     * @param systemXml System XML as any OpenMM writes it
     * @param pdb the structure; its first model is the reference
     * @param temperature K
     * @param allowCis whether cis peptide bonds belong to the ensemble
     * @throws InputFileException if the PDB file cannot be used or does not fit the System
     * @throws org.openmmbg.openmm.OpenMmException if the XML file cannot be used
     */
    public static MolecularSystem fromFiles(Path systemXml, Path pdb, double temperature, boolean allowCis) {
        SystemSpec system = SystemXmlReader.read(systemXml);
        String source = "System from " + systemXml + ", structure from " + pdb;
        return of(
                stem(pdb), "molecule of " + pdb, source, system, StructureReader.read(pdb), pdb, temperature, allowCis);
    }

    /**
     * Applies a force field to a structure, without a cutoff and without constraints.
     *
     * @param pdb the structure; its first model is the reference
     * @param forceField names of the force field's parts
     * @param temperature K
     * @param allowCis whether cis peptide bonds belong to the ensemble
     * @param addHydrogens whether hydrogens that the structure lacks are added
     * @throws InputFileException if a file cannot be used, or the structure does not suit the force field
     * @throws org.openmmbg.systems.forcefield.UnknownForceFieldException if there is none of a name
     */
    public static MolecularSystem fromForceField(
            Path pdb, List<String> forceField, double temperature, boolean allowCis, boolean addHydrogens) {
        ForceFieldInput input = ForceFieldInput.read(pdb, forceField, NonbondedOptions.NO_CUTOFF, addHydrogens);
        String source = "Force field " + String.join(", ", forceField) + ", structure from " + pdb
                + (input.addedHydrogens() == 0 ? "" : " with " + input.addedHydrogens() + " hydrogens added");
        return of(
                stem(pdb), "molecule of " + pdb, source, input.system(), input.structure(), pdb, temperature, allowCis);
    }

    private static String stem(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
    }

    /**
     * Joins an Amber topology file and coordinates.
     *
     * @param prmtop force field and names of the atoms
     * @param inpcrd the reference structure
     * @param solvent implicit solvent, with the radii of the topology file; null for vacuum
     * @param temperature K
     * @param allowCis whether cis peptide bonds belong to the ensemble
     * @throws InputFileException if a file cannot be used, or the two do not go together
     */
    public static MolecularSystem fromAmber(
            Path prmtop, Path inpcrd, @Nullable ImplicitSolvent solvent, double temperature, boolean allowCis) {
        AmberInput input = AmberInput.read(prmtop, inpcrd, solvent, NonbondedOptions.NO_CUTOFF);
        String source = "topology from " + prmtop + ", structure from " + inpcrd + ", "
                + (solvent == null ? "vacuum" : solvent.forceFieldName());
        return of(
                stem(prmtop),
                "molecule of " + prmtop,
                source,
                input.system(),
                input.structure(),
                inpcrd,
                temperature,
                allowCis);
    }

    /** Returns the name that results carry. */
    @Override
    public String name() {
        return name;
    }

    /** Returns one line for lists. */
    @Override
    public String description() {
        return description;
    }

    /** Returns where force field and structure come from, with citations. */
    @Override
    public String source() {
        return source;
    }

    /** Returns the atoms, residues and bonds. */
    public Topology topology() {
        return topology;
    }

    /** Returns the force field applied to this molecule. */
    public SystemSpec system() {
        return system;
    }

    /** Returns a copy of the reference positions, nm, [3N]. */
    public double[] referencePositions() {
        return referencePositions.clone();
    }

    /** Returns the temperature of the ensemble, K. */
    @Override
    public double temperature() {
        return temperature;
    }

    /** Returns which configurations belong to the ensemble. */
    public TargetRule targetRule() {
        return targetRule;
    }

    /** Returns the internal coordinates with the interval of each torsion. */
    public InternalLayout layout() {
        return layout;
    }

    /** Returns the internal coordinates. */
    public ZMatrix zMatrix() {
        return layout.zMatrix();
    }

    /** Returns the torsions reported by default, the main one first: φ and ψ of every residue. */
    public List<TorsionObservable> observables() {
        return Torsions.backbone(topology);
    }

    /** Returns the hydrogens that only labels tell apart, in the order of the reference structure. */
    public EquivalentHydrogens equivalentHydrogens() {
        return EquivalentHydrogens.of(topology, referencePositions);
    }

    /** Returns whether cis peptide bonds belong to the ensemble. */
    public boolean cisAllowed() {
        return cisAllowed;
    }

    /** Returns the same molecule at another temperature, K. */
    public MolecularSystem atTemperature(double kelvin) {
        Units.thermalEnergy(kelvin);
        return new MolecularSystem(
                name, description, source, topology, system, referencePositions, kelvin, cisAllowed, protein);
    }

    /** Returns the same molecule with cis peptide bonds in its ensemble, so that each ω is a periodic torsion. */
    public MolecularSystem allowCis() {
        return new MolecularSystem(
                name, description, source, topology, system, referencePositions, temperature, true, protein);
    }

    /**
     * Returns the same molecule with mixed coordinates, which are fitted to configurations that come with it.
     *
     * @param seeds reads them
     */
    MolecularSystem withMixedCoordinates(Supplier<Frames> seeds) {
        Protein fitted = new Protein(MixedLayoutBuilder.build(topology, referencePositions), seeds);
        return new MolecularSystem(
                name, description, source, topology, system, referencePositions, temperature, cisAllowed, fitted);
    }

    /** Returns the mixed coordinates in which a generator of this molecule works; null if it works in internal ones. */
    public @Nullable MixedLayout mixedLayout() {
        return protein == null ? null : protein.layout;
    }

    /** Reads the configurations that come with this molecule, of its ensemble at 300 K; null if there are none. */
    public @Nullable Frames shippedSeeds() {
        return protein == null ? null : protein.seeds.get();
    }
}
