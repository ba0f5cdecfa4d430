package org.openmmbg.openmm.system;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Checks custom forces on given particles or groups. */
final class CustomBondedCheck {
    private static final Map<String, Integer> PERIODIC_DISTANCE = Map.of("periodicdistance", 6);

    private final Place place;

    CustomBondedCheck(Place place) {
        this.place = place;
    }

    void check(CustomBondForce f) {
        checkBonded(f.parameters(), f.energy(), List.of("r"));
        checkTerms("bond", f.bonds(), 2, f.parameters());
    }

    void check(CustomAngleForce f) {
        checkBonded(f.parameters(), f.energy(), List.of("theta"));
        checkTerms("angle", f.angles(), 3, f.parameters());
    }

    void check(CustomTorsionForce f) {
        checkBonded(f.parameters(), f.energy(), List.of("theta"));
        checkTerms("torsion", f.torsions(), 4, f.parameters());
    }

    private void checkBonded(CustomParameters parameters, String energy, List<String> variables) {
        CustomParametersCheck check = new CustomParametersCheck(place, parameters, true, false);
        check.check(Map.of());
        check.check(energy, check.scope(join(variables, parameters.perItem())));
    }

    void check(CustomExternalForce f) {
        CustomParametersCheck check = new CustomParametersCheck(place, f.parameters(), false, false);
        check.check(PERIODIC_DISTANCE);
        ExpressionScope scope =
                check.scope(join(List.of("x", "y", "z"), f.parameters().perItem()));
        check.check(f.energy(), new ExpressionScope(scope.variables(), PERIODIC_DISTANCE, Set.of(), Map.of()));
        checkTerms("particle", f.particles(), 1, f.parameters());
    }

    void check(CustomCompoundBondForce f) {
        checkPoints("particles per bond", f.particlesPerBond(), "p", f.parameters(), f.energy());
        for (int i = 0; i < f.bonds().size(); i++) {
            CustomTerm bond = f.bonds().get(i);
            place.at("bond", i);
            place.count("particles", bond.particles().size(), f.particlesPerBond());
            for (int particle : bond.particles()) {
                place.exists("particle", particle, place.particles());
            }
            checkValues(bond, f.parameters());
        }
    }

    void check(CustomCentroidBondForce f) {
        checkPoints("groups per bond", f.groupsPerBond(), "g", f.parameters(), f.energy());
        for (int i = 0; i < f.groups().size(); i++) {
            place.at("group", i);
            checkGroup(f.groups().get(i));
        }
        for (int i = 0; i < f.bonds().size(); i++) {
            CustomTerm bond = f.bonds().get(i);
            place.at("bond", i);
            place.count("groups", bond.particles().size(), f.groupsPerBond());
            for (int group : bond.particles()) {
                place.exists("group", group, f.groups().size());
            }
            checkValues(bond, f.parameters());
        }
    }

    private void checkGroup(CustomCentroidBondForce.Group group) {
        place.distinct(group.particles());
        if (!group.weights().isEmpty()) {
            place.count("weights", group.weights().size(), group.particles().size());
        }
        double sum = 0;
        for (double weight : group.weights().isEmpty()
                ? group.particles().stream().map(place::mass).toList()
                : group.weights()) {
            place.finite("weight", weight);
            sum += weight;
        }
        if (sum == 0 || !Double.isFinite(sum)) {
            throw place.error(
                    "its weights, or its masses where it has none, sum to " + sum + ", but another number is needed");
        }
    }

    /** Checks the expression of a force between several points: particles, or centres of groups. */
    private void checkPoints(String what, int count, String letter, CustomParameters parameters, String energy) {
        if (count < 1) {
            throw place.error(count + " " + what + ", but at least 1 is needed");
        }
        // An expression cannot name more, whatever the count.
        int named = Math.min(count, Expression.MAX_SIZE);
        List<String> variables = new ArrayList<>();
        Set<String> points = new HashSet<>();
        for (int i = 1; i <= named; i++) {
            points.add(letter + i);
            variables.addAll(List.of("x" + i, "y" + i, "z" + i));
        }
        CustomParametersCheck check = new CustomParametersCheck(place, parameters, true, true);
        Map<String, Integer> functions = new HashMap<>(ExpressionScope.COORDINATE_GEOMETRY);
        functions.putAll(ExpressionScope.GEOMETRY);
        check.check(functions);
        ExpressionScope scope = check.scope(join(variables, parameters.perItem()));
        functions.putAll(scope.functions());
        check.check(energy, new ExpressionScope(scope.variables(), functions, points, ExpressionScope.GEOMETRY));
    }

    private static List<String> join(List<String> names, List<String> more) {
        return Stream.concat(names.stream(), more.stream()).toList();
    }

    private void checkTerms(String what, List<CustomTerm> terms, int particles, CustomParameters parameters) {
        for (int i = 0; i < terms.size(); i++) {
            CustomTerm term = terms.get(i);
            place.at(what, i);
            place.count("particles", term.particles().size(), particles);
            place.distinct(term.particles());
            checkValues(term, parameters);
        }
    }

    private void checkValues(CustomTerm term, CustomParameters parameters) {
        new CustomParametersCheck(place, parameters, true, true).checkValues(term.parameters());
    }
}
