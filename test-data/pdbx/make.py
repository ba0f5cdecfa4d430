# Writes ala2.cif: /usr/bin/python3 make.py (Debian's python3-simtk, OpenMM 7.7), from ../ala2/ala2.pdb with a made-up cell.
from openmm import app, Vec3, unit

pdb = app.PDBFile("../ala2/ala2.pdb")
pdb.topology.setUnitCellDimensions(Vec3(2, 3, 4) * unit.nanometer)
with open("ala2.cif", "w") as f:
    app.PDBxFile.writeHeader(pdb.topology, f, keepIds=True)
    for model in (1, 2):
        app.PDBxFile.writeModel(pdb.topology, pdb.getPositions(asNumpy=True) * model, f, model, keepIds=True)
