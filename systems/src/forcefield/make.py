"""Makes the force-field files and the table of this module from the parameters of OpenMM 7.7 (python3-simtk):

    cd systems/src/forcefield && /usr/bin/python3 make.py

Of each force field it keeps what proteins and their caps need: residue templates, the atom types these name, and the
parameters whose classes all occur. Parameters keep their order, since the first that fits wins (the last among
impropers without wildcards). Names of types, classes and atoms stay, so the files go together with OpenMM's own.
Charges stand in the residue templates, all else goes by class.
"""
import os
import xml.etree.ElementTree as ElementTree
from xml.sax.saxutils import quoteattr

import openmm.app
from openmm.app.internal import customgbforces

SOURCE = os.path.join(os.path.dirname(openmm.app.__file__), "data")
TARGET = "../main/resources/org/openmmbg/systems/forcefield"

AMINO_ACIDS = (
    "ALA ARG ASH ASN ASP CYM CYS CYX GLH GLN GLU GLY HID HIE HIP HYP ILE LEU LYN LYS MET PHE PRO SER THR TRP TYR VAL"
).split()
PROTEIN = {"ACE", "NME", "NHE"} | {end + name for name in AMINO_ACIDS for end in ("", "N", "C")}

CORNELL = """
W. D. Cornell, P. Cieplak, C. I. Bayly, I. R. Gould, K. M. Merz, D. M. Ferguson, D. C. Spellmeyer, T. Fox, J. W. Caldwell,
  P. A. Kollman, J. Am. Chem. Soc. 117, 5179-5197 (1995): charges, bonds, angles, Lennard-Jones parameters."""
HEADERS = {
    "amber99sbildn": "Amber ff99SB-ILDN for proteins and caps.\n" + CORNELL + """
J. Wang, P. Cieplak, P. A. Kollman, J. Comput. Chem. 21, 1049-1074 (2000): ff99.
V. Hornak, R. Abel, A. Okur, B. Strockbine, A. Roitberg, C. Simmerling, Proteins 65, 712-725 (2006): backbone torsions
  (ff99SB).
K. Lindorff-Larsen, S. Piana, K. Palmo, P. Maragakis, J. L. Klepeis, R. O. Dror, D. E. Shaw, Proteins 78, 1950-1958
  (2010): side-chain torsions of Ile, Leu, Asp and Asn (ILDN).
""",
    "amber96": "Amber ff96 for proteins and caps.\n" + CORNELL + """
P. A. Kollman, R. Dixon, W. Cornell, T. Fox, C. Chipot, A. Pohorille, in Computer Simulation of Biomolecular Systems,
  vol. 3, 83-96, Elsevier (1997): backbone torsions.
""",
    "ff14SB": """Amber ff14SB for proteins and caps.

J. A. Maier, C. Martinez, K. Kasavajhala, L. Wickstrom, K. E. Hauser, C. Simmerling, J. Chem. Theory Comput. 11,
  3696-3713 (2015).
""",
    "amber99_obc": """Generalised Born model OBC II, with the charges of amber99sbildn and amber96.

A. Onufriev, D. Bashford, D. A. Case, Proteins 55, 383-394 (2004). Dielectric constants 1 and 78.3.
""",
}
FOOTER = """Values are the published ones as OpenMM's {0} has them, which is under the MIT licence
(copyright 2006-2021 Stanford University, Simbios and the authors; see the file NOTICE beside this one).
Made by systems/src/forcefield/make.py with OpenMM 7.7."""


def read(name):
    return ElementTree.parse(os.path.join(SOURCE, name)).getroot()


def element(name, attributes, last="/"):
    return f"<{name}{''.join(f' {k}={quoteattr(v)}' for k, v in attributes.items())}{last}>"


class Writer:
    def __init__(self, name, source):
        self.name = name
        text = HEADERS[name] + "\n" + FOOTER.format(source)
        assert "--" not in text
        self.lines = ["<ForceField>", "<!--", text, "-->"]

    def add(self, indent, *text):
        self.lines.append("  " * indent + " ".join(text))

    def close(self):
        self.lines.append("</ForceField>")
        with open(os.path.join(TARGET, self.name + ".xml"), "w") as f:
            f.write("\n".join(self.lines) + "\n")


def protein_types(root):
    residues = [r for r in root.find("Residues") if r.get("name") in PROTEIN]
    return residues, {a.get("type") for r in residues for a in r.findall("Atom")}


