"""Reads System XML that the bridge wrote with the OpenMM of this Python, and compares energies.

    mvn test -pl openmm-bridge -Dtest=OwnReaderTest -Dopenmmbg.systemXmlOut=FOLDER
    python3 check_written.py FOLDER

FOLDER holds NAME.xml and energies.txt, as test-data/system-xml/make.py describes them, and a State. Exit status 1 when an energy or
the norm of the forces differs by more than 1e-6 relative (5e-5 kJ/mol); 2e-2 for CMAP, whose periodic splines OpenMM
changed between 7.3 and 7.7.
"""
import math
import os
import sys

import openmm
from openmm import unit


def main(folder):
    platform = openmm.Platform.getPlatformByName("Reference")
    expected = {}
    with open(os.path.join(folder, "energies.txt")) as f:
        for line in f:
            name, key, *numbers = line.split()
            expected.setdefault(name, {})[key] = [float(n) for n in numbers]
    bad = 0
    for name, values in expected.items():
        with open(os.path.join(folder, name + ".xml")) as f:
            system = openmm.XmlSerializer.deserialize(f.read())
        context = openmm.Context(system, openmm.VerletIntegrator(0.001), platform)
        p = values["positions"]
        context.setPositions([openmm.Vec3(*p[i:i + 3]) for i in range(0, len(p), 3)])
        context.computeVirtualSites()
        state = context.getState(getEnergy=True, getForces=True)
        energy = state.getPotentialEnergy().value_in_unit(unit.kilojoule_per_mole)
        forces = state.getForces(asNumpy=True).value_in_unit(unit.kilojoule_per_mole / unit.nanometer)
        forces = forces[[i for i in range(system.getNumParticles()) if not system.isVirtualSite(i)]]
        for key, found in (("total", energy), ("force-norm", math.sqrt((forces ** 2).sum()))):
            wanted = values[key][0]
            off = abs(found - wanted)
            failed = off > max(5e-5, (2e-2 if name.startswith("cmap") else 1e-6) * abs(wanted))
            bad += failed
            print(f"{name:36s} {key:10s} {wanted:22.12f} {off / max(1, abs(wanted)):9.1e}{' FAILED' if failed else ''}")
    with open(os.path.join(folder, "state.xml")) as f:
        state = openmm.XmlSerializer.deserialize(f.read())
    print(f"State at {state.getTime()}, step {state.getStepCount()}, {len(state.getPositions())} positions and"
          f" {len(state.getVelocities())} velocities, {state.getPotentialEnergy()}, {dict(state.getParameters())}")
    print(f"OpenMM {openmm.Platform.getOpenMMVersion()}: {len(expected)} Systems, {bad} differences")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
