package org.openmmbg.openmm.system;

import java.util.List;

/** Checks bonds, angles and torsions. */
final class BondedCheck {
    /** OpenMM's own allowance on an angle of 180 degrees written with few digits. */
    private static final double MAX_ANGLE = Math.PI * 1.000001;

    /** Fewest grid points of a map along an axis: OpenMM's periodic spline needs three, the first again at the end. */
    private static final int MIN_MAP_SIZE = 2;

    private final Place place;

    BondedCheck(Place place) {
        this.place = place;
    }

    void check(HarmonicBondForce force) {
        for (int i = 0; i < force.bonds().size(); i++) {
            HarmonicBondForce.Bond b = force.bonds().get(i);
            place.at("bond", i);
            place.distinct(b.particle1(), b.particle2());
            place.notNegative("length", b.length());
            place.finite("k", b.k());
        }
    }

    void check(HarmonicAngleForce force) {
        for (int i = 0; i < force.angles().size(); i++) {
            HarmonicAngleForce.Angle a = force.angles().get(i);
            place.at("angle", i);
            place.distinct(a.particle1(), a.particle2(), a.particle3());
            place.finite("k", a.k());
            if (!(a.angle() >= 0 && a.angle() <= MAX_ANGLE)) {
                throw place.error("angle = " + a.angle() + ", but 0 to π is needed");
            }
        }
    }

    void check(PeriodicTorsionForce force) {
        for (int i = 0; i < force.torsions().size(); i++) {
            PeriodicTorsionForce.Torsion t = force.torsions().get(i);
            place.at("torsion", i);
            place.distinct(t.particle1(), t.particle2(), t.particle3(), t.particle4());
            if (t.periodicity() < 1) {
                throw place.error("periodicity = " + t.periodicity() + ", but at least 1 is needed");
            }
            place.finite("phase", t.phase());
            place.finite("k", t.k());
        }
    }

    void check(RbTorsionForce force) {
        for (int i = 0; i < force.torsions().size(); i++) {
            RbTorsionForce.Torsion t = force.torsions().get(i);
            place.at("torsion", i);
            place.distinct(t.particle1(), t.particle2(), t.particle3(), t.particle4());
            double[] coefficients = {t.c0(), t.c1(), t.c2(), t.c3(), t.c4(), t.c5()};
            for (int j = 0; j < coefficients.length; j++) {
                place.finite("c" + j, coefficients[j]);
            }
        }
    }

    void check(CmapTorsionForce force) {
        for (int i = 0; i < force.maps().size(); i++) {
            CmapTorsionForce.EnergyMap map = force.maps().get(i);
            place.at("map", i);
            if (map.size() < MIN_MAP_SIZE) {
                throw place.error("size = " + map.size() + ", but at least " + MIN_MAP_SIZE + " is needed");
            }
            if ((long) map.size() * map.size() != map.energy().size()) {
                throw place.error(map.energy().size() + " energies, but a map of size " + map.size() + " has "
                        + (long) map.size() * map.size());
            }
            for (double energy : map.energy()) {
                place.finite("energy", energy);
            }
        }
        for (int i = 0; i < force.torsions().size(); i++) {
            CmapTorsionForce.TorsionPair pair = force.torsions().get(i);
            place.at("torsion", i);
            place.exists("map", pair.map(), force.maps().size());
            checkFour(pair.first());
            checkFour(pair.second());
        }
    }

    private void checkFour(List<Integer> particles) {
        place.count("particles in a torsion", particles.size(), 4);
        place.distinct(particles);
    }
}
