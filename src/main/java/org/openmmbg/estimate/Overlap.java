package org.openmmbg.estimate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which ensembles overlap enough for the free energies between them to be believed.
 *
 * <p>The similarity of two ensembles is the cosine ΣWᵢWⱼ / √(ΣWᵢ² ΣWⱼ²) of the weights that all draws have in them. For
 * two ensembles of equally many draws it is about the overlap matrix's element beside the diagonal, of which Klimovich,
 * Shirts and Mobley (J. Comput. Aided Mol. Des. 29 (2015) 397) ask for 0.03; unlike that element it does not shrink when
 * the draws are spread over more ensembles.
 */
final class Overlap {

    /** The least similarity that joins two ensembles. */
    static final double LEAST_SIMILARITY = 0.03;

    private Overlap() {}

    /**
     * Returns a warning that names the groups of ensembles with no path of overlapping ones between them; empty if all
     * are joined.
     *
     * @param similarity the similarity of each two ensembles, symmetric. Not modified.
     * @param names the ensembles' names
     */
    static List<String> warnings(double[][] similarity, List<String> names) {
        int[] groups = groups(similarity);
        int count = Arrays.stream(groups).max().orElse(0) + 1;
        if (count == 1) {
            return List.of();
        }
        double largest = 0;
        for (int i = 0; i < groups.length; i++) {
            for (int j = 0; j < i; j++) {
                if (groups[i] != groups[j]) {
                    largest = Math.max(largest, similarity[i][j]);
                }
            }
        }
        String sets = IntStream.range(0, count)
                .mapToObj(group -> IntStream.range(0, groups.length)
                        .filter(i -> groups[i] == group)
                        .mapToObj(names::get)
                        .collect(Collectors.joining(", ", "{", "}")))
                .collect(Collectors.joining(" and "));
        return List.of(String.format(
                Locale.ROOT,
                "the ensembles %s hardly overlap: similarity %.2g, at least %.2g is needed",
                sets,
                largest,
                LEAST_SIMILARITY));
    }

    /** Returns the number of each ensemble's group, counted from 0 in the order of their first members. */
    private static int[] groups(double[][] similarity) {
        int[] group = new int[similarity.length];
        Arrays.fill(group, -1);
        int count = 0;
        for (int start = 0; start < group.length; start++) {
            if (group[start] >= 0) {
                continue;
            }
            List<Integer> open = new ArrayList<>(List.of(start));
            group[start] = count;
            while (!open.isEmpty()) {
                int i = open.remove(open.size() - 1);
                for (int j = 0; j < group.length; j++) {
                    if (group[j] < 0 && similarity[i][j] >= LEAST_SIMILARITY) {
                        group[j] = count;
                        open.add(j);
                    }
                }
            }
            count++;
        }
        return group;
    }
}
