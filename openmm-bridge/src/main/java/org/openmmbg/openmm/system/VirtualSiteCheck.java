package org.openmmbg.openmm.system;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks virtual sites: massless, one a particle, of particles that are no sites, with weights that sum to 1. */
final class VirtualSiteCheck {
    /** How far the sum of weights may be from 1: files hold them with few digits. */
    private static final double TOLERANCE = 1e-5;

    private final Place place;
    private final Set<Integer> sites;

    private VirtualSiteCheck(Place place, Set<Integer> sites) {
        this.place = place;
        this.sites = sites;
    }

    static void check(Place place, List<VirtualSite> virtualSites) {
        Set<Integer> sites = virtualSites.stream().map(VirtualSite::particle).collect(Collectors.toUnmodifiableSet());
        VirtualSiteCheck check = new VirtualSiteCheck(place, sites);
        place.in("System");
        for (int i = 0; i < virtualSites.size(); i++) {
            place.at("virtual site", i);
            check.check(virtualSites.get(i));
        }
        if (sites.size() != virtualSites.size()) {
            place.atAll();
            throw place.error("a particle is a virtual site twice");
        }
    }

    private void check(VirtualSite site) {
        // A switch over the sealed types is a preview feature in Java 17.
        if (site instanceof VirtualSite.TwoParticleAverage s) {
            check(s.particle(), s.particle1(), s.particle2());
            sum(s.weight1(), s.weight2());
        } else if (site instanceof VirtualSite.ThreeParticleAverage s) {
            check(s.particle(), s.particle1(), s.particle2(), s.particle3());
            sum(s.weight1(), s.weight2(), s.weight3());
        } else if (site instanceof VirtualSite.OutOfPlane s) {
            check(s.particle(), s.particle1(), s.particle2(), s.particle3());
            place.finite("weight12", s.weight12());
            place.finite("weight13", s.weight13());
            place.finite("weightCross", s.weightCross());
        }
    }

    private void check(int... particles) {
        place.distinct(particles);
        if (place.mass(particles[0]) != 0) {
            throw place.error("particle " + particles[0] + " has mass " + place.mass(particles[0])
                    + ", but a virtual site has none: 0 is needed");
        }
        for (int i = 1; i < particles.length; i++) {
            if (sites.contains(particles[i])) {
                throw place.error(
                        "particle " + particles[i] + " is a virtual site itself, and a site cannot depend on another");
            }
        }
    }

    private void sum(double... weights) {
        double sum = 0;
        for (double weight : weights) {
            place.finite("weight", weight);
            sum += weight;
        }
        if (!(Math.abs(sum - 1) <= TOLERANCE)) {
            throw place.error("the weights sum to " + sum + ", but 1 is needed");
        }
    }
}
