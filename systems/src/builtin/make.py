"""Makes the PDB files of the built-in peptides, and a tripeptide for tests: /usr/bin/python3 make.py (OpenMM 7.7, Reference platform, fixed seed).

    cd systems/src/builtin && /usr/bin/python3 make.py

Heavy atoms at textbook bond lengths and angles, all peptide bonds trans, all amino acids L; hydrogens are added, and all is
minimised in the force field of the built-in.
"""
import math
import os
import random

import openmm
from openmm import app, unit

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../main/resources/org/openmmbg/systems/builtin")
PLATFORM = openmm.Platform.getPlatformByName("Reference")
BETA = (-75.0, 150.0)
TEST_DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../test-data/forcefield")
OBC2 = ("amber99sbildn.xml", "amber99_obc.xml")

# Atom, the three it is placed from (bond, angle, torsion), length (nm), angle and torsion (degrees).
SIDE_CHAINS = {
    "ALA": [],
    "GLY": [],
    "ASP": [
        ("CG", "CB", "CA", "N", 0.152, 113.0, -65.0),
        ("OD1", "CG", "CB", "CA", 0.125, 118.5, -30.0),
        ("OD2", "CG", "CB", "CA", 0.125, 118.5, 150.0),
    ],
    "GLU": [
        ("CG", "CB", "CA", "N", 0.152, 114.0, -65.0),
        ("CD", "CG", "CB", "CA", 0.152, 113.0, 180.0),
        ("OE1", "CD", "CG", "CB", 0.125, 118.5, 0.0),
        ("OE2", "CD", "CG", "CB", 0.125, 118.5, 180.0),
    ],
    "PRO": [
        ("CG", "CB", "CA", "N", 0.150, 104.0, 28.0),
        ("CD", "CG", "CB", "CA", 0.150, 105.0, -36.0),
    ],
    "THR": [
        ("OG1", "CB", "CA", "N", 0.143, 109.0, 60.0),
        ("CG2", "CB", "CA", "N", 0.152, 111.0, -60.0),
    ],
    "TYR": [
        ("CG", "CB", "CA", "N", 0.151, 114.0, -65.0),
        ("CD1", "CG", "CB", "CA", 0.139, 121.0, 90.0),
        ("CD2", "CG", "CB", "CA", 0.139, 121.0, -90.0),
        ("CE1", "CD1", "CG", "CB", 0.139, 121.0, 180.0),
        ("CE2", "CD2", "CG", "CB", 0.139, 121.0, 180.0),
        ("CZ", "CE1", "CD1", "CG", 0.139, 119.5, 0.0),
        ("OH", "CZ", "CE1", "CD1", 0.138, 120.0, 180.0),
    ],
    "TRP": [
        ("CG", "CB", "CA", "N", 0.150, 114.0, -65.0),
        ("CD1", "CG", "CB", "CA", 0.137, 127.0, 95.0),
        ("CD2", "CG", "CB", "CA", 0.143, 127.0, -85.0),
        ("NE1", "CD1", "CG", "CB", 0.138, 110.0, 180.0),
        ("CE2", "CD2", "CG", "CB", 0.141, 107.0, 180.0),
        ("CE3", "CD2", "CG", "CB", 0.140, 133.0, 0.0),
        ("CZ2", "CE2", "CD2", "CG", 0.140, 122.0, 180.0),
        ("CZ3", "CE3", "CD2", "CG", 0.139, 119.0, 180.0),
        ("CH2", "CZ2", "CE2", "CD2", 0.137, 117.5, 0.0),
    ],
}

# Name of the file: residues with phi and psi, force field.
PEPTIDES = {
    "alanine-dipeptide-ff96-obc1": (["ACE", ("ALA", BETA), "NME"], ("amber96.xml", "implicit/obc1.xml")),
    "alanine-tetrapeptide": (["ACE"] + 3 * [("ALA", BETA)] + ["NME"], OBC2),
    "alanine-hexapeptide": (["ACE"] + 5 * [("ALA", BETA)] + ["NME"], OBC2),
    "chignolin": (
        [
            ("GLY", (180.0, 160.0)),
            ("TYR", (-120.0, 140.0)),
            ("ASP", (-85.0, 110.0)),
            ("PRO", (-60.0, -30.0)),
            ("GLU", (-75.0, -30.0)),
            ("THR", (-105.0, -10.0)),
            ("GLY", (80.0, 10.0)),
            ("THR", (-120.0, 140.0)),
            ("TRP", (-110.0, 130.0)),
            ("GLY", (-150.0, 160.0)),
        ],
        OBC2,
    ),
}