def write_force_field(name, source):
    root = read(source)
    residues, used = protein_types(root)
    types = [t for t in root.find("AtomTypes") if t.get("name") in used]
    classes = {t.get("class") for t in types}
    class_of = {t.get("name"): t.get("class") for t in types}
    nonbonded = root.find("NonbondedForce")
    charges = {a.get("type"): a.get("charge") for a in nonbonded.findall("Atom")}

    out = Writer(name, source)
    out.add(0, "<AtomTypes>")
    for t in types:
        out.add(1, element("Type", {key: t.get(key) for key in ("name", "class", "element", "mass")}))
    out.add(0, "</AtomTypes>")

    out.add(0, "<Residues>")
    for residue in residues:
        assert set(residue.attrib) == {"name"}
        out.add(1, element("Residue", residue.attrib, ""))
        atoms = [a.get("name") for a in residue.findall("Atom")]
        for a in residue.findall("Atom"):
            charge = a.get("charge") or charges[a.get("type")]
            out.add(2, element("Atom", {"name": a.get("name"), "type": a.get("type"), "charge": charge}))
        for b in residue.findall("Bond"):
            if b.get("from"):
                ends = atoms[int(b.get("from"))], atoms[int(b.get("to"))]
            else:
                ends = b.get("atomName1"), b.get("atomName2")
            out.add(2, element("Bond", {"atomName1": ends[0], "atomName2": ends[1]}))
        for b in residue.findall("ExternalBond"):
            out.add(2, element("ExternalBond", {"atomName": b.get("atomName") or atoms[int(b.get("from"))]}))
        assert {child.tag for child in residue} <= {"Atom", "Bond", "ExternalBond"}
        out.add(1, "</Residue>")
    out.add(0, "</Residues>")

    for tag, count in (("HarmonicBondForce", 2), ("HarmonicAngleForce", 3), ("PeriodicTorsionForce", 4)):
        force = root.find(tag)
        out.add(0, element(tag, force.attrib, ""))
        for child in force:
            ends = []
            for i in range(1, count + 1):
                named = child.get(f"type{i}")
                ends.append(child.get(f"class{i}") if named is None else named and class_of.get(named, "?"))
            if all(end == "" or end in classes for end in ends):
                rest = {k: v for k, v in child.attrib.items() if not k.startswith(("class", "type"))}
                out.add(1, element(child.tag, {**{f"class{i + 1}": end for i, end in enumerate(ends)}, **rest}))
        out.add(0, f"</{tag}>")

    out.add(0, element("NonbondedForce", nonbonded.attrib, ""))
    out.add(1, element("UseAttributeFromResidue", {"name": "charge"}))
    values = {}
    for a in nonbonded.findall("Atom"):
        if a.get("type") in used:
            pair = a.get("sigma"), a.get("epsilon")
            assert values.setdefault(class_of[a.get("type")], pair) == pair
    for name, (sigma, epsilon) in values.items():
        out.add(1, element("Atom", {"class": name, "sigma": sigma, "epsilon": epsilon}))
    out.add(0, "</NonbondedForce>")
    out.close()


def write_gbsa(name, source, types_of):
    used = protein_types(read(types_of))[1]
    out = Writer(name, source)
    out.add(0, "<GBSAOBCForce>")
    for a in read(source).find("GBSAOBCForce"):
        if a.get("type") in used:
            out.add(1, element("Atom", {key: a.get(key) for key in ("type", "charge", "radius", "scale")}))
    out.add(0, "</GBSAOBCForce>")
    out.close()


def write_neck_table():
    """Radii 1.0 to 2.0 in steps of 0.05 angstrom, rows by one atom's radius, columns by the other's."""
    with open(os.path.join(TARGET, "gbn-neck.txt"), "w") as f:
        f.write("# Neck integrals of the GBn model: J. Mongan, C. Simmerling, J. A. McCammon, D. A. Case, A. Onufriev,\n")
        f.write("# J. Chem. Theory Comput. 3, 156-169 (2007), values as in OpenMM (MIT). Radii from 0.1 to 0.2 nm in\n")
        f.write("# steps of 0.005. First the position of the maximum, nm, then its value, 1/nm.\n")
        for title, table in (("position", customgbforces.d0), ("value", customgbforces.m0)):
            assert len(table) == 21 * 21
            f.write(title + "\n")
            for row in range(21):
                f.write(" ".join(f"{v:.9g}" for v in table[21 * row : 21 * row + 21]) + "\n")


write_force_field("amber99sbildn", "amber99sbildn.xml")
write_force_field("amber96", "amber96.xml")
write_force_field("ff14SB", "amber14/protein.ff14SB.xml")
write_gbsa("amber99_obc", "amber99_obc.xml", "amber99sbildn.xml")
write_neck_table()
