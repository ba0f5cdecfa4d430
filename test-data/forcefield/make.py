"""Makes the files of this folder: /usr/bin/python3 make.py (OpenMM 7.7, Reference platform).

Peptides, and their energies in force fields as OpenMM's own ForceField has them. The same for peptides made at random:

    /usr/bin/python3 make.py --random 100 --seed 1 --out FOLDER
    mvn test -pl systems -am -Dtest=ForceFieldEnergiesTest -Dsurefire.failIfNoSpecifiedTests=false \\
        -Dopenmmbg.forceFieldFolder=FOLDER

and, with --pdb FILE..., for the proteins of PDB files: chains are ended where residues are missing, hydrogens are those of
pH 7.

Lines of energies.txt are a case's name, a key and values: pdb, forcefield, options (see the function settings), total and
the energy of the forces of each kind (kJ/mol), force-norm, the norm of all forces (kJ/mol/nm), and where options change
them masses (amu) and constraints (two atoms and a distance, nm, for each); where there are energy maps cmap (a map and
eight atoms for each pair of torsions). Everything is at the coordinates as the PDB file
prints them.

Structures are what the bonds make of atoms placed one after the other, minimised and shaken at 300 K: good for comparing
energies, not for more; of each chiral centre either hand may come out.
"""
import argparse
import math
import os
import random

import openmm
from openmm import app, unit

PLATFORM = openmm.Platform.getPlatformByName("Reference")
KJ = unit.kilojoule_per_mole
NM = unit.nanometer
# Our names of what OpenMM calls otherwise.
OPENMM_FILES = {"ff14SB": "amber14-all.xml"}

STANDARD = "ALA ARG ASN ASP CYS GLN GLU GLY HID ILE LEU LYS MET PHE PRO SER THR TRP TYR VAL".split()
VARIANTS = "ASH GLH HIE HIP LYN CYM".split()
PDB_NAMES = {
    "ASH": "ASP", "GLH": "GLU", "HID": "HIS", "HIE": "HIS", "HIP": "HIS", "LYN": "LYS", "CYM": "CYS", "CYX": "CYS",
}
# Atoms that the force fields call otherwise than PDB files.
PDB_ATOMS = {
    "ACE": {"HH31": "H1", "HH32": "H2", "HH33": "H3"},
    "NME": {"CH3": "C", "HH31": "H1", "HH32": "H2", "HH33": "H3"},
}