def place(c, b, a, length, angle, torsion):
    """The point d with the given |cd| (nm), angle bcd and torsion abcd (degrees)."""
    angle, torsion = math.radians(angle), math.radians(torsion)
    sub = lambda u, v: [p - q for p, q in zip(u, v)]
    cross = lambda u, v: [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]]
    norm = lambda u: [p / math.sqrt(sum(q * q for q in u)) for p in u]
    bc = norm(sub(c, b))
    n = norm(cross(sub(b, a), bc))
    m = cross(n, bc)
    local = [
        -length * math.cos(angle),
        length * math.sin(angle) * math.cos(torsion),
        length * math.sin(angle) * math.sin(torsion),
    ]
    return [c[i] + local[0] * bc[i] + local[1] * m[i] + local[2] * n[i] for i in range(3)]


def heavy_atoms(residues):
    """Topology and positions without hydrogens."""
    topology, positions = app.Topology(), []
    chain = topology.addChain("A")
    before = psi = None
    for number, entry in enumerate(residues, 1):
        name, (phi, next_psi) = (entry, (None, None)) if isinstance(entry, str) else entry
        residue = topology.addResidue(name, chain, str(number))
        at = {}
        if name == "ACE":
            at = {"CA": [0.0, 0.0, 0.0], "C": [0.152, 0.0, 0.0]}
            at["N"] = place(at["C"], at["CA"], [0.0, 0.1, 0.0], 0.1229, 120.4, 0.0)
            at = {"CH3": at["CA"], "C": at["C"], "O": at["N"]}
        else:
            if before is None:
                at = {"N": [0.0, 0.0, 0.0], "CA": [0.1449, 0.0, 0.0]}
                at["C"] = place(at["CA"], at["N"], [0.0, 0.1, 0.0], 0.1522, 110.1, 180.0)
                carbonyl = place(at["N"], at["CA"], at["C"], 0.1335, 121.9, phi)
            else:
                carbonyl, alpha = before["C"], before.get("CA", before.get("CH3"))
                third = before.get("N", before.get("O"))
                # With a cap before, its oxygen stands in for the nitrogen, opposite to the next one.
                at["N"] = place(carbonyl, alpha, third, 0.1335, 116.6, 180.0 if psi is None else psi)
                at["CA"] = place(at["N"], carbonyl, alpha, 0.1449, 121.9, 180.0)
                if name != "NME":
                    at["C"] = place(at["CA"], at["N"], carbonyl, 0.1522, 110.1, phi)
            if name == "NME":
                at["C"] = at.pop("CA")
            else:
                at["O"] = place(at["C"], at["CA"], at["N"], 0.1229, 120.4, next_psi + 180.0)
                if number == len(residues):
                    at["OXT"] = place(at["C"], at["CA"], at["N"], 0.1229, 118.0, next_psi)
                if name != "GLY":
                    at["CB"] = place(at["CA"], at["N"], carbonyl, 0.1526, 109.7, phi - 122.5)
                for atom, c, b, a, length, angle, torsion in SIDE_CHAINS[name]:
                    at[atom] = place(at[c], at[b], at[a], length, angle, torsion)
        for atom, position in at.items():
            topology.addAtom(atom, app.Element.getBySymbol(atom[0]), residue)
            positions.append(openmm.Vec3(*position))
        before, psi = at, next_psi
    topology.createStandardBonds()
    return topology, positions * unit.nanometer


def make(name, residues, files, folder=OUT):
    random.seed(1)  # Modeller.addHydrogens draws from it
    force_field = app.ForceField(*files)
    modeller = app.Modeller(*heavy_atoms(residues))
    modeller.addHydrogens(force_field, pH=7.0, platform=PLATFORM)
    system = force_field.createSystem(
        modeller.topology, nonbondedMethod=app.NoCutoff, constraints=None, removeCMMotion=False)
    context = openmm.Context(system, openmm.VerletIntegrator(0.001), PLATFORM)
    context.setPositions(modeller.positions)
    openmm.LocalEnergyMinimizer.minimize(context, 0.1, 0)
    state = context.getState(getPositions=True, getEnergy=True)
    print(name, system.getNumParticles(), state.getPotentialEnergy(), flush=True)
    with open(os.path.join(folder, name + ".pdb"), "w") as f:
        app.PDBFile.writeFile(modeller.topology, state.getPositions(), f, keepIds=True)


if __name__ == "__main__":
    make("tripeptide", [("GLY", BETA), ("ALA", BETA), ("GLY", BETA)], OBC2, TEST_DATA)
    for peptide, (sequence, names) in PEPTIDES.items():
        make(peptide, sequence, names)
