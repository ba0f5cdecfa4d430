package org.openmmbg.openmm.system;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks a System: its particles, box, virtual sites and constraints here, each force by {@link ForceCheck}. */
final class SystemSpecCheck {
    private static final int BOX_NUMBERS = 9;

    /** Number of force groups OpenMM has. */
    private static final int GROUPS = 32;

    private final Place place;
    private final List<Double> box;

    private SystemSpecCheck(Place place, List<Double> box) {
        this.place = place;
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
        Place place = new Place(masses, box);
        SystemSpecCheck check = new SystemSpecCheck(place, box);
        check.checkMasses(masses);
        check.checkBox();
        VirtualSiteCheck.check(place, virtualSites);
        check.checkConstraints(constraints);
        check.checkForceGroups(forces.size(), forceGroups);
        check.checkForces(forces);
    }

    private void checkMasses(List<Double> masses) {
        place.in("System");
        if (masses.isEmpty()) {
            throw place.error("it has no particles");
        }
        for (int i = 0; i < masses.size(); i++) {
            place.at("particle", i);
            place.notNegative("mass", masses.get(i));
        }
    }

    /** OpenMM wants lower triangular vectors in reduced form. */
    private void checkBox() {
        place.in("box vectors");
        if (box.size() != BOX_NUMBERS) {
            throw place.error(box.size() + " numbers, but three vectors have " + BOX_NUMBERS);
        }
        for (double value : box) {
            place.finite("component", value);
        }
        if (!(place.box(0, 1) == 0 && place.box(0, 2) == 0 && place.box(1, 2) == 0)) {
            throw place.error("a must lie along x and b in the xy plane, but they are " + box);
        }
        double ax = place.box(0, 0);
        double by = place.box(1, 1);
        if (!(ax > 0
                && by > 0
                && place.box(2, 2) > 0
                && ax >= 2 * Math.abs(place.box(1, 0))
                && ax >= 2 * Math.abs(place.box(2, 0))
                && by >= 2 * Math.abs(place.box(2, 1)))) {
            throw place.error(box + " is not in reduced form");
        }
    }

    private void checkConstraints(List<SystemSpec.Constraint> constraints) {
        place.in("System");
        Place.Pairs pairs = place.new Pairs();
        for (int i = 0; i < constraints.size(); i++) {
            place.at("constraint", i);
            SystemSpec.Constraint c = constraints.get(i);
            pairs.add(c.particle1(), c.particle2());
            place.positive("distance", c.distance());
            if (!(place.mass(c.particle1()) > 0 && place.mass(c.particle2()) > 0)) {
                throw place.error("a particle without mass cannot be constrained");
            }
        }
    }

    private void checkForceGroups(int forces, List<Integer> groups) {
        place.in("System");
        place.count("force groups", groups.size(), forces);
        for (int i = 0; i < groups.size(); i++) {
            place.at("force", i);
            if (groups.get(i) < 0 || groups.get(i) >= GROUPS) {
                throw place.error("force group = " + groups.get(i) + ", but 0 to " + (GROUPS - 1) + " is needed");
            }
        }
    }

    /** Checks the forces, and that those which share a global parameter agree on its default. */
    private void checkForces(List<Force> forces) {
        ForceCheck check = new ForceCheck(place);
        Map<String, Double> defaults = new HashMap<>();
        for (int i = 0; i < forces.size(); i++) {
            place.in(forces.get(i).openMmName() + " (force " + i + ")");
            for (GlobalParameter parameter : forces.get(i).accept(check)) {
                place.atAll();
                Double other = defaults.putIfAbsent(parameter.name(), parameter.defaultValue());
                if (other != null && other != parameter.defaultValue()) {
                    throw place.error("global parameter " + parameter.name() + " = " + parameter.defaultValue()
                            + ", but an earlier force has the default " + other + " for it");
                }
            }
        }
    }
}