class Builder:
    """Chains of residue templates, with coordinates that grow along the bonds."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.ff14 = app.ForceField("amber14-all.xml")
        self.topology = app.Topology()
        self.atoms = []
        self.positions = []

    def add_chain(self, names, shuffled=False):
        chain = self.topology.addChain(chr(ord("A") + self.topology.getNumChains()))
        start = [4.0 * self.topology.getNumChains(), 0.0, 0.0]
        previous = None
        for number, name in enumerate(names):
            template = self.ff14._templates[name]
            terminal = name[1:] if len(name) == 4 else name
            residue = self.topology.addResidue(PDB_NAMES.get(terminal, terminal), chain, str(number + 1))
            order = list(range(len(template.atoms)))
            if shuffled:
                self.random.shuffle(order)
            made = {}
            for index in order:
                atom = template.atoms[index]
                atom_name = PDB_ATOMS.get(name, {}).get(atom.name, atom.name)
                made[index] = self.topology.addAtom(atom_name, atom.element, residue)
            for first, second in template.bonds:
                self.topology.addBond(made[first], made[second])
            by_name = {template.atoms[i].name: made[i] for i in made}
            if previous is not None:
                self.topology.addBond(previous["C"], by_name["N"])
            previous = by_name
        self.grow(start)

    def join(self, first, second):
        self.topology.addBond(first, second)

    def grow(self, start):
        """Places the atoms that have no coordinates, each beside one that has, away from all others."""
        atoms = list(self.topology.atoms())
        bonded = {a.index: [] for a in atoms}
        for a, b in self.topology.bonds():
            bonded[a.index].append(b.index)
            bonded[b.index].append(a.index)
        placed = dict(enumerate(self.positions))
        for first in range(len(self.positions), len(atoms)):
            if first in placed:
                continue
            if not any(n in placed for n in bonded[first]):
                placed[first] = list(start)
            queue = [first]
            for i in queue:
                for j in bonded[i]:
                    if j not in placed:
                        light = "H" in (atoms[i].element.symbol, atoms[j].element.symbol)
                        placed[j] = self.beside(placed[i], 0.105 if light else 0.15, placed.values())
                        queue.append(j)
        self.positions = [placed[i] for i in range(len(atoms))]

    def beside(self, origin, length, others):
        near = [o for o in others if sum((p - q) ** 2 for p, q in zip(o, origin)) < 1.0]
        best, place = -1.0, None
        for _ in range(60):
            v = [self.random.gauss(0, 1) for _ in range(3)]
            norm = math.sqrt(sum(c * c for c in v))
            candidate = [p + length * c / norm for p, c in zip(origin, v)]
            room = sum(1e-4 / sum((p - q) ** 2 for p, q in zip(o, candidate)) ** 2 for o in near)
            if place is None or room < best:
                best, place = room, candidate
        return place

    def relax(self, steps):
        """Bonds and soft cores first, then the whole force field."""
        system = self.ff14.createSystem(self.topology, removeCMMotion=False)
        soft = openmm.XmlSerializer.clone(system)
        nonbonded = next(i for i, f in enumerate(soft.getForces()) if isinstance(f, openmm.NonbondedForce))
        soft.removeForce(nonbonded)
        repulsion = openmm.CustomNonbondedForce("2000*max(0, 0.22-r)^2")
        for _ in range(system.getNumParticles()):
            repulsion.addParticle([])
        pairs = [(a.index, b.index) for a, b in self.topology.bonds()]
        repulsion.createExclusionsFromBonds(pairs, 3)
        soft.addForce(repulsion)
        for s in (soft, system):
            integrator = openmm.LangevinIntegrator(300.0, 5.0, 0.0005)
            integrator.setRandomNumberSeed(1)
            context = openmm.Context(s, integrator, PLATFORM)
            context.setPositions([openmm.Vec3(*p) for p in self.positions])
            openmm.LocalEnergyMinimizer.minimize(context, 10.0, 2000)
            context.setVelocitiesToTemperature(300.0, 1)
            integrator.step(steps)
            state = context.getState(getPositions=True, getEnergy=True)
            self.positions = [list(p) for p in state.getPositions().value_in_unit(NM)]
        return state.getPotentialEnergy().value_in_unit(KJ)

    def write(self, path):
        with open(path, "w") as f:
            app.PDBFile.writeFile(self.topology, [openmm.Vec3(*p) for p in self.positions] * NM, f, keepIds=True)


def settings(options, topology):
    """Arguments of createSystem for options such as {"method": "PME", "cutoff": "0.9"}."""
    args = dict(constraints=None, removeCMMotion=False, nonbondedMethod=app.NoCutoff)
    for key, value in options.items():
        if key == "method":
            args["nonbondedMethod"] = getattr(app, value)
        elif key == "cutoff":
            args["nonbondedCutoff"] = float(value) * NM
        elif key == "switch":
            args["switchDistance"] = float(value) * NM
        elif key == "box":
            edge = float(value)
            topology.setPeriodicBoxVectors(
                [openmm.Vec3(edge, 0, 0), openmm.Vec3(0, edge, 0), openmm.Vec3(0, 0, edge)] * NM)
        elif key == "dispersion":
            args["useDispersionCorrection"] = value == "yes"
        elif key == "constraints":
            args["constraints"] = getattr(app, value)
        elif key == "flexible":
            args["flexibleConstraints"] = value == "yes"
        elif key == "hydrogen_mass":
            args["hydrogenMass"] = float(value)
        elif key == "kappa":
            args["implicitSolventKappa"] = float(value)
        elif key == "solute":
            args["soluteDielectric"] = float(value)
        elif key == "solvent":
            args["solventDielectric"] = float(value)
        else:
            raise ValueError(key)
    return args


class Energies:
    def __init__(self, folder):
        self.folder = folder
        self.lines = []
        self.fields = {}

    def field(self, names):
        if names not in self.fields:
            files = []
            for name in names.split(","):
                local = os.path.join(self.folder, name + ".xml")
                files.append(local if os.path.exists(local) else OPENMM_FILES.get(name, name + ".xml"))
            self.fields[names] = app.ForceField(*files)
        return self.fields[names]

    def case(self, name, pdb, names, **options):
        def add(key, *values):
            self.lines.append(" ".join([name, key] + [v if isinstance(v, str) else repr(v) for v in values]))

        file = app.PDBFile(os.path.join(self.folder, pdb))
        system = self.field(names).createSystem(file.topology, **settings(options, file.topology))
        add("pdb", pdb)
        add("forcefield", names)
        if options:
            add("options", *[f"{k}={v}" for k, v in options.items()])
        for i, force in enumerate(system.getForces()):
            force.setForceGroup(i)
        context = openmm.Context(system, openmm.VerletIntegrator(0.001), PLATFORM)
        context.setPositions(file.positions)
        add("total", context.getState(getEnergy=True).getPotentialEnergy().value_in_unit(KJ))
        sums = {}
        for i, force in enumerate(system.getForces()):
            state = context.getState(getEnergy=True, groups=1 << i)
            kind = force.__class__.__name__
            sums[kind] = sums.get(kind, 0.0) + state.getPotentialEnergy().value_in_unit(KJ)
        for kind, energy in sums.items():
            add(kind, energy)
        forces = context.getState(getForces=True).getForces(asNumpy=True).value_in_unit(KJ / NM)
        add("force-norm", math.sqrt(float((forces * forces).sum())))
        for force in system.getForces():
            if isinstance(force, openmm.CMAPTorsionForce):
                add("cmap", *[v for i in range(force.getNumTorsions()) for v in force.getTorsionParameters(i)])
        if "hydrogen_mass" in options:
            add("masses", *[system.getParticleMass(i).value_in_unit(unit.dalton) for i in range(system.getNumParticles())])
        if "constraints" in options:
            flat = []
            for i in range(system.getNumConstraints()):
                first, second, distance = system.getConstraintParameters(i)
                flat += [first, second, distance.value_in_unit(NM)]
            add("constraints", *flat)

    def write(self):
        with open(os.path.join(self.folder, "energies.txt"), "w") as f:
            f.write("\n".join(self.lines) + "\n")


FIELDS = ("amber99sbildn", "amber99sbildn,amber99_obc", "amber96,amber96_obc", "ff14SB", "ff14SB,implicit/gbn2")


def fixtures(folder):
    builder = Builder(1)
    builder.add_chain(["ACE"] + STANDARD + ["NME"])
    print("standard", builder.relax(500))
    builder.write(os.path.join(folder, "standard.pdb"))

    builder = Builder(2)
    builder.add_chain(["ACE", "CYX", "GLY", "ASH", "GLH", "PRO", "GLY", "CYX", "HIE", "LYN", "HIP", "CYM", "NHE"])
    sulfurs = [a for a in builder.topology.atoms() if a.name == "SG"]
    builder.join(sulfurs[0], sulfurs[1])
    print("variants", builder.relax(500))
    builder.write(os.path.join(folder, "variants.pdb"))

    builder = Builder(3)
    for name in STANDARD + ["HIE", "HIP"]:
        builder.add_chain(["N" + name, "C" + name])
    print("termini", builder.relax(200))
    builder.write(os.path.join(folder, "termini.pdb"))

    builder = Builder(4)
    builder.add_chain(["ACE", "ARG", "PHE", "ASP", "ASN", "VAL", "TRP", "NME"], shuffled=True)
    print("shuffled", builder.relax(500))
    builder.write(os.path.join(folder, "shuffled.pdb"))

    energies = Energies(folder)
    for name in ("standard", "variants", "termini", "shuffled"):
        # The largest one takes long with a CustomGBForce.
        for field in FIELDS[:-1] if name == "termini" else FIELDS:
            energies.case(f"{name}:{field}", name + ".pdb", field)
    for solvent in ("hct", "obc1", "obc2", "gbn", "gbn2"):
        for cut in ({}, {"method": "CutoffNonPeriodic", "cutoff": 0.9}, {"method": "CutoffPeriodic", "cutoff": 0.9, "box": 4}):
            for extra in ({}, {"kappa": 0.7, "solute": 2, "solvent": 60}):
                options = {**cut, **extra}
                title = "+".join(f"{k}={v}" for k, v in options.items())
                energies.case(f"{solvent}:{title}", "shuffled.pdb", f"amber99sbildn,implicit/{solvent}", **options)
    for i, options in enumerate((
            {"method": "CutoffNonPeriodic", "cutoff": 0.9, "switch": 0.7},
            {"method": "CutoffPeriodic", "cutoff": 1.1, "box": 5},
            {"method": "CutoffPeriodic", "cutoff": 1.1, "box": 5, "dispersion": "no"},
            {"method": "Ewald", "cutoff": 0.9, "box": 4},
            {"method": "PME", "cutoff": 0.9, "box": 4},
            {"constraints": "HBonds"},
            {"constraints": "AllBonds"},
            {"constraints": "HAngles"},
            {"constraints": "HAngles", "flexible": "yes"},
            {"hydrogen_mass": 3, "constraints": "HBonds"})):
        energies.case(f"options-{i}", "shuffled.pdb", "ff14SB", **options)
    energies.case("extras", "standard.pdb", "amber99sbildn,extras")
    energies.case("extras:shuffled", "shuffled.pdb", "amber99sbildn,extras", method="CutoffNonPeriodic", cutoff=0.9)
    energies.case("cmap", "standard.pdb", "amber99sbildn,cmap")
    energies.case("cmap:shuffled", "shuffled.pdb", "amber99sbildn,cmap")
    energies.write()
    waters(folder)


def waters(folder):
    """Two waters with virtual sites and one without, and a System with the second kind rigid."""
    topology = app.Topology()
    for sites in (3, 3, 0):
        residue = topology.addResidue("HOH", topology.addChain())
        atoms = [topology.addAtom(n, app.Element.getBySymbol(n[0]), residue) for n in ("O", "H1", "H2")]
        for i in range(sites):
            topology.addAtom(f"M{i + 1}", None, residue)
        topology.addBond(atoms[0], atoms[1])
        topology.addBond(atoms[0], atoms[2])
    system = app.ForceField(os.path.join(folder, "water.xml")).createSystem(topology, removeCMMotion=False)
    with open(os.path.join(folder, "water-system.xml"), "w") as f:
        f.write(openmm.XmlSerializer.serialize(system))


def at_random(folder, count, seed):
    os.makedirs(folder, exist_ok=True)
    choose = random.Random(seed)
    energies = Energies(folder)
    for i in range(count):
        names = ["ACE"] + [choose.choice(STANDARD + VARIANTS) for _ in range(choose.randint(1, 10))] + ["NME"]
        builder = Builder(choose.random())
        builder.add_chain(names, shuffled=choose.random() < 0.3)
        energy = builder.relax(100)
        pdb = f"peptide-{i:03d}.pdb"
        builder.write(os.path.join(folder, pdb))
        for field in FIELDS + ("ff14SB,implicit/obc2", "amber96,implicit/obc1"):
            energies.case(f"{i:03d}:{field}", pdb, field)
        energies.case(f"{i:03d}:cutoff", pdb, "ff14SB,implicit/obc1", method="CutoffNonPeriodic", cutoff=1.0)
        print(f"{i} {'-'.join(names)} {energy:.1f} kJ/mol", flush=True)
        energies.write()


def distance(p, q):
    return math.sqrt(sum((a - b) ** 2 for a, b in zip(p, q)))


def segments(source):
    """The protein of a PDB file in chains without gaps, each ending in OXT."""
    positions = [list(p) for p in source.positions.value_in_unit(NM)]
    topology, kept, previous, end, chain, made = app.Topology(), [], None, None, None, None

    def finish(atoms):
        if atoms and "OXT" not in atoms:
            c, ca, o = (kept[atoms[n].index] for n in ("C", "CA", "O"))
            away = [-((ca[d] - c[d]) / distance(c, ca) + (o[d] - c[d]) / distance(c, o)) for d in range(3)]
            norm = math.sqrt(sum(v * v for v in away))
            topology.addAtom("OXT", app.element.oxygen, atoms["C"].residue)
            kept.append([c[d] + 0.125 * away[d] / norm for d in range(3)])

    for residue in source.topology.residues():
        atoms = {a.name: a for a in residue.atoms()}
        if not all(n in atoms for n in ("N", "CA", "C", "O")):
            continue
        joined = previous is not None and residue.chain is previous.chain and (
            distance(positions[end], positions[atoms["N"].index]) < 0.25)
        if not joined:
            if chain is not None:
                finish({a.name: a for a in made.atoms()})
            chain = topology.addChain(chr(ord("A") + topology.getNumChains()))
        made = topology.addResidue(residue.name, chain, residue.id)
        for atom in residue.atoms():
            if atom.element is not app.element.hydrogen:
                topology.addAtom(atom.name, atom.element, made)
                kept.append(positions[atom.index])
        previous, end = residue, atoms["C"].index
    finish({a.name: a for a in made.atoms()})
    vectors = [openmm.Vec3(*p) for p in kept] * NM
    topology.createStandardBonds()
    topology.createDisulfideBonds(vectors)
    return topology, vectors


def proteins(folder, files):
    os.makedirs(folder, exist_ok=True)
    energies = Energies(folder)
    for file in files:
        name = os.path.splitext(os.path.basename(file))[0]
        modeller = app.Modeller(*segments(app.PDBFile(file)))
        modeller.addHydrogens(app.ForceField("amber99sbildn.xml"), pH=7.0, platform=PLATFORM)
        with open(os.path.join(folder, name + ".pdb"), "w") as f:
            app.PDBFile.writeFile(modeller.topology, modeller.positions, f, keepIds=True)
        for field in FIELDS:
            energies.case(f"{name}:{field}", name + ".pdb", field)
        energies.case(f"{name}:cutoff", name + ".pdb", "ff14SB,implicit/obc1", method="CutoffNonPeriodic", cutoff=1.0)
        energies.write()
        bridges = sum(a.name == b.name == "SG" for a, b in modeller.topology.bonds())
        print(name, modeller.topology.getNumAtoms(), "atoms,", bridges, "disulfides", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--random", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pdb", nargs="*", default=[])
    parser.add_argument("--out", default=".")
    given = parser.parse_args()
    if given.random:
        print("seed", given.seed)
        at_random(given.out, given.random, given.seed)
    elif given.pdb:
        proteins(given.out, given.pdb)
    else:
        fixtures(given.out)
