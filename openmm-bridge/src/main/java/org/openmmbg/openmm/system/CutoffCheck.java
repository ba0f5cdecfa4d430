package org.openmmbg.openmm.system;

/** Checks cutoffs, switching functions and the grids of Ewald sums. */
final class CutoffCheck {
    /** Smallest cutoff, nm: with a smaller one the neighbour lists' cells are too many to count. */
    private static final double MIN_CUTOFF = 1e-3;

    /** Fewest points of a PME grid along an axis, as OpenMM chooses them. */
    private static final int MIN_GRID = 6;

    /** Most points of a PME grid: 512³, which take 2 GiB. */
    private static final double MAX_GRID_POINTS = 512.0 * 512 * 512;

    /** Largest Ewald tolerance: beyond it the formula for the separation parameter has no answer. */
    private static final double MAX_TOLERANCE = 0.5;

    private final Place place;

    CutoffCheck(Place place) {
        this.place = place;
    }

    /** Checks a cutoff and the switching distance that goes with it. */
    void check(CutoffMethod method, double cutoff, double switchingDistance) {
        checkCutoff(method != CutoffMethod.NO_CUTOFF, method == CutoffMethod.CUTOFF_PERIODIC, cutoff);
        checkSwitching(method != CutoffMethod.NO_CUTOFF, cutoff, switchingDistance);
    }

    void check(NonbondedForce f) {
        NonbondedForce.Method method = f.method();
        boolean cut = method != NonbondedForce.Method.NO_CUTOFF;
        checkCutoff(cut, cut && method != NonbondedForce.Method.CUTOFF_NON_PERIODIC, f.cutoff());
        checkSwitching(cut, f.cutoff(), f.switchingDistance());
        place.positive("Ewald error tolerance", f.ewaldErrorTolerance());
        checkGrid("PME", f.pme());
        checkGrid("dispersion PME", f.dispersionPme());
        switch (method) {
            case EWALD -> {
                if (place.box(1, 0) != 0 || place.box(2, 0) != 0 || place.box(2, 1) != 0) {
                    throw place.error("Ewald summation needs a rectangular box; PME takes any");
                }
                checkAutomaticGrid(f, 2);
            }
            case PME -> checkAutomaticGrid(f, f.pme().alpha() == 0 ? 1 : 0);
            case LJPME -> {
                if (f.switchingDistance() >= 0) {
                    throw place.error("a switching function cannot be used with LJPME");
                }
                checkAutomaticGrid(f, f.pme().alpha() == 0 || f.dispersionPme().alpha() == 0 ? 1 : 0);
            }
            default -> {}
        }
    }

    private void checkCutoff(boolean cut, boolean periodic, double cutoff) {
        place.finite("cutoff", cutoff);
        if (cut && cutoff < MIN_CUTOFF) {
            throw place.error("cutoff = " + cutoff + " nm, but at least " + MIN_CUTOFF + " nm is needed");
        }
        if (periodic) {
            double shortest = Math.min(place.box(0, 0), Math.min(place.box(1, 1), place.box(2, 2)));
            if (cutoff > shortest / 2) {
                throw place.error(
                        "cutoff = " + cutoff + " nm, but at most half the box, " + shortest / 2 + " nm, is possible");
            }
            if (!NeighborGrid.fits(place.box(0, 0), place.box(1, 1), place.box(2, 2), cutoff)) {
                throw place.error("cutoff = " + cutoff + " nm is too small for a box of " + place.box(0, 0) + " × "
                        + place.box(1, 1) + " × " + place.box(2, 2) + " nm: more than " + NeighborGrid.MAX_CELLS
                        + " squares of it on a side");
            }
        }
    }

    private void checkSwitching(boolean cut, double cutoff, double distance) {
        place.finite("switching distance", distance);
        if (cut && distance >= cutoff) {
            throw place.error("switching distance = " + distance + " nm, but less than the cutoff of " + cutoff
                    + " nm is needed");
        }
    }

    private void checkGrid(String name, NonbondedForce.PmeGrid grid) {
        place.notNegative(name + " alpha", grid.alpha());
        if (grid.alpha() > 0) {
            if (Math.min(grid.nx(), Math.min(grid.ny(), grid.nz())) < MIN_GRID) {
                throw place.error(name + " grid = " + grid.nx() + " × " + grid.ny() + " × " + grid.nz()
                        + ", but at least " + MIN_GRID + " points along each axis are needed");
            }
            checkPoints(name, (double) grid.nx() * grid.ny() * grid.nz());
        }
    }

    /** Checks the size of the grid that OpenMM chooses by the tolerance, times a factor; 0 when it chooses none. */
    private void checkAutomaticGrid(NonbondedForce f, double factor) {
        double tolerance = f.ewaldErrorTolerance();
        if (!(tolerance < MAX_TOLERANCE)) {
            throw place.error(
                    "Ewald error tolerance = " + tolerance + ", but less than " + MAX_TOLERANCE + " is needed");
        }
        // OpenMM's manual, theory, "Particle Mesh Ewald".
        double alpha = Math.sqrt(-Math.log(2 * tolerance)) / f.cutoff();
        double points = factor;
        for (int i = 0; i < 3; i++) {
            points *= Math.ceil(2 * alpha * place.box(i, i) / (3 * Math.pow(tolerance, 0.2)));
        }
        checkPoints("an Ewald error tolerance of " + tolerance + " takes a grid: it", points);
    }

    private void checkPoints(String name, double points) {
        if (!(points <= MAX_GRID_POINTS)) {
            throw place.error(
                    name + " has " + points + " grid points, but at most " + MAX_GRID_POINTS + " are possible");
        }
    }
}
