package org.openmmbg.openmm.system;

import java.util.List;

/**
 * Energy maps over pairs of torsions, interpolated by bicubic splines (CMAP).
 *
 * @param maps the maps
 * @param torsions the pairs of torsions
 * @param periodic whether periodic boundary conditions apply to them
 */
public record CmapTorsionForce(List<EnergyMap> maps, List<TorsionPair> torsions, boolean periodic) implements Force {
    public CmapTorsionForce {
        maps = List.copyOf(maps);
        torsions = List.copyOf(torsions);
    }

    @Override
    public String openMmName() {
        return "CMAPTorsionForce";
    }

    @Override
    public <R> R accept(ForceVisitor<R> visitor) {
        return visitor.visit(this);
    }

    /**
     * A periodic energy surface on a square grid.
     *
     * @param size number of grid points along each axis
     * @param energy kJ/mol, [size, size]: the energy at φ = 2π i / size, ψ = 2π j / size is element i + size · j
     */
    public record EnergyMap(int size, List<Double> energy) {
        public EnergyMap {
            energy = List.copyOf(energy);
        }
    }

    /**
     * Two torsions that share a map.
     *
     * @param map index of the map
     * @param first indices of the four particles of the first torsion
     * @param second indices of the four particles of the second torsion
     */
    public record TorsionPair(int map, List<Integer> first, List<Integer> second) {
        public TorsionPair {
            first = List.copyOf(first);
            second = List.copyOf(second);
        }
    }
}
