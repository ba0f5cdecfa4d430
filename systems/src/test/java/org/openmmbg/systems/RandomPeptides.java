package org.openmmbg.systems;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.openmmbg.coordinates.InternalCoordinates;
import org.openmmbg.coordinates.TorsionKind;
import org.openmmbg.coordinates.ZMatrix;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

/**
 * Capped peptides of two to six residues of any kind, now and then with a disulfide bridge, in random conformations: bond
 * lengths and angles near the ideal ones, L, trans, aromatic rings nearly flat, all other torsions anywhere. Atoms
 * may overlap, a bridge may be of any length, and so may be the bond that closes the ring of proline.
 */
final class RandomPeptides {
    private static final List<String> RESIDUES = List.of(
            "ALA", "ARG", "ASN", "ASP", "CYS", "GLN", "GLU", "GLY", "HIS", "ILE", "LEU", "LYS", "MET", "PHE", "PRO",
            "SER", "THR", "TRP", "TYR", "VAL");
    private static final double BOND_NOISE = 0.002;
    private static final double ANGLE_NOISE = 0.05;
    private static final double TORSION_NOISE = 0.1;

    private final RandomStream random;

    RandomPeptides(long seed) {
        random = new RandomStream(seed, Purpose.TEST, 0);
    }

    /** A peptide. */
    record Peptide(String name, Topology topology, List<Double> positions) {
        double[] array() {
            return positions.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }

    Peptide next() throws IOException {
        int length = 2 + random.nextInt(5);
        List<String> sequence = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            sequence.add(RESIDUES.get(random.nextInt(RESIDUES.size())));
        }
        boolean bridge = length > 2 && random.nextInt(4) == 0;
        if (bridge) {
            sequence.set(0, "CYX");
            sequence.set(length - 1, "CYX");
        }
        Topology topology = Peptides.capped(sequence.toArray(new String[0]));
        if (bridge) {
            List<Topology.Bond> bonds = new ArrayList<>(topology.bonds());
            bonds.add(new Topology.Bond(topology.find(1, "SG"), topology.find(length, "SG")));
            topology = topology.withBonds(bonds);
        }
        double[] positions = conformation(topology);
        return new Peptide(
                String.join("-", sequence),
                topology,
                Arrays.stream(positions).boxed().toList());
    }

    private double[] conformation(Topology topology) {
        InternalLayout layout = layoutAnywhere(topology);
        InternalCoordinates coordinates = new InternalCoordinates(layout.zMatrix());
        double[] q = ideal(topology, layout, coordinates);
        double[] x = new double[3 * topology.atomCount()];
        coordinates.toCartesian(0, 1, q, x, null);
        for (TargetRule.Centre centre : TargetRule.of(topology).centres()) {
            if (!new TargetRule(List.of(centre), List.of()).accepts(x, 0)) {
                mirror(new BondGraph(topology), layout.zMatrix(), coordinates, centre.alpha(), q);
            }
        }
        coordinates.toCartesian(0, 1, q, x, null);
        return x;
    }

    /** Rows and kinds of torsions, with atoms anywhere; three of them may by chance lie in a line. */
    private InternalLayout layoutAnywhere(Topology topology) {
        double[] anywhere = new double[3 * topology.atomCount()];
        while (true) {
            random.fillGaussian(anywhere, 0, anywhere.length);
            try {
                return ZMatrixBuilder.build(topology, anywhere, false);
            } catch (IllegalArgumentException e) {
                if (!String.valueOf(e.getMessage()).contains("in a line")) {
                    throw e;
                }
            }
        }
    }

    private double[] ideal(Topology topology, InternalLayout layout, InternalCoordinates coordinates) {
        BondGraph graph = new BondGraph(topology);
        List<ZMatrix.Row> rows = layout.zMatrix().rows();
        double[] q = new double[coordinates.dimension()];
        int[] impropers = new int[topology.atomCount()];
        for (int i = 1; i < rows.size(); i++) {
            ZMatrix.Row row = rows.get(i);
            q[i - 1] = length(topology, row) + BOND_NOISE * noise();
            if (i >= 2) {
                q[coordinates.angleOffset() + i - 2] =
                        angle(graph, row.atom(), row.bondAtom(), row.angleAtom()) + ANGLE_NOISE * noise();
            }
            if (i >= 3) {
                boolean free = layout.torsions().get(i - 3).kind() == TorsionKind.PERIODIC;
                boolean improper = graph.neighbours(row.bondAtom()).contains(row.torsionAtom());
                double value = Math.PI;
                if (free) {
                    value = Math.PI * (2 * random.nextDouble() - 1);
                } else if (improper && !graph.isTrigonal(row.bondAtom())) {
                    value = (impropers[row.bondAtom()]++ % 2 == 0 ? 1 : -1) * 2 * Math.PI / 3;
                } else if (!improper
                        && graph.inRing(row.bondAtom(), row.angleAtom())
                        && graph.ring(row.bondAtom(), row.angleAtom())
                                .containsAll(List.of(row.atom(), row.torsionAtom()))) {
                    value = 0;
                }
                q[coordinates.torsionOffset() + i - 3] = value + (free ? 0 : TORSION_NOISE * noise());
            }
        }
        return q;
    }

    private static void mirror(
            BondGraph graph, ZMatrix zMatrix, InternalCoordinates coordinates, int centre, double[] q) {
        for (int i = 3; i < zMatrix.atomCount(); i++) {
            ZMatrix.Row row = zMatrix.rows().get(i);
            boolean improper =
                    row.bondAtom() == centre && graph.neighbours(centre).contains(row.torsionAtom());
            if (improper) {
                q[coordinates.torsionOffset() + i - 3] *= -1;
            }
        }
    }

    private double noise() {
        return 2 * random.nextDouble() - 1;
    }

    private static double length(Topology topology, ZMatrix.Row row) {
        boolean light = topology.atoms().get(row.atom()).isHydrogen()
                || topology.atoms().get(row.bondAtom()).isHydrogen();
        return light ? 0.105 : 0.15;
    }

    private static double angle(BondGraph graph, int end, int centre, int other) {
        if (graph.inRing(end, centre) && graph.inRing(centre, other)) {
            int size = graph.ring(end, centre).size();
            return size == 5 ? Math.toRadians(108) : Math.toRadians(120);
        }
        return graph.isTrigonal(centre) ? Math.toRadians(120) : Math.toRadians(109.5);
    }
}
