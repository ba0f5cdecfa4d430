package org.openmmbg.systems.forcefield;

import java.util.List;

/** Which types the atoms of a term, such as a bond, may have: one set for each place. */
record TypePattern(List<TypeSet> sets) {
    TypePattern {
        sets = List.copyOf(sets);
    }

    /** Returns whether the types fit the places in this order. */
    boolean fits(List<AtomType> types) {
        for (int i = 0; i < sets.size(); i++) {
            if (!sets.get(i).contains(types.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether the types fit the places in this order or the other way round. */
    boolean fitsEitherWay(List<AtomType> types) {
        if (fits(types)) {
            return true;
        }
        int last = sets.size() - 1;
        for (int i = 0; i <= last; i++) {
            if (!sets.get(i).contains(types.get(last - i))) {
                return false;
            }
        }
        return true;
    }

    boolean hasWildcard() {
        return sets.stream().anyMatch(TypeSet::wildcard);
    }
}
