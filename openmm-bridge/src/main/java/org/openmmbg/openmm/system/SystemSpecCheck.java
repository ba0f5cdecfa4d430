package org.openmmbg.openmm.system;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks a System's indices, counts and numbers. */
final class SystemSpecCheck {
    private static final int BOX_NUMBERS = 9;

    /** OpenMM's own allowance on an angle of 180 degrees written with few digits. */
    private static final double MAX_ANGLE = Math.PI * 1.000001;

    private final int particles;
    private final List<Double> box;

    // What is being checked, for messages.
    private String part = "";
    private String kind = "";
    private int entry;

    private SystemSpecCheck(int particles, List<Double> box) {
        this.particles = particles;
        this.box = box;
    }

    /**
     * Checks a System.
     *
     * @throws SystemSpecException at the first thing that is wrong
     */
    static void check(
            List<Double> masses,
            List<VirtualSite> virtualSites,
            List<SystemSpec.Constraint> constraints,
            List<Force> forces,
            List<Integer> forceGroups,
            List<Double> box) {
        SystemSpecCheck check = new SystemSpecCheck(masses.size(), box);
        check.checkMasses(masses);
        check.checkBox();
        check.checkConstraints(masses, constraints);
        check.checkForceGroups(forces, forceGroups);
        for (int i = 0; i < forces.size(); i++) {
            check.checkForce(forces.get(i), forces.get(i).openMmName() + " (force " + i + ")");
        }
    }

    private void checkMasses(List<Double> masses) {
        in("System");
        if (particles == 0) {
            throw error("it has no particles");
        }
        for (int i = 0; i < particles; i++) {
            at("particle", i);
            notNegative("mass", masses.get(i));
        }
    }

    /** OpenMM wants lower triangular vectors in reduced form. */
    private void checkBox() {
        in("box vectors");
        if (box.size() != BOX_NUMBERS) {
            throw error(box.size() + " numbers, but three vectors have " + BOX_NUMBERS);
        }
        for (double value : box) {
            finite("component", value);
        }
        double ax = box.get(0);
        double bx = box.get(3);
        double by = box.get(4);
        double cx = box.get(6);
        double cy = box.get(7);
        double cz = box.get(8);
        if (!(box.get(1) == 0 && box.get(2) == 0 && box.get(5) == 0)) {
            throw error("a must lie along x and b in the xy plane, but they are " + box);
        }
        if (!(ax > 0
                && by > 0
                && cz > 0
                && ax >= 2 * Math.abs(bx)
                && ax >= 2 * Math.abs(cx)
                && by >= 2 * Math.abs(cy))) {
            throw error(box + " is not in reduced form");
        }
    }

    private void checkConstraints(List<Double> masses, List<SystemSpec.Constraint> constraints) {
        Set<Long> pairs = new HashSet<>();
        in("System");
        for (int i = 0; i < constraints.size(); i++) {
            at("constraint", i);
            SystemSpec.Constraint c = constraints.get(i);
            indices(c.particle1(), c.particle2());
            positive("distance", c.distance());
            if (!(masses.get(c.particle1()) > 0 && masses.get(c.particle2()) > 0)) {
                throw error("a particle without mass cannot be constrained");
            }
            newPair(pairs, c.particle1(), c.particle2());
        }
    }

    private void checkForceGroups(List<Force> forces, List<Integer> groups) {
        in("System");
        if (groups.size() != forces.size()) {
            throw error(groups.size() + " force groups for " + forces.size() + " forces");
        }
        for (int i = 0; i < groups.size(); i++) {
            at("force", i);
            if (groups.get(i) < 0 || groups.get(i) > 31) {
                throw error("force group = " + groups.get(i) + ", but 0 to 31 is needed");
            }
        }
    }

    private void checkForce(Force force, String name) {
        in(name);
        // A switch over the sealed types is a preview feature in Java 17.
        if (force instanceof HarmonicBondForce f) {
            for (int i = 0; i < f.bonds().size(); i++) {
                at("bond", i);
                checkBond(f.bonds().get(i));
            }
        } else if (force instanceof HarmonicAngleForce f) {
            for (int i = 0; i < f.angles().size(); i++) {
                at("angle", i);
                checkAngle(f.angles().get(i));
            }
        } else if (force instanceof PeriodicTorsionForce f) {
            for (int i = 0; i < f.torsions().size(); i++) {
                at("torsion", i);
                checkTorsion(f.torsions().get(i));
            }
        } else if (force instanceof NonbondedForce f) {
            checkNonbonded(f);
        } else if (force instanceof GbsaObcForce f) {
            checkGbsa(f);
        }
    }

    private void checkBond(HarmonicBondForce.Bond b) {
        indices(b.particle1(), b.particle2());
        notNegative("length", b.length());
        finite("k", b.k());
    }

