"""Makes the files of this folder: /usr/bin/python3 make.py (OpenMM 7.7, Reference platform).

For each System NAME.xml, as OpenMM's XmlSerializer writes it, energies.txt has lines of a name, a key and numbers:
positions (nm), total and the energy of the forces of each kind (kJ/mol), and force-norm, the norm of the forces on all
particles that are no virtual sites (kJ/mol/nm). state.xml is a State with all there is, state-positions.xml one with positions alone.
"""
import math
import os

import openmm
from openmm import app, unit

PLATFORM = openmm.Platform.getPlatformByName("Reference")
KJ = unit.kilojoule_per_mole

# A crooked chain of ten particles.
N = 10
CHAIN = [
    openmm.Vec3(
        0.13 * i + 0.03 * math.sin(1.7 * i), 0.09 * math.sin(2.1 * i) + 0.02 * i, 0.1 * math.cos(1.3 * i))
    for i in range(N)
]
CHARGES = [0.4 * math.sin(1.1 * i + 0.5) for i in range(N)]
SIGMAS = [0.1 + 0.005 * i for i in range(N)]
EPSILONS = [0.2 + 0.07 * i for i in range(N)]
RECTANGULAR = (openmm.Vec3(2.2, 0, 0), openmm.Vec3(0, 2.4, 0), openmm.Vec3(0, 0, 2.3))
TRICLINIC = (openmm.Vec3(2.2, 0, 0), openmm.Vec3(-0.3, 2.4, 0), openmm.Vec3(0.5, 0.4, 2.3))

# The chain with every third particle in another periodic image of TRICLINIC.
WRAPPED = [p + (TRICLINIC[2] - TRICLINIC[0] if i % 3 == 1 else openmm.Vec3(0, 0, 0)) for i, p in enumerate(CHAIN)]


def table(n, shift=0.0):
    return [round(1.5 * math.sin(0.9 * i + shift) + 0.05 * i, 6) for i in range(n)]


def harmonic_bond(periodic=False):
    force = openmm.HarmonicBondForce()
    for i in range(N - 1):
        force.addBond(i, i + 1, 0.15 + 0.002 * i, 2000.0 + 13 * i)
    force.setUsesPeriodicBoundaryConditions(periodic)
    return force


def harmonic_angle():
    force = openmm.HarmonicAngleForce()
    for i in range(N - 2):
        force.addAngle(i, i + 1, i + 2, 1.9 - 0.02 * i, 120.0 + i)
    return force


def periodic_torsion():
    force = openmm.PeriodicTorsionForce()
    for i in range(N - 3):
        force.addTorsion(i, i + 1, i + 2, i + 3, 1 + i % 6, 0.3 * i - 1, 4.0 + 0.5 * i)
    return force


def rb_torsion(periodic=False):
    force = openmm.RBTorsionForce()
    for i in range(N - 3):
        force.addTorsion(i, i + 1, i + 2, i + 3, 1.0 + i, -2.0, 3.0 - 0.3 * i, 0.4, -1.5, 0.25)
    force.setUsesPeriodicBoundaryConditions(periodic)
    return force


def cmap():
    # Smooth maps: OpenMM changed its periodic splines between 7.3 and 7.7, which shows where points are far apart.
    force = openmm.CMAPTorsionForce()
    angles = [2 * math.pi * i / 24 for i in range(24)]
    force.addMap(4, [1.5] * 16)
    force.addMap(24, [round(2 * math.sin(a - 0.2) + math.cos(b), 6) for b in angles for a in angles])
    force.addTorsion(1, 0, 1, 2, 3, 1, 2, 3, 4)
    force.addTorsion(0, 3, 4, 5, 6, 5, 6, 7, 8)
    return force


def nonbonded(method="NoCutoff", cutoff=1.0):
    force = openmm.NonbondedForce()
    force.setNonbondedMethod(getattr(openmm.NonbondedForce, method))
    force.setCutoffDistance(cutoff)
    for i in range(N):
        force.addParticle(CHARGES[i], SIGMAS[i], EPSILONS[i])
    force.createExceptionsFromBonds([(i, i + 1) for i in range(N - 1)], 0.8333, 0.5)
    return force


def nonbonded_cutoff():
    force = nonbonded("CutoffNonPeriodic", 0.7)
    force.setReactionFieldDielectric(60.0)
    force.setUseSwitchingFunction(True)
    force.setSwitchingDistance(0.5)
    return force


