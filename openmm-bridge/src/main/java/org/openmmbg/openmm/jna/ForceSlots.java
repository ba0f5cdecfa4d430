package org.openmmbg.openmm.jna;

import java.util.ArrayList;
import java.util.List;
import org.openmmbg.openmm.OpenMmException;
import org.openmmbg.openmm.system.CmMotionRemover;
import org.openmmbg.openmm.system.Force;
import org.openmmbg.openmm.system.SystemSpec;

/**
 * The force groups of a Context: one slot for each pair of a force's name and its group in the System, so that one
 * Context gives energies by name and by group both. OpenMM has 32.
 *
 * <p>A {@link CmMotionRemover} has no energy and no slot of its own.
 */
public final class ForceSlots {
    /** Number of force groups OpenMM has. */
    private static final int MAX_SLOTS = 32;

    private final List<Slot> slots;
    private final List<Integer> ofForces;
    private final List<String> names;

    private record Slot(int group, String name) {}

    private ForceSlots(List<Slot> slots, List<Integer> ofForces, List<String> names) {
        this.slots = slots;
        this.ofForces = ofForces;
        this.names = names;
    }

    /**
     * Deals out the slots.
     *
     * @throws OpenMmException if there are more pairs of names and groups than OpenMM has force groups
     */
    public static ForceSlots of(SystemSpec spec) {
        List<Slot> slots = new ArrayList<>();
        List<Integer> ofForces = new ArrayList<>();
        for (int i = 0; i < spec.forces().size(); i++) {
            Force force = spec.forces().get(i);
            if (force instanceof CmMotionRemover) {
                ofForces.add(0);
                continue;
            }
            Slot slot = new Slot(spec.forceGroups().get(i), force.openMmName());
            if (!slots.contains(slot)) {
                slots.add(slot);
            }
            ofForces.add(slots.indexOf(slot));
        }
        if (slots.size() > MAX_SLOTS) {
            throw new OpenMmException("the System has forces of " + slots.size() + " pairs of kind and force group, but"
                    + " OpenMM tells " + MAX_SLOTS + " apart: put some into one group");
        }
        return new ForceSlots(List.copyOf(slots), List.copyOf(ofForces), spec.forceNames());
    }

    /** Returns the slot of a force of the System, its force group in the Context. */
    public int slot(int force) {
        return ofForces.get(force);
    }

    /** Returns the number of slots. */
    public int count() {
        return slots.size();
    }

    /** Returns the names of the forces in order, each once. */
    public List<String> names() {
        return names;
    }

    /** Returns the slots of all forces of a name, one bit each. */
    public int maskOfName(String name) {
        int mask = 0;
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i).name().equals(name)) {
                mask |= 1 << i;
            }
        }
        return mask;
    }

    /**
     * Returns the slots of all forces in some groups, one bit each.
     *
     * @param groups the groups of the System, one bit each
     */
    public int maskOfGroups(int groups) {
        int mask = 0;
        for (int i = 0; i < slots.size(); i++) {
            if ((groups & (1 << slots.get(i).group())) != 0) {
                mask |= 1 << i;
            }
        }
        return mask;
    }
}
