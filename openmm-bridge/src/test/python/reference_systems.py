"""System XML of reference peptides, written by OpenMM's own serialiser, to check the reader on.

Usage: python3 reference_systems.py REFERENCE OUT

REFERENCE holds PDB files (and a prmtop with coordinates) and energies.json, the energies of each under several force
fields, found beforehand. OUT gets a System XML for each entry, and energies.txt in the form of
test-data/system-xml/make.py, with the energies that energies.json has. The check itself:

    mvn test -pl openmm-bridge -Dtest=OpenMmFilesTest -Dopenmmbg.systemXmlFolder=OUT
"""
import json
import os
import sys

import openmm
from openmm import app, unit

BASE = {"amber99sbildn": "amber99sbildn.xml", "amber96": "amber96.xml", "ff14SB": "amber14-all.xml"}
OLD_OBC2 = {"amber99sbildn": "amber99_obc.xml", "amber96": "amber96_obc.xml"}
PRMTOP_SOLVENTS = {"vacuum": None, "HCT": app.HCT, "OBC1": app.OBC1, "OBC2": app.OBC2, "GBn": app.GBn, "GBn2": app.GBn2}


def settings(cutoff):
    if cutoff is None:
        method = dict(nonbondedMethod=app.NoCutoff)
    else:
        method = dict(nonbondedMethod=app.CutoffNonPeriodic, nonbondedCutoff=cutoff * unit.nanometer)
    return dict(constraints=None, removeCMMotion=False, **method)


def force_field(combination):
    base, _, solvent = combination.partition("+")
    files = [BASE[base]]
    if solvent:
        old = OLD_OBC2.get(base) if solvent == "obc2" else None
        files.append(old or f"implicit/{solvent}.xml")
    return app.ForceField(*files)


def entry_systems(folder, name, entry):
    """The System and the coordinates (nm) of each force field of an entry."""
    if "prmtop" in entry:
        prmtop = app.AmberPrmtopFile(os.path.join(folder, entry["prmtop"]))
        positions = app.AmberInpcrdFile(os.path.join(folder, entry["inpcrd"])).positions
        for combination in entry["energies"]:
            solvent = PRMTOP_SOLVENTS[combination]
            yield combination, prmtop.createSystem(implicitSolvent=solvent, **settings(None)), positions
        return
    pdb = app.PDBFile(os.path.join(folder, entry.get("pdb", name + ".pdb")))
    for combination in entry["energies"]:
        system = force_field(combination).createSystem(pdb.topology, **settings(entry.get("cutoff_nm")))
        yield combination, system, pdb.positions


def main(folder, out):
    with open(os.path.join(folder, "energies.json")) as f:
        entries = json.load(f)
    os.makedirs(out, exist_ok=True)
    lines = []
    for name, entry in entries.items():
        for combination, system, positions in entry_systems(folder, name, entry):
            energies = entry["energies"][combination]
            full = f"{name}_{combination}"
            with open(os.path.join(out, full + ".xml"), "w") as f:
                f.write(openmm.XmlSerializer.serialize(system))
            flat = [c for p in positions.value_in_unit(unit.nanometer) for c in p]
            lines.append(f"{full} positions " + " ".join(map(repr, flat)))
            lines.append(f"{full} total {energies['total']!r}")
            lines += [f"{full} {force} {energy!r}" for force, energy in energies["by_force"].items()]
            lines.append(f"{full} force-norm {energies['force_norm']!r}")
    with open(os.path.join(out, "energies.txt"), "w") as f:
        f.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