def nonbonded_pme():
    force = nonbonded("PME", 0.9)
    force.setEwaldErrorTolerance(1e-5)
    return force


def nonbonded_pme_grid():
    force = nonbonded("PME", 0.8)
    force.setPMEParameters(3.2, 24, 27, 25)
    force.setUseDispersionCorrection(False)
    return force


def nonbonded_ljpme():
    force = nonbonded("LJPME", 0.8)
    force.setPMEParameters(3.2, 24, 27, 25)
    force.setLJPMEParameters(2.9, 20, 24, 25)
    return force


def nonbonded_offsets():
    force = nonbonded()
    force.addGlobalParameter("lambda", 0.3)
    force.addGlobalParameter("mu", -0.2)
    force.addParticleParameterOffset("lambda", 4, 0.5, 0.01, 0.2)
    force.addParticleParameterOffset("mu", 7, -0.4, 0.0, 0.1)
    pair = [i for i in range(force.getNumExceptions()) if force.getExceptionParameters(i)[4]._value > 0][3]
    force.addExceptionParameterOffset("mu", pair, 0.3, 0.02, -0.4)
    return force


def gbsa(method="NoCutoff", cutoff=1.0):
    force = openmm.GBSAOBCForce()
    force.setNonbondedMethod(getattr(openmm.GBSAOBCForce, method))
    force.setCutoffDistance(cutoff)
    force.setSolventDielectric(78.5)
    force.setSoluteDielectric(1.25)
    force.setSurfaceAreaEnergy(2.5)
    for i in range(N):
        force.addParticle(CHARGES[i], 0.13 + 0.004 * i, 0.75 + 0.01 * i)
    return force


def custom_bond():
    force = openmm.CustomBondForce("scale*d*(1-exp(-a*(r-r0)))^2 + select(step(r-0.2), 0.3*r, 0.06)")
    for name in ("d", "a", "r0"):
        force.addPerBondParameter(name)
    force.addGlobalParameter("scale", 1.25)
    force.addEnergyParameterDerivative("scale")
    for i in range(N - 1):
        force.addBond(i, i + 1, [200.0 + i, 15.0 + 0.3 * i, 0.16])
    return force


def custom_bond_periodic():
    force = custom_bond()
    force.setUsesPeriodicBoundaryConditions(True)
    return force


def custom_angle():
    force = openmm.CustomAngleForce("0.5*k*(cos(theta)-c0)^2")
    force.addPerAngleParameter("k")
    force.addGlobalParameter("c0", -0.4)
    for i in range(N - 2):
        force.addAngle(i, i + 1, i + 2, [90.0 + 2 * i])
    return force


def custom_torsion():
    force = openmm.CustomTorsionForce("k*min(d, 2*pi-d)^2; d = abs(theta-theta0); pi = 3.141592653589793")
    force.addPerTorsionParameter("k")
    force.addPerTorsionParameter("theta0")
    for i in range(N - 3):
        force.addTorsion(i, i + 1, i + 2, i + 3, [3.0 + i, 2.8 - 0.7 * i])
    return force


def custom_external():
    force = openmm.CustomExternalForce("k*periodicdistance(x, y, z, x0, 0.1, -0.1)^2 + g*max(0, z)^3")
    force.addPerParticleParameter("k")
    force.addPerParticleParameter("x0")
    force.addGlobalParameter("g", 7.5)
    for i in (1, 4, 9):
        force.addParticle(i, [50.0 + i, 0.2 * i])
    return force


def custom_nonbonded(method="NoCutoff", cutoff=1.0):
    force = openmm.CustomNonbondedForce(
        "4*eps*(s6^2-s6) + 138.935*q1*q2*exp(-kappa*r)/r; s6 = (sig/r)^6; sig = 0.5*(sig1+sig2);"
        " eps = sqrt(eps1*eps2)")
    for name in ("q", "sig", "eps"):
        force.addPerParticleParameter(name)
    force.addGlobalParameter("kappa", 1.5)
    force.addEnergyParameterDerivative("kappa")
    force.setNonbondedMethod(getattr(openmm.CustomNonbondedForce, method))
    force.setCutoffDistance(cutoff)
    for i in range(N):
        force.addParticle([CHARGES[i], SIGMAS[i], EPSILONS[i]])
    for i in range(N - 1):
        force.addExclusion(i, i + 1)
    return force


