package org.openmmbg.plugin.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.openmmbg.systems.PeptideBond;
import org.openmmbg.systems.Topology;

/** The bonds and angles along a protein's backbone: N–CA, CA–C and C–N, and the angles at CA, C and N between them. */
final class BackboneGeometry {
    private final List<int[]> bonds = new ArrayList<>();
    private final List<int[]> angles = new ArrayList<>();

    BackboneGeometry(Topology topology) {
        for (int residue = 0; residue < topology.residues().size(); residue++) {
            int n = topology.find(residue, "N");
            int alpha = topology.find(residue, "CA");
            int c = topology.find(residue, "C");
            if (n >= 0 && alpha >= 0 && c >= 0) {
                bonds.add(new int[] {n, alpha});
                bonds.add(new int[] {alpha, c});
                angles.add(new int[] {n, alpha, c});
            }
        }
        for (PeptideBond bond : PeptideBond.of(topology)) {
            bonds.add(new int[] {bond.carbonyl(), bond.nitrogen()});
            angles.add(new int[] {bond.alphaBefore(), bond.carbonyl(), bond.nitrogen()});
            angles.add(new int[] {bond.carbonyl(), bond.nitrogen(), bond.alphaAfter()});
        }
    }

    /** Returns the bonds' lengths in a configuration, nm. */
    double[] lengths(double[] positions, int offset) {
        return bonds.stream()
                .mapToDouble(bond -> distance(positions, offset, bond[0], bond[1]))
                .toArray();
    }

    /** Returns the angles in a configuration, degrees. */
    double[] angles(double[] positions, int offset) {
        return angles.stream()
                .mapToDouble(angle -> angle(positions, offset, angle[0], angle[1], angle[2]))
                .toArray();
    }

    static double distance(double[] positions, int offset, int i, int j) {
        double square = 0;
        for (int axis = 0; axis < 3; axis++) {
            double difference = positions[offset + 3 * i + axis] - positions[offset + 3 * j + axis];
            square += difference * difference;
        }
        return Math.sqrt(square);
    }

    private static double angle(double[] positions, int offset, int i, int middle, int k) {
        double a = distance(positions, offset, i, middle);
        double b = distance(positions, offset, middle, k);
        double c = distance(positions, offset, i, k);
        // The law of cosines; rounding may take three atoms in line out of the domain.
        double cosine = (a * a + b * b - c * c) / (2 * a * b);
        return Math.toDegrees(Math.acos(Math.max(-1, Math.min(1, cosine))));
    }
}
