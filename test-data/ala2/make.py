"""Makes the files of this folder: /usr/bin/python3 make.py (OpenMM 7.7, Reference platform, fixed seed)."""
import json
import math
import random

import openmm
from openmm import app, unit


def place(a, b, c, length, angle, torsion):
    """The point d with the given |cd| (nm), angle bcd and torsion abcd (degrees)."""
    angle, torsion = math.radians(angle), math.radians(torsion)
    sub = lambda u, v: [p - q for p, q in zip(u, v)]
    cross = lambda u, v: [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]]
    norm = lambda u: [p / math.sqrt(sum(q * q for q in u)) for p in u]
    bc = norm(sub(c, b))
    n = norm(cross(sub(b, a), bc))
    m = cross(n, bc)
    local = [-length * math.cos(angle), length * math.sin(angle) * math.cos(torsion), length * math.sin(angle) * math.sin(torsion)]
    return [c[i] + local[0] * bc[i] + local[1] * m[i] + local[2] * n[i] for i in range(3)]


# Heavy atoms at textbook bond lengths and angles, phi = -75, psi = 150, both peptide bonds trans, L at CA.
random.seed(1)  # Modeller.addHydrogens draws from it
phi, psi = -75.0, 150.0
at = {"CH3": [0.0, 0.0, 0.0], "C0": [0.152, 0.0, 0.0]}
at["N"] = place([0.0, 0.1, 0.0], at["CH3"], at["C0"], 0.1335, 116.6, 180.0)
at["O0"] = place(at["N"], at["CH3"], at["C0"], 0.1229, 120.4, 180.0)
at["CA"] = place(at["CH3"], at["C0"], at["N"], 0.1449, 121.9, 180.0)
at["C"] = place(at["C0"], at["N"], at["CA"], 0.1522, 110.1, phi)
at["CB"] = place(at["C0"], at["N"], at["CA"], 0.1526, 109.7, phi - 122.5)
at["NM"] = place(at["N"], at["CA"], at["C"], 0.1335, 116.6, psi)
at["O"] = place(at["N"], at["CA"], at["C"], 0.1229, 120.4, psi + 180.0)
at["CM"] = place(at["CA"], at["C"], at["NM"], 0.1449, 121.9, 180.0)

topology, positions = app.Topology(), []
chain = topology.addChain("A")
for residue_name, atoms in (
    ("ACE", (("C", "C0"), ("O", "O0"), ("CH3", "CH3"))),
    ("ALA", (("N", "N"), ("CA", "CA"), ("C", "C"), ("O", "O"), ("CB", "CB"))),
    ("NME", (("N", "NM"), ("C", "CM"))),
):
    residue = topology.addResidue(residue_name, chain)
    for name, key in atoms:
        topology.addAtom(name, app.Element.getBySymbol(name[0]), residue)
        positions.append(openmm.Vec3(*at[key]))
topology.createStandardBonds()

force_field = app.ForceField("amber99sbildn.xml", "amber99_obc.xml")
platform = openmm.Platform.getPlatformByName("Reference")
modeller = app.Modeller(topology, positions * unit.nanometer)
modeller.addHydrogens(force_field, platform=platform)


def create_system(t):
    return force_field.createSystem(t, nonbondedMethod=app.NoCutoff, constraints=None, removeCMMotion=False)


integrator = openmm.LangevinIntegrator(300.0, 1.0, 0.001)
integrator.setRandomNumberSeed(1)
simulation = app.Simulation(modeller.topology, create_system(modeller.topology), integrator, platform)
simulation.context.setPositions(modeller.positions)
simulation.minimizeEnergy()
simulation.context.setVelocitiesToTemperature(300.0, 1)
simulation.step(1500)
with open("ala2.pdb", "w") as f:
    app.PDBFile.writeFile(
        modeller.topology, simulation.context.getState(getPositions=True).getPositions(), f, keepIds=True)

# From here on everything is at the coordinates as the PDB file prints them.
pdb = app.PDBFile("ala2.pdb")
system = create_system(pdb.topology)
with open("ala2-openmm77.xml", "w") as f:
    f.write(openmm.XmlSerializer.serialize(system))

for i, force in enumerate(system.getForces()):
    force.setForceGroup(i)
context = openmm.Context(system, openmm.VerletIntegrator(0.001), platform)
context.setPositions(pdb.positions)
kj = unit.kilojoule_per_mole
energy = lambda groups: context.getState(getEnergy=True, groups=groups).getPotentialEnergy().value_in_unit(kj)
forces = context.getState(getForces=True).getForces(asNumpy=True).value_in_unit(kj / unit.nanometer)
with open("ala2-energies.json", "w") as f:
    json.dump(
        {
            "openmm": openmm.Platform.getOpenMMVersion(),
            "total_kJ_per_mol": energy(-1),
            "by_force_kJ_per_mol": {
                force.__class__.__name__: energy(1 << i) for i, force in enumerate(system.getForces())
            },
            "forces_kJ_per_mol_per_nm": [list(map(float, row)) for row in forces],
        },
        f, indent=1)
    f.write("\n")