def custom_nonbonded_cutoff():
    force = custom_nonbonded("CutoffPeriodic", 0.9)
    force.setUseSwitchingFunction(True)
    force.setSwitchingDistance(0.6)
    force.setUseLongRangeCorrection(True)
    return force


def custom_nonbonded_tables():
    force = openmm.CustomNonbondedForce(
        "c1(r) + c2(r, a1+a2) + c3(r, a1+a2, 0.3) + d1(t1+t2) + d2(t1, t2) + d3(t1, t2, 1)")
    force.addPerParticleParameter("a")
    force.addPerParticleParameter("t")
    symmetric = [1.0, 0.5, -0.3, 0.5, 2.0, 0.7, -0.3, 0.7, 1.5]
    force.addTabulatedFunction("c1", openmm.Continuous1DFunction(table(8), 0.0, 1.5))
    force.addTabulatedFunction("c2", openmm.Continuous2DFunction(6, 5, table(30), 0.0, 1.5, -1.0, 3.0))
    force.addTabulatedFunction(
        "c3", openmm.Continuous3DFunction(5, 4, 3, table(60), 0.0, 1.5, -1.0, 3.0, 0.0, 1.0))
    force.addTabulatedFunction("d1", openmm.Discrete1DFunction(table(5)))
    force.addTabulatedFunction("d2", openmm.Discrete2DFunction(3, 3, symmetric))
    force.addTabulatedFunction("d3", openmm.Discrete3DFunction(3, 3, 2, symmetric + symmetric[::-1]))
    for i in range(N):
        force.addParticle([0.1 * i, i % 3])
    return force


def custom_nonbonded_groups():
    force = openmm.CustomNonbondedForce("-e*exp(-(r/0.4)^2)*(w1+w2)")
    force.addPerParticleParameter("w")
    force.addGlobalParameter("e", 6.0)
    for i in range(N):
        force.addParticle([0.3 + 0.1 * i])
    force.addInteractionGroup([0, 1, 2], [5, 6, 7, 8])
    force.addInteractionGroup([3, 4], [3, 4])
    return force


def custom_gb(method="NoCutoff", cutoff=1.0):
    force = openmm.CustomGBForce()
    for name in ("q", "radius", "scale"):
        force.addPerParticleParameter(name)
    force.addGlobalParameter("solventDielectric", 78.5)
    force.addGlobalParameter("soluteDielectric", 1.0)
    force.addTabulatedFunction("tweak", openmm.Continuous1DFunction(table(9), 0.0, 2.0))
    force.addEnergyParameterDerivative("solventDielectric")
    force.addComputedValue(
        "I",
        "step(r+sr2-or1)*0.5*(1/L-1/U+0.25*(r-sr2^2/r)*(1/(U^2)-1/(L^2))+0.5*log(L/U)/r); U=r+sr2;"
        " L=max(or1, abs(r-sr2)); sr2 = scale2*or2; or1 = radius1-0.009; or2 = radius2-0.009",
        openmm.CustomGBForce.ParticlePairNoExclusions)
    force.addComputedValue(
        "B", "1/(1/or-tanh(psi-0.8*psi^2+4.85*psi^3)/radius); psi = I*or; or = radius-0.009",
        openmm.CustomGBForce.SingleParticle)
    force.addEnergyTerm(
        "28.39*(radius+0.14)^2*(radius/B)^6 - 69.467*(1/soluteDielectric-1/solventDielectric)*q^2/B"
        " + tweak(x^2+0.1)", openmm.CustomGBForce.SingleParticle)
    force.addEnergyTerm(
        "-138.935*(1/soluteDielectric-1/solventDielectric)*q1*q2/f; f = sqrt(r^2+B1*B2*exp(-r^2/(4*B1*B2)))",
        openmm.CustomGBForce.ParticlePairNoExclusions)
    force.addEnergyTerm("0.5*B1*B2*exp(-r)", openmm.CustomGBForce.ParticlePair)
    force.setNonbondedMethod(getattr(openmm.CustomGBForce, method))
    force.setCutoffDistance(cutoff)
    for i in range(N):
        force.addParticle([CHARGES[i], 0.13 + 0.004 * i, 0.75 + 0.01 * i])
    force.addExclusion(0, 1)
    force.addExclusion(4, 6)
    return force


