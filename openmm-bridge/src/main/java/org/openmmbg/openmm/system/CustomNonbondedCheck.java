package org.openmmbg.openmm.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Checks custom forces between all particles. */
final class CustomNonbondedCheck {
    private static final String DISTANCE = "r";

    private final Place place;
    private final CutoffCheck cutoffs;

    CustomNonbondedCheck(Place place) {
        this.place = place;
        cutoffs = new CutoffCheck(place);
    }

    void check(CustomNonbondedForce f) {
        cutoffs.check(f.method(), f.cutoff(), f.switchingDistance());
        CustomParametersCheck check = new CustomParametersCheck(place, f.parameters(), true, true);
        check.check(Map.of());
        Expression energy =
                check.check(f.energy(), check.scope(pair(f.parameters().perItem())));
        if (f.longRangeCorrection()
                && f.method() == CutoffMethod.CUTOFF_PERIODIC
                && !energy.names().contains(DISTANCE)) {
            throw place.error("a long-range correction needs an energy that depends on " + DISTANCE);
        }
        checkParticles(check, f.particles(), f.exclusions());
        for (int i = 0; i < f.groups().size(); i++) {
            place.at("interaction group", i);
            place.distinct(f.groups().get(i).set1());
            place.distinct(f.groups().get(i).set2());
        }
    }

    void check(CustomGbForce f) {
        cutoffs.check(f.method(), f.cutoff(), -1);
        CustomParametersCheck check = new CustomParametersCheck(place, f.parameters(), true, true);
        check.check(Map.of());
        List<String> perParticle = new ArrayList<>(f.parameters().perItem());
        for (int i = 0; i < f.values().size(); i++) {
            CustomGbForce.ComputedValue value = f.values().get(i);
            place.at("computed value", i);
            checkOrder(value.sum(), i);
            NameCheck.checkLegal(place, value.name());
            check.check(value.expression(), check.scope(i == 0 ? pair(perParticle) : single(perParticle)));
            perParticle.add(value.name());
        }
        ExpressionScope single = check.scope(single(perParticle));
        ExpressionScope pair = check.scope(pair(perParticle));
        for (int i = 0; i < f.energies().size(); i++) {
            CustomGbForce.EnergyTerm term = f.energies().get(i);
            place.at("energy term", i);
            if (f.values().isEmpty()) {
                // OpenMM 7.3 reads foreign memory there.
                throw place.error("it needs a computed value before it; without any, another kind of force will do");
            }
            check.check(term.expression(), term.sum() == CustomGbForce.Sum.SINGLE_PARTICLE ? single : pair);
        }
        checkParticles(check, f.particles(), f.exclusions());
    }

    private void checkOrder(CustomGbForce.Sum sum, int index) {
        if ((sum == CustomGbForce.Sum.SINGLE_PARTICLE) == (index == 0)) {
            throw place.error("sum = " + sum + ", but OpenMM needs pairs in the first value and single particles in the"
                    + " others");
        }
    }

    /** Returns what an expression of a pair may name: the distance, and what both particles have. */
    private static List<String> pair(List<String> perParticle) {
        return Stream.concat(
                        Stream.of(DISTANCE), perParticle.stream().flatMap(name -> Stream.of(name + "1", name + "2")))
                .toList();
    }

    /** Returns what an expression of a single particle may name: its coordinates, and what it has. */
    private static List<String> single(List<String> perParticle) {
        return Stream.concat(Stream.of("x", "y", "z"), perParticle.stream()).toList();
    }

    private void checkParticles(
            CustomParametersCheck check, List<List<Double>> particles, List<ParticlePair> exclusions) {
        place.atAll();
        place.oneForEachParticle(particles.size());
        for (int i = 0; i < particles.size(); i++) {
            place.at("particle", i);
            check.checkValues(particles.get(i));
        }
        Place.Pairs pairs = place.new Pairs();
        for (int i = 0; i < exclusions.size(); i++) {
            place.at("exclusion", i);
            pairs.add(exclusions.get(i).particle1(), exclusions.get(i).particle2());
        }
    }
}
