"""Makes the files of this folder: /usr/bin/python3 make.py (Debian's python3-parmed and OpenMM 7.7, Reference platform).

ala2.prmtop and ala2.inpcrd: Ace-Ala-Nme of ../ala2/ala2.pdb in amber99sbildn.xml, radii mbondi2, as ParmEd writes them.
ala2-cmap.prmtop: the same with a map of made-up energies over phi and psi, in the format of ff19SB.
ala2-ff96.prmtop: the same molecule in amber96.xml.
energies.txt: OpenMM's energies of these from its own reader of these files.
"""
import math

import openmm
import parmed
from openmm import app, unit

pdb = app.PDBFile("../ala2/ala2.pdb")


def write(name, force_field):
    """Writes a topology file without its date, and returns it and its lines."""
    system = app.ForceField(force_field).createSystem(pdb.topology, constraints=None, removeCMMotion=False)
    molecule = parmed.openmm.load_topology(pdb.topology, system, pdb.positions)
    prmtop = parmed.amber.AmberParm.from_structure(molecule)
    parmed.tools.changeRadii(prmtop, "mbondi2").execute()
    prmtop.write_parm(name)
    lines = open(name).read().splitlines()
    lines[0] = "%VERSION  VERSION_STAMP = V0001.000  DATE = 11/23/26  00:00:00"
    open(name, "w").write("\n".join(lines) + "\n")
    return prmtop, lines


prmtop, lines = write("ala2.prmtop", "amber99sbildn.xml")
prmtop.save("ala2.inpcrd", format="rst7", overwrite=True)
write("ala2-ff96.prmtop", "amber96.xml")

# Smooth: OpenMM changed its periodic splines between 7.3 and 7.7, which shows where points are far apart.
size = 24
angles = [2 * math.pi * i / size for i in range(size)]
energies = [2 * math.sin(a - 0.2) + math.cos(b) for a in angles for b in angles]
names = [atom.name for atom in pdb.topology.atoms()]
atoms = list(pdb.topology.atoms())
number = lambda residue, name: 1 + next(a.index for a in atoms if a.residue.index == residue and a.name == name)
five = [number(0, "C"), number(1, "N"), number(1, "CA"), number(1, "C"), number(2, "N")]
flag = lambda name, form, body: ["%-80s" % ("%FLAG " + name), "%-80s" % ("%FORMAT(" + form + ")")] + body
cmap = flag("CMAP_COUNT", "2I8", ["%8d%8d" % (1, 1)])
cmap += flag("CMAP_RESOLUTION", "20I4", ["%4d" % size])
cmap += flag("CMAP_PARAMETER_01", "8(F9.5)", ["".join("%9.5f" % e for e in energies[i:i + 8]) for i in range(0, size * size, 8)])
cmap += flag("CMAP_INDEX", "6I8", ["".join("%8d" % i for i in five + [1])])
open("ala2-cmap.prmtop", "w").write("\n".join(lines + cmap) + "\n")

kj = unit.kilojoule_per_mole
models = {"vacuum": None, "hct": app.HCT, "obc1": app.OBC1, "obc2": app.OBC2, "gbn": app.GBn, "gbn2": app.GBn2}


def energies_of(name, model):
    system = app.AmberPrmtopFile(name).createSystem(implicitSolvent=model, removeCMMotion=False)
    forces = system.getForces()
    for i, force in enumerate(forces):
        force.setForceGroup(i)
    context = openmm.Context(
        system, openmm.VerletIntegrator(0.001), openmm.Platform.getPlatformByName("Reference"))
    context.setPositions(app.AmberInpcrdFile("ala2.inpcrd").positions)
    energy = lambda groups: context.getState(getEnergy=True, groups=groups).getPotentialEnergy().value_in_unit(kj)
    vectors = context.getState(getForces=True).getForces(asNumpy=True).value_in_unit(kj / unit.nanometer)
    rows = [("total", energy(-1))] + [(f.__class__.__name__, energy(1 << i)) for i, f in enumerate(forces)]
    return rows + [("force-norm", float((vectors ** 2).sum() ** 0.5))]


with open("energies.txt", "w") as f:
    f.write("# file, solvent, force, kJ/mol (kJ/mol/nm for the norm of all forces); OpenMM "
            + openmm.Platform.getOpenMMVersion() + "\n")
    for name, model in [("ala2.prmtop", m) for m in models] + [("ala2-cmap.prmtop", "vacuum"), ("ala2-ff96.prmtop", "obc1")]:
        for force, value in energies_of(name, models[model]):
            f.write("%s %s %s %.12g\n" % (name, model, force, value))