def custom_compound():
    force = openmm.CustomCompoundBondForce(
        4, "k*(distance(p1,p3)-d0)^2*cos(angle(p1,p2,p4)) + g*sin(dihedral(p1,p2,p3,p4)) + f(distance(p2,p4))"
        " + (y2-y1)^2 - (x4-x1)*(z3-z2)")
    force.addPerBondParameter("k")
    force.addPerBondParameter("d0")
    force.addGlobalParameter("g", 2.5)
    force.addEnergyParameterDerivative("g")
    force.addTabulatedFunction("f", openmm.Continuous1DFunction(table(8), 0.0, 1.0))
    force.addBond([0, 1, 2, 3], [80.0, 0.2])
    force.addBond([9, 6, 7, 5], [60.0, 0.35])
    return force


def custom_centroid():
    force = openmm.CustomCentroidBondForce(
        3, "k*distance(g1,g2)^2 + h*(angle(g1,g2,g3)-1.4)^2 + f(distance(g1,g3)) + (x1-x3)*(y2-y1)")
    force.addPerBondParameter("k")
    force.addGlobalParameter("h", 11.0)
    function = openmm.Continuous1DFunction(table(8), 0.0, 1.2)
    function.thisown = False  # 7.7 forgets that the force owns it
    force.addTabulatedFunction("f", function)
    force.addGroup([0, 2])
    force.addGroup([3, 4], [2.0, 1.0])
    force.addGroup([5, 7, 8], [0.2, 0.5, 0.4])
    force.addGroup([1, 9])
    force.addBond([0, 1, 2], [50.0])
    force.addBond([3, 2, 0], [21.0])
    return force


def system_of(*forces, box=None):
    system = openmm.System()
    for i in range(N):
        system.addParticle(12.0 + i)
    if box is not None:
        system.setDefaultPeriodicBoxVectors(*box)
    for force in forces:
        system.addForce(force)
    return system


def virtual_sites():
    system = system_of(nonbonded())
    for i in (3, 5, 8):
        system.setParticleMass(i, 0.0)
    system.setVirtualSite(3, openmm.TwoParticleAverageSite(2, 4, 0.3, 0.7))
    system.setVirtualSite(5, openmm.ThreeParticleAverageSite(4, 6, 7, 0.5, 0.7, -0.2))
    system.setVirtualSite(8, openmm.OutOfPlaneSite(7, 9, 6, 0.3, 0.4, 2.5))
    system.addConstraint(0, 1, 0.15)
    return system


def groups():
    forces = [harmonic_bond(), harmonic_angle(), nonbonded(), openmm.CMMotionRemover(7)]
    for force, group in zip(forces, (3, 3, 31, 0)):
        force.setForceGroup(group)
    return system_of(*forces)


def peptide(solvent, cutoff=None):
    """The alanine dipeptide of ../ala2 under ff14SB."""
    pdb = app.PDBFile(os.path.join("..", "ala2", "ala2.pdb"))
    settings = dict(constraints=app.HBonds, removeCMMotion=True)
    if cutoff is not None:
        settings.update(nonbondedMethod=app.CutoffNonPeriodic, nonbondedCutoff=cutoff * unit.nanometer)
    system = app.ForceField("amber14-all.xml", solvent).createSystem(pdb.topology, **settings)
    return system, [openmm.Vec3(*p) for p in pdb.positions.value_in_unit(unit.nanometer)]


def numbers(values):
    return " ".join(repr(float(v)) for v in values)


def measure(name, system, positions, lines):
    for force in system.getForces():
        if not isinstance(force, openmm.CMMotionRemover):
            force.setForceGroup(0)
    kinds = sorted({force.__class__.__name__ for force in system.getForces()})
    for force in system.getForces():
        force.setForceGroup(kinds.index(force.__class__.__name__))
    context = openmm.Context(system, openmm.VerletIntegrator(0.001), PLATFORM)
    context.setPositions(positions)
    context.computeVirtualSites()
    positions = context.getState(getPositions=True).getPositions(asNumpy=True).value_in_unit(unit.nanometer)
    energy = lambda mask: context.getState(getEnergy=True, groups=mask).getPotentialEnergy().value_in_unit(KJ)
    forces = context.getState(getForces=True).getForces(asNumpy=True).value_in_unit(KJ / unit.nanometer)
    forces = forces[[i for i in range(system.getNumParticles()) if not system.isVirtualSite(i)]]
    lines.append(f"{name} positions {numbers(positions.flatten())}")
    lines.append(f"{name} total {numbers([energy(-1)])}")
    for i, kind in enumerate(kinds):
        if kind != "CMMotionRemover":
            lines.append(f"{name} {kind} {numbers([energy(1 << i)])}")
    lines.append(f"{name} force-norm {numbers([math.sqrt((forces ** 2).sum())])}")


