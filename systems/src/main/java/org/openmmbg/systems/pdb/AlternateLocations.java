package org.openmmbg.systems.pdb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Chooses one of the alternate locations of a residue: the one whose atoms have the highest mean occupancy, the first
 * letter where that is equal, so that the atoms kept belong together. An atom that does not have that location is kept at
 * its own of highest occupancy, unless it belongs to another residue at the same place of the sequence.
 */
final class AlternateLocations {
    /** Means of equal occupancies may differ in their last bits. */
    private static final double SAME = 1e-9;

    private final List<AtomRecord> residue;
    private final List<String> letters = new ArrayList<>();

    private AlternateLocations(List<AtomRecord> residue) {
        this.residue = residue;
        Set<String> withAlternates = new HashSet<>();
        for (AtomRecord atom : residue) {
            if (!atom.alternate().isEmpty()) {
                withAlternates.add(atom.name());
            }
        }
        for (AtomRecord atom : residue) {
            // A location without a letter beside others with one is one of them.
            boolean unnamed = atom.alternate().isEmpty() && withAlternates.contains(atom.name());
            letters.add(unnamed ? " " : atom.alternate());
        }
    }

    /**
     * Returns which atoms to keep.
     *
     * @param residue the atoms of one residue
     * @return positions in the list, ascending; at least one
     */
    static List<Integer> kept(List<AtomRecord> residue) {
        return new AlternateLocations(residue).kept();
    }

    private List<Integer> kept() {
        String chosen = chosen();
        int named = Math.max(0, letters.indexOf(chosen));
        String name = residue.get(named).residue();
        Map<String, Integer> best = new HashMap<>();
        TreeSet<Integer> kept = new TreeSet<>();
        for (int i = 0; i < residue.size(); i++) {
            AtomRecord atom = residue.get(i);
            if (!atom.residue().equals(name)) {
                continue;
            }
            if (letters.get(i).isEmpty()) {
                kept.add(i);
                continue;
            }
            Integer rival = best.get(atom.name());
            if (rival == null || isBetter(i, rival, chosen)) {
                best.put(atom.name(), i);
            }
        }
        kept.addAll(best.values());
        return List.copyOf(kept);
    }

    /** The letter of the highest mean occupancy; empty when there are no alternate locations. */
    private String chosen() {
        Map<String, double[]> sums = new TreeMap<>();
        for (int i = 0; i < residue.size(); i++) {
            if (!letters.get(i).isEmpty()) {
                double[] sum = sums.computeIfAbsent(letters.get(i), letter -> new double[2]);
                sum[0] += residue.get(i).occupancy();
                sum[1]++;
            }
        }
        String chosen = "";
        double highest = Double.NEGATIVE_INFINITY;
        for (Map.Entry<String, double[]> entry : sums.entrySet()) {
            double mean = entry.getValue()[0] / entry.getValue()[1];
            if (mean > highest + SAME) {
                highest = mean;
                chosen = entry.getKey();
            }
        }
        return chosen;
    }

    private boolean isBetter(int atom, int rival, String chosen) {
        boolean atomChosen = letters.get(atom).equals(chosen);
        boolean rivalChosen = letters.get(rival).equals(chosen);
        if (atomChosen || rivalChosen) {
            return !rivalChosen;
        }
        double more = residue.get(atom).occupancy() - residue.get(rival).occupancy();
        return more > 0 || (more == 0 && letters.get(atom).compareTo(letters.get(rival)) < 0);
    }
}
