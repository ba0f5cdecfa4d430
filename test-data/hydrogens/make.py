"""Makes the files of this folder: cd hydrogens && /usr/bin/python3 -B make.py (OpenMM 7.7, Reference platform).

What Modeller.addHydrogens makes at pH 7, with amber99sbildn.xml, of peptides whose hydrogens were taken away, and of
histidines beside water. energies.txt: a file, its number of hydrogens and its energy in amber99sbildn.xml without a cutoff,
kJ/mol.
"""
import random
import sys

from openmm import Platform, VerletIntegrator, app, unit
import openmm

REFERENCE = Platform.getPlatformByName("Reference")
FIELD = app.ForceField("amber99sbildn.xml", "tip3p.xml")


def heavy(path):
    pdb = app.PDBFile(path)
    modeller = app.Modeller(pdb.topology, pdb.positions)
    modeller.delete([a for a in pdb.topology.atoms() if a.element is app.element.hydrogen])
    return modeller


def energy(topology, positions):
    system = FIELD.createSystem(topology, removeCMMotion=False, rigidWater=False)
    context = openmm.Context(system, VerletIntegrator(0.001), REFERENCE)
    context.setPositions(positions)
    return context.getState(getEnergy=True).getPotentialEnergy().value_in_unit(unit.kilojoule_per_mole)


def complete(modeller, name, lines):
    random.seed(1)
    modeller.addHydrogens(FIELD, pH=7.0, platform=REFERENCE)
    with open(name, "w") as out:
        app.PDBFile.writeFile(modeller.topology, modeller.positions, out, keepIds=True)
    pdb = app.PDBFile(name)
    count = sum(a.element is app.element.hydrogen for a in pdb.topology.atoms())
    lines.append(f"{name} {count} {energy(pdb.topology, pdb.positions):.6f}\n")


def beside(modeller, names):
    """Adds water 0.28 nm from nitrogens of the histidine, where their hydrogens point."""
    atoms = list(modeller.topology.atoms())
    at = {a.name: modeller.positions[a.index].value_in_unit(unit.nanometer) for a in atoms if a.residue.name == "HIS"}
    topology = app.Topology()
    chain = topology.addChain("W")
    positions = []
    for number, name in enumerate(names):
        around = {"ND1": ("CG", "CE1"), "NE2": ("CD2", "CE1")}[name]
        away = at[name] * 2 - at[around[0]] - at[around[1]]
        away /= (away[0] ** 2 + away[1] ** 2 + away[2] ** 2) ** 0.5
        topology.addAtom("O", app.element.oxygen, topology.addResidue("HOH", chain, str(number + 101)))
        positions.append(at[name] + away * 0.28)
    if names:
        modeller.add(topology, positions * unit.nanometer)


def histidine():
    """Ace-His-Nme cut out of standard.pdb."""
    modeller = heavy("../forcefield/standard.pdb")
    residues = list(modeller.topology.residues())
    middle = next(i for i, r in enumerate(residues) if r.name == "HIS")
    keep = {middle}
    ace = {"CA": "CH3", "C": "C", "O": "O"}
    nme = {"N": "N", "CA": "C"}
    topology = app.Topology()
    chain = topology.addChain("A")
    positions = []
    for index, name, atoms in ((middle - 1, "ACE", ace), (middle, "HIS", None), (middle + 1, "NME", nme)):
        residue = topology.addResidue(name, chain, str(index))
        for atom in residues[index].atoms():
            if atoms is None or atom.name in atoms:
                topology.addAtom(atoms[atom.name] if atoms else atom.name, atom.element, residue)
                positions.append(modeller.positions[atom.index].value_in_unit(unit.nanometer))
    topology.createStandardBonds()
    return app.Modeller(topology, positions * unit.nanometer)


if __name__ == "__main__":
    lines = []
    for name in ("standard", "termini"):
        complete(heavy(f"../forcefield/{name}.pdb"), f"{name}.pdb", lines)
    for names in ((), ("ND1",), ("NE2",), ("ND1", "NE2")):
        modeller = histidine()
        beside(modeller, names)
        complete(modeller, "-".join(("histidine",) + names) + ".pdb", lines)
    with open("energies.txt", "w") as out:
        out.writelines(lines)