SYSTEMS = {
    "harmonic-bond": system_of(harmonic_bond()),
    "harmonic-bond-periodic": system_of(harmonic_bond(True), box=TRICLINIC),
    "harmonic-angle": system_of(harmonic_angle()),
    "periodic-torsion": system_of(periodic_torsion()),
    "rb-torsion": system_of(rb_torsion()),
    "rb-torsion-periodic": system_of(rb_torsion(True), box=TRICLINIC),
    "cmap-torsion": system_of(cmap()),
    "nonbonded": system_of(nonbonded()),
    "nonbonded-cutoff": system_of(nonbonded_cutoff()),
    "nonbonded-cutoff-periodic": system_of(nonbonded("CutoffPeriodic", 0.8), box=TRICLINIC),
    "nonbonded-ewald": system_of(nonbonded("Ewald", 0.9), box=RECTANGULAR),
    "nonbonded-pme": system_of(nonbonded_pme(), box=TRICLINIC),
    "nonbonded-pme-grid": system_of(nonbonded_pme_grid(), box=TRICLINIC),
    "nonbonded-ljpme": system_of(nonbonded_ljpme(), box=TRICLINIC),
    "nonbonded-offsets": system_of(nonbonded_offsets()),
    "gbsa-obc": system_of(gbsa(), nonbonded()),
    "gbsa-obc-cutoff": system_of(gbsa("CutoffPeriodic", 0.9), box=TRICLINIC),
    "custom-bond": system_of(custom_bond()),
    "custom-bond-periodic": system_of(custom_bond_periodic(), box=TRICLINIC),
    "custom-angle": system_of(custom_angle()),
    "custom-torsion": system_of(custom_torsion()),
    "custom-external": system_of(custom_external(), box=TRICLINIC),
    "custom-nonbonded": system_of(custom_nonbonded()),
    "custom-nonbonded-cutoff": system_of(custom_nonbonded_cutoff(), box=TRICLINIC),
    "custom-nonbonded-tables": system_of(custom_nonbonded_tables()),
    "custom-nonbonded-groups": system_of(custom_nonbonded_groups()),
    "custom-gb": system_of(custom_gb()),
    "custom-gb-cutoff": system_of(custom_gb("CutoffNonPeriodic", 0.7)),
    "custom-compound-bond": system_of(custom_compound()),
    "custom-centroid-bond": system_of(custom_centroid()),
    "virtual-sites": virtual_sites(),
    "groups": groups(),
}


def main():
    lines = []
    for name, system in SYSTEMS.items():
        with open(f"{name}.xml", "w") as f:
            f.write(openmm.XmlSerializer.serialize(system))
        triclinic = system.getDefaultPeriodicBoxVectors()[1][0]._value != 0
        measure(name, system, WRAPPED if triclinic else CHAIN, lines)
    for name, solvent, cutoff in (("ala2-obc1-cutoff", "implicit/obc1.xml", 0.6), ("ala2-gbn2", "implicit/gbn2.xml", None)):
        system, positions = peptide(solvent, cutoff)
        with open(f"{name}.xml", "w") as f:
            f.write(openmm.XmlSerializer.serialize(system))
        measure(name, system, positions, lines)
    with open("energies.txt", "w") as f:
        f.write("\n".join(lines) + "\n")

    integrator = openmm.VerletIntegrator(0.0005)
    context = openmm.Context(system_of(harmonic_bond(), custom_bond()), integrator, PLATFORM)
    context.setPositions(CHAIN)
    context.setVelocities([openmm.Vec3(0.1 * i, -0.2, 0.05 * i) for i in range(N)])
    integrator.step(3)
    with open("state-positions.xml", "w") as f:
        f.write(openmm.XmlSerializer.serialize(context.getState(getPositions=True)))
    with open("state.xml", "w") as f:
        f.write(openmm.XmlSerializer.serialize(context.getState(
            getPositions=True, getVelocities=True, getForces=True, getEnergy=True, getParameters=True)))


if __name__ == "__main__":
    main()
