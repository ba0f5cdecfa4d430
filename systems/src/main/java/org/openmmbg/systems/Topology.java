package org.openmmbg.systems;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.openmmbg.openmm.system.Force;
import org.openmmbg.openmm.system.HarmonicBondForce;
import org.openmmbg.openmm.system.SystemSpec;

/**
 * What a molecule is made of: named atoms in residues, and the bonds between them.
 *
 * @param atoms the atoms, in the order of their coordinates
 * @param residues the residues, in order
 * @param bonds the bonds, each pair once
 */
public record Topology(List<Atom> atoms, List<Residue> residues, List<Bond> bonds) {

    /**
     * Checks that atoms and residues name each other and that every bond joins two atoms that exist.
     *
     * @throws IllegalArgumentException if they do not
     */
    public Topology {
        atoms = List.copyOf(atoms);
        residues = List.copyOf(residues);
        bonds = List.copyOf(new LinkedHashSet<>(bonds));
        int listed = 0;
        for (int r = 0; r < residues.size(); r++) {
            for (int atom : residues.get(r).atoms()) {
                if (atom < 0 || atom >= atoms.size() || atoms.get(atom).residue() != r) {
                    throw new IllegalArgumentException(
                            "residue " + r + " lists atom " + atom + ", which is not its own");
                }
                listed++;
            }
        }
        if (listed != atoms.size()) {
            throw new IllegalArgumentException(atoms.size() + " atoms, but the residues list " + listed);
        }
        for (Bond bond : bonds) {
            if (bond.second() >= atoms.size()) {
                throw new IllegalArgumentException(
                        bond + " joins an atom that does not exist; there are " + atoms.size());
            }
        }
    }

    /**
     * One atom.
     *
     * @param name name within its residue, such as {@code CA}
     * @param element symbol, such as {@code C}; empty when unknown
     * @param residue index of its residue
     */
    public record Atom(String name, String element, int residue) {
        /** Returns whether this is a hydrogen. */
        public boolean isHydrogen() {
            return element.equals("H");
        }
    }

    /**
     * One residue.
     *
     * @param name such as {@code ALA}
     * @param id number and insertion code as the file has them, such as {@code 12} or {@code 12A}
     * @param chain name of its chain; empty when there is none
     * @param newChain whether a chain begins here although the residue before has the same chain name
     * @param atoms indices of its atoms
     */
    public record Residue(String name, String id, String chain, boolean newChain, List<Integer> atoms) {
        public Residue {
            atoms = List.copyOf(atoms);
        }

        /** Makes a residue that belongs to the chain of the one before, if that has the same chain name. */
        public Residue(String name, String id, String chain, List<Integer> atoms) {
            this(name, id, chain, false, atoms);
        }

        @Override
        public String toString() {
            return chain.isEmpty() ? name + " " + id : name + " " + id + " of chain " + chain;
        }
    }

    /**
     * A bond; stored with the smaller index first.
     *
     * @param first index of one atom
     * @param second index of the other
     */
    public record Bond(int first, int second) {
        public Bond {
            if (first == second || first < 0 || second < 0) {
                throw new IllegalArgumentException("a bond joins two atoms, not " + first + " and " + second);
            }
            if (first > second) {
                int swap = first;
                first = second;
                second = swap;
            }
        }
    }

    /** Returns the number of atoms. */
    public int atomCount() {
        return atoms.size();
    }

    /** Returns this topology with the given bonds in place of its own. */
    public Topology withBonds(Collection<Bond> newBonds) {
        return new Topology(atoms, residues, List.copyOf(newBonds));
    }

    /**
     * Returns this topology with the bonds of an OpenMM System: its harmonic bonds and its constraints. A constraint
     * between two hydrogens holds an angle, so it is no bond.
     *
     * @throws IllegalArgumentException if the System has another number of particles
     */
    public Topology withBondsOf(SystemSpec system) {
        if (system.particleCount() != atomCount()) {
            throw new IllegalArgumentException(
                    "the topology has " + atomCount() + " atoms, the System " + system.particleCount() + " particles");
        }
        Set<Bond> found = new LinkedHashSet<>();
        for (Force force : system.forces()) {
            if (force instanceof HarmonicBondForce harmonic) {
                harmonic.bonds().forEach(b -> found.add(new Bond(b.particle1(), b.particle2())));
            }
        }
        for (SystemSpec.Constraint c : system.constraints()) {
            if (!atoms.get(c.particle1()).isHydrogen()
                    || !atoms.get(c.particle2()).isHydrogen()) {
                found.add(new Bond(c.particle1(), c.particle2()));
            }
        }
        return withBonds(found);
    }

    /** Returns whether a residue is the first of its chain, so that no backbone bond joins it to the one before. */
    public boolean beginsChain(int residue) {
        return residue == 0
                || residues.get(residue).newChain()
                || !residues.get(residue)
                        .chain()
                        .equals(residues.get(residue - 1).chain());
    }

    /** Returns, for each atom, the atoms bonded to it, in ascending order. */
    public List<List<Integer>> neighbours() {
        List<List<Integer>> lists = new ArrayList<>();
        for (int i = 0; i < atomCount(); i++) {
            lists.add(new ArrayList<>());
        }
        for (Bond bond : bonds) {
            lists.get(bond.first()).add(bond.second());
            lists.get(bond.second()).add(bond.first());
        }
        lists.forEach(list -> list.sort(null));
        return lists;
    }

    /** Returns the bonds between sulfurs: the disulfide bridges. */
    public List<Bond> disulfides() {
        return bonds.stream()
                .filter(bond -> atoms.get(bond.first()).element().equals("S")
                        && atoms.get(bond.second()).element().equals("S"))
                .toList();
    }

    /** Returns the index of the first atom of that name in a residue, or −1. */
    public int find(int residue, String name) {
        for (int atom : residues.get(residue).atoms()) {
            if (atoms.get(atom).name().equals(name)) {
                return atom;
            }
        }
        return -1;
    }

    /** Returns an atom with its residue for a message, such as {@code CA of ALA 2}. */
    public String describe(int atom) {
        Atom a = atoms.get(atom);
        return a.name() + " of " + residues.get(a.residue());
    }
}
