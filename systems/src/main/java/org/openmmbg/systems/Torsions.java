package org.openmmbg.systems;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The backbone torsions φ, ψ and ω of peptides, found by atom names and bonds. */
public final class Torsions {
    private Torsions() {}

    /**
     * Returns φ (C–N–CA–C) of every residue that has one, then ψ (N–CA–C–N), in the order of the residues. They are
     * named {@code phi} and {@code psi} when there is one of each, else by number along the chain: {@code phi1},
     * {@code psi1}, ….
     *
     * @param topology with its bonds
     */
    public static List<TorsionObservable> backbone(Topology topology) {
        List<PeptideBond> bonds = PeptideBond.of(topology);
        Map<Integer, PeptideBond> byNitrogen = new HashMap<>();
        Map<Integer, PeptideBond> byCarbonyl = new HashMap<>();
        for (PeptideBond bond : bonds) {
            byNitrogen.put(bond.nitrogen(), bond);
            byCarbonyl.put(bond.carbonyl(), bond);
        }
        List<TorsionObservable> phi = new ArrayList<>();
        List<TorsionObservable> psi = new ArrayList<>();
        for (int r = 0; r < topology.residues().size(); r++) {
            int n = topology.find(r, "N");
            int ca = topology.find(r, "CA");
            int c = topology.find(r, "C");
            if (n < 0 || ca < 0 || c < 0) {
                continue;
            }
            PeptideBond before = byNitrogen.get(n);
            PeptideBond after = byCarbonyl.get(c);
            if (before != null) {
                phi.add(new TorsionObservable("phi" + (phi.size() + 1), before.carbonyl(), n, ca, c));
            }
            if (after != null) {
                psi.add(new TorsionObservable("psi" + (psi.size() + 1), n, ca, c, after.nitrogen()));
            }
        }
        List<TorsionObservable> all = new ArrayList<>(single(phi));
        all.addAll(single(psi));
        return all;
    }

    /**
     * Returns ω (CA–C–N–CA) of every peptide bond, in the order of their carbonyl atoms; named {@code omega1},
     * {@code omega2}, …, or {@code omega} when there is one.
     *
     * @param topology with its bonds
     */
    public static List<TorsionObservable> omega(Topology topology) {
        List<PeptideBond> bonds = new ArrayList<>(PeptideBond.of(topology));
        bonds.sort(Comparator.comparingInt(PeptideBond::carbonyl));
        List<TorsionObservable> all = new ArrayList<>();
        for (PeptideBond b : bonds) {
            all.add(new TorsionObservable(
                    "omega" + (all.size() + 1), b.alphaBefore(), b.carbonyl(), b.nitrogen(), b.alphaAfter()));
        }
        return single(all);
    }

    /** A torsion that is the only one of its kind needs no number. */
    private static List<TorsionObservable> single(List<TorsionObservable> torsions) {
        if (torsions.size() != 1) {
            return torsions;
        }
        TorsionObservable t = torsions.get(0);
        return List.of(new TorsionObservable(t.name().replace("1", ""), t.i(), t.j(), t.k(), t.l()));
    }
}
