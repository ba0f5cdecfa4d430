package org.openmmbg.openmm.system;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The System that is checked, and what of it is looked at right now, for messages that name the force and the entry. */
final class Place {
    private final List<Double> masses;
    private final List<Double> box;
    private String part = "";
    private String kind = "";
    private int entry;

    Place(List<Double> masses, List<Double> box) {
        this.masses = masses;
        this.box = box;
    }

    /** Returns the number of particles. */
    int particles() {
        return masses.size();
    }

    /** Returns the mass of a particle, whose index was checked. */
    double mass(int particle) {
        return masses.get(particle);
    }

    /** Returns a component of a box vector. */
    double box(int row, int column) {
        return box.get(3 * row + column);
    }

    /** Notes the force, or the part of the System, that is checked next. */
    void in(String name) {
        part = name;
        kind = "";
    }

    /** Notes the entry of it that is checked next. */
    void at(String name, int index) {
        kind = name;
        entry = index;
    }

    /** Notes that the force itself is checked again, after its entries. */
    void atAll() {
        kind = "";
    }

    SystemSpecException error(String message) {
        return new SystemSpecException(part + (kind.isEmpty() ? "" : ", " + kind + " " + entry) + ": " + message);
    }

    /** Checks that particles exist, and that none is named twice. */
    void distinct(int... indices) {
        for (int i = 0; i < indices.length; i++) {
            exists("particle", indices[i], particles());
            for (int j = 0; j < i; j++) {
                if (indices[i] == indices[j]) {
                    throw error("particle " + indices[i] + " is named twice");
                }
            }
        }
    }

    /** Checks particles of a list likewise; lists may be long. */
    void distinct(List<Integer> indices) {
        Set<Integer> seen = new HashSet<>();
        for (int index : indices) {
            exists("particle", index, particles());
            if (!seen.add(index)) {
                throw error("particle " + index + " is named twice");
            }
        }
    }

    /** Checks an index of something there are {@code count} of. */
    void exists(String what, int index, int count) {
        if (index < 0 || index >= count) {
            String owner = what.equals("particle") ? "the System" : "the force";
            throw error(what + " " + index + " does not exist; " + owner + " has " + count + ", counted from 0");
        }
    }

    /** Checks that a force has an entry for each particle. */
    void oneForEachParticle(int count) {
        if (count != particles()) {
            throw error("it has " + count + " particles, but the System has " + particles());
        }
    }

    /** Checks the number of something. */
    void count(String what, int count, int needed) {
        if (count != needed) {
            throw error(count + " " + what + ", but " + needed + (needed == 1 ? " is" : " are") + " needed");
        }
    }

    void finite(String what, double value) {
        if (!Double.isFinite(value)) {
            throw error(what + " = " + value + ", but a finite number is needed");
        }
    }

    void notNegative(String what, double value) {
        finite(what, value);
        if (value < 0) {
            throw error(what + " = " + value + ", but 0 or more is needed");
        }
    }

    void positive(String what, double value) {
        finite(what, value);
        if (value <= 0) {
            throw error(what + " = " + value + ", but more than 0 is needed");
        }
    }

    /** Pairs of particles that may each come once. */
    final class Pairs {
        private final Set<Long> seen = new HashSet<>();

        /** Checks both particles, and that no earlier entry has them. */
        void add(int particle1, int particle2) {
            distinct(particle1, particle2);
            if (!seen.add((long) Math.min(particle1, particle2) * particles() + Math.max(particle1, particle2))) {
                throw error("particles " + particle1 + " and " + particle2 + " already have one");
            }
        }
    }
}