    private void checkAngle(HarmonicAngleForce.Angle a) {
        indices(a.particle1(), a.particle2(), a.particle3());
        finite("k", a.k());
        if (!(a.angle() >= 0 && a.angle() <= MAX_ANGLE)) {
            throw error("angle = " + a.angle() + ", but 0 to π is needed");
        }
    }

    private void checkTorsion(PeriodicTorsionForce.Torsion t) {
        indices(t.particle1(), t.particle2(), t.particle3(), t.particle4());
        if (t.periodicity() < 1) {
            throw error("periodicity = " + t.periodicity() + ", but at least 1 is needed");
        }
        finite("phase", t.phase());
        finite("k", t.k());
    }

    private void checkNonbonded(NonbondedForce f) {
        boolean cut = f.method() != NonbondedForce.Method.NO_CUTOFF;
        boolean periodic = cut && f.method() != NonbondedForce.Method.CUTOFF_NON_PERIODIC;
        checkCutoff(cut, periodic, f.cutoff());
        positive("reaction-field dielectric", f.reactionFieldDielectric());
        positive("Ewald error tolerance", f.ewaldErrorTolerance());
        finite("switching distance", f.switchingDistance());
        if (cut && f.switchingDistance() >= f.cutoff()) {
            throw error("switching distance = " + f.switchingDistance() + " nm, but less than the cutoff of "
                    + f.cutoff() + " nm is needed");
        }
        checkCount(f.particles().size());
        for (int i = 0; i < f.particles().size(); i++) {
            NonbondedForce.Particle p = f.particles().get(i);
            at("particle", i);
            finite("charge", p.charge());
            notNegative("sigma", p.sigma());
            notNegative("epsilon", p.epsilon());
        }
        Set<Long> pairs = new HashSet<>();
        for (int i = 0; i < f.exceptions().size(); i++) {
            NonbondedForce.ParticleException e = f.exceptions().get(i);
            at("exception", i);
            indices(e.particle1(), e.particle2());
            finite("charge product", e.chargeProduct());
            notNegative("sigma", e.sigma());
            notNegative("epsilon", e.epsilon());
            newPair(pairs, e.particle1(), e.particle2());
        }
    }

    private void checkGbsa(GbsaObcForce f) {
        checkCutoff(f.method() != CutoffMethod.NO_CUTOFF, f.method() == CutoffMethod.CUTOFF_PERIODIC, f.cutoff());
        positive("solute dielectric", f.soluteDielectric());
        positive("solvent dielectric", f.solventDielectric());
        finite("surface area energy", f.surfaceAreaEnergy());
        checkCount(f.particles().size());
        for (int i = 0; i < f.particles().size(); i++) {
            GbsaObcForce.Particle p = f.particles().get(i);
            at("particle", i);
            finite("charge", p.charge());
            notNegative("radius", p.radius());
            finite("scale", p.scale());
        }
    }

    private void checkCutoff(boolean cut, boolean periodic, double cutoff) {
        finite("cutoff", cutoff);
        if (cut) {
            positive("cutoff", cutoff);
        }
        double halfBox = Math.min(box.get(0), Math.min(box.get(4), box.get(8))) / 2;
        if (periodic && cutoff > halfBox) {
            throw error("cutoff = " + cutoff + " nm, but at most half the box, " + halfBox + " nm, is possible");
        }
    }

    private void checkCount(int count) {
        if (count != particles) {
            throw error("it has " + count + " particles, but the System has " + particles);
        }
    }

    private void indices(int... indices) {
        for (int i = 0; i < indices.length; i++) {
            if (indices[i] < 0 || indices[i] >= particles) {
                throw error(
                        "particle " + indices[i] + " does not exist; the System has " + particles + ", counted from 0");
            }
            for (int j = 0; j < i; j++) {
                if (indices[i] == indices[j]) {
                    throw error("particle " + indices[i] + " is named twice");
                }
            }
        }
    }

    private void newPair(Set<Long> pairs, int p1, int p2) {
        if (!pairs.add((long) Math.min(p1, p2) * particles + Math.max(p1, p2))) {
            throw error("particles " + p1 + " and " + p2 + " already have one");
        }
    }

    private void finite(String what, double value) {
        if (!Double.isFinite(value)) {
            throw error(what + " = " + value + ", but a finite number is needed");
        }
    }

    private void notNegative(String what, double value) {
        finite(what, value);
        if (value < 0) {
            throw error(what + " = " + value + ", but 0 or more is needed");
        }
    }

    private void positive(String what, double value) {
        finite(what, value);
        if (value <= 0) {
            throw error(what + " = " + value + ", but more than 0 is needed");
        }
    }

    /** Notes the force, or the part of the System, that is checked next. */
    private void in(String name) {
        part = name;
        kind = "";
    }

    /** Notes the entry of it that is checked next. */
    private void at(String name, int index) {
        kind = name;
        entry = index;
    }

    private SystemSpecException error(String message) {
        return new SystemSpecException(part + (kind.isEmpty() ? "" : ", " + kind + " " + entry) + ": " + message);
    }
}
