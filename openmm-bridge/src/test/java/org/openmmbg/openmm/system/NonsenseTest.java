package org.openmmbg.openmm.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openmmbg.openmm.system.CustomGbForce.Sum;

/** Systems that make no sense are refused, each with a line that says where and what. */
class NonsenseTest {
    private static final double NAN = Double.NaN;
    private static final List<Double> BOX = List.of(2.0, 0.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 2.0);
    private static final List<Double> MASSES = List.of(1.0, 2.0, 3.0, 0.0);

    @ParameterizedTest
    @MethodSource({"bonded", "nonbonded", "customBonded", "customNonbonded", "tables"})
    void aForceIsRefused(Force force, String expected) {
        assertThatThrownBy(() -> new SystemSpec(MASSES, List.of(), List.of(force), BOX))
                .isInstanceOf(SystemSpecException.class)
                .hasMessage(force.openMmName() + " (force 0)" + expected);
    }

    static Stream<Arguments> bonded() {
        return Stream.of(
                Arguments.of(
                        rb(0, 1, 2, -1, 1),
                        ", torsion 0: particle -1 does not exist; the System has 4, counted from 0"),
                Arguments.of(rb(0, 1, 2, 3, NAN), ", torsion 0: c3 = NaN, but a finite number is needed"),
                Arguments.of(cmap(1, List.of(1.0), 0, 3), ", map 0: size = 1, but at least 2 is needed"),
                Arguments.of(cmap(3, zeros(8), 0, 3), ", map 0: 8 energies, but a map of size 3 has 9"),
                Arguments.of(
                        cmap(65536, zeros(0), 0, 3), ", map 0: 0 energies, but a map of size 65536 has 4294967296"),
                Arguments.of(
                        cmap(2, List.of(0.0, 0.0, NAN, 0.0), 0, 3),
                        ", map 0: energy = NaN, but a finite number is needed"),
                Arguments.of(
                        cmap(2, zeros(4), 1, 3), ", torsion 0: map 1 does not exist; the force has 1, counted from 0"),
                Arguments.of(
                        cmap(2, zeros(4), 0, 4),
                        ", torsion 0: particle 4 does not exist; the System has 4, counted from 0"),
                Arguments.of(
                        new CmapTorsionForce(
                                List.of(new CmapTorsionForce.EnergyMap(2, zeros(4))),
                                List.of(new CmapTorsionForce.TorsionPair(0, List.of(0, 1, 2), List.of(0, 1, 2, 3))),
                                false),
                        ", torsion 0: 3 particles in a torsion, but 4 are needed"),
                Arguments.of(new CmMotionRemover(0), ": frequency = 0, but at least 1 is needed"));
    }

    static Stream<Arguments> nonbonded() {
        NonbondedForce.PmeGrid automatic = NonbondedForce.PmeGrid.AUTOMATIC;
        return Stream.of(
                Arguments.of(
                        lennardJones(NonbondedForce.Method.LJPME, 0.9, 0.5, 5e-4, automatic),
                        ": a switching function cannot be used with LJPME"),
                Arguments.of(
                        lennardJones(NonbondedForce.Method.CUTOFF_PERIODIC, 0.9, 0.9, 5e-4, automatic),
                        ": switching distance = 0.9 nm, but less than the cutoff of 0.9 nm is needed"),
                Arguments.of(
                        lennardJones(NonbondedForce.Method.CUTOFF_NON_PERIODIC, 1e-9, -1, 5e-4, automatic),
                        ": cutoff = 1.0E-9 nm, but at least 0.001 nm is needed"),
                Arguments.of(
                        lennardJones(NonbondedForce.Method.PME, 0.9, -1, 0.5, automatic),
                        ": Ewald error tolerance = 0.5, but less than 0.5 is needed"),
                Arguments.of(
                        lennardJones(NonbondedForce.Method.PME, 0.9, -1, 5e-4, new NonbondedForce.PmeGrid(-1, 8, 8, 8)),
                        ": PME alpha = -1.0, but 0 or more is needed"),
                Arguments.of(
                        lennardJones(NonbondedForce.Method.PME, 0.9, -1, 5e-4, new NonbondedForce.PmeGrid(3, 8, 8, 5)),
                        ": PME grid = 8 × 8 × 5, but at least 6 points along each axis are needed"),
                Arguments.of(
                        lennardJones(
                                NonbondedForce.Method.PME, 0.9, -1, 5e-4, new NonbondedForce.PmeGrid(3, 9999, 9999, 9)),
                        ": PME has 8.99820009E8 grid points, but at most 1.34217728E8 are possible"),
                Arguments.of(
                        offsets(new NonbondedForce.ParticleOffset("m", 0, 1, 0, 0), null),
                        ", particle offset 0: there is no global parameter m in the force"),
                Arguments.of(
                        offsets(new NonbondedForce.ParticleOffset("l", 4, 1, 0, 0), null),
                        ", particle offset 0: particle 4 does not exist; the System has 4, counted from 0"),
                Arguments.of(
                        offsets(null, new NonbondedForce.ExceptionOffset("l", 1, 1, 0, 0)),
                        ", exception offset 0: exception 1 does not exist; the force has 1, counted from 0"),
                Arguments.of(
                        offsets(null, new NonbondedForce.ExceptionOffset("l", 0, 1, NAN, 0)),
                        ", exception offset 0: sigma scale = NaN, but a finite number is needed"));
    }

    static Stream<Arguments> customBonded() {
        return Stream.of(
                Arguments.of(
                        bond("k*(r-r0)^2", parameters("k"), 1),
                        ": in \"k*(r-r0)^2\" unknown name \"r0\" at character 6;"
                                + " known are k, r and what is defined further right"),
                Arguments.of(bond("k", parameters("k"), 1, 2), ", bond 0: 2 parameters, but 1 is needed"),
                Arguments.of(bond("k", parameters("k"), NAN), ", bond 0: k = NaN, but a finite number is needed"),
                Arguments.of(bond("k", parameters("k", "k"), 1, 2), ": the name k is taken"),
                Arguments.of(bond("r", parameters("r"), 1), ": the name r is taken"),
                Arguments.of(
                        bond("r", parameters("2k"), 1),
                        ": \"2k\" is no name: a letter or _ is needed, and then no space, bracket, comma, operator, ="
                                + " or ;"),
                Arguments.of(
                        bond("r", new CustomParameters(List.of(), List.of(global("g", NAN)), List.of(), List.of())),
                        ", global parameter 0: default of g = NaN, but a finite number is needed"),
                Arguments.of(
                        bond("r", new CustomParameters(List.of(), List.of(), List.of(), List.of("g"))),
                        ": the derivative by g needs a global parameter of that name, and once"),
                Arguments.of(
                        bond("r", new CustomParameters(List.of(), List.of(), List.of(table("f", 2, 0, 1)), List.of())),
                        ": this kind of force has no tabulated functions"),
                Arguments.of(
                        new CustomBondForce("r", CustomParameters.NONE, List.of(term(List.of(0))), false),
                        ", bond 0: 1 particles, but 2 are needed"),
                Arguments.of(
                        new CustomAngleForce("r", CustomParameters.NONE, List.of(), false),
                        ": in \"r\" unknown name \"r\" at character 1; known are theta and what is defined further"
                                + " right"),
                Arguments.of(
                        new CustomTorsionForce(
                                "theta", CustomParameters.NONE, List.of(term(List.of(0, 1, 2, 0))), false),
                        ", torsion 0: particle 0 is named twice"),
                Arguments.of(
                        new CustomExternalForce("periodicdistance(x,y,z,0)", CustomParameters.NONE, List.of()),
                        ": in \"periodicdistance(x,y,z,0)\" periodicdistance before character 25 has 4 arguments, but"
                                + " takes 6"),
                Arguments.of(
                        new CustomExternalForce(
                                "x",
                                new CustomParameters(List.of(), List.of(global("g", 1)), List.of(), List.of("g")),
                                List.of()),
                        ": this kind of force has no derivatives by global parameters"),
                Arguments.of(compound(0, "1"), ": 0 particles per bond, but at least 1 is needed"),
                Arguments.of(
                        compound(2, "x3"),
                        ": in \"x3\" unknown name \"x3\" at character 1; known are x1, x2, y1, y2,"
                                + " z1, z2 and what is defined further right"),
                Arguments.of(compound(3, "x1"), ", bond 0: 2 particles, but 3 are needed"),
                Arguments.of(
                        centroid(List.of(group(List.of()))),
                        ", group 0: its weights, or its masses where it has none, sum to 0.0, but another number is"
                                + " needed"),
                Arguments.of(
                        centroid(List.of(group(List.of(3)))),
                        ", group 0: its weights, or its masses where it has none, sum to 0.0, but another number is"
                                + " needed"),
                Arguments.of(
                        centroid(List.of(group(List.of(0, 1), 1, -1))),
                        ", group 0: its weights, or its masses where it has none, sum to 0.0, but another number is"
                                + " needed"),
                Arguments.of(centroid(List.of(group(List.of(0, 1), 1))), ", group 0: 1 weights, but 2 are needed"),
                Arguments.of(centroid(List.of(group(List.of(0, 0)))), ", group 0: particle 0 is named twice"),
                Arguments.of(
                        centroid(List.of(group(List.of(0)))),
                        ", bond 0: group 1 does not exist; the force has 1, counted from 0"));
    }

    static Stream<Arguments> customNonbonded() {
        CustomGbForce.ComputedValue first =
                new CustomGbForce.ComputedValue("I", "r*q1", Sum.PARTICLE_PAIR_NO_EXCLUSIONS);
        return Stream.of(
                Arguments.of(
                        pairs("q*r", 4, false),
                        ": in \"q*r\" unknown name \"q\" at character 1; known are q1, q2, r and"
                                + " what is defined further right"),
                Arguments.of(pairs("q1*q2/r", 3, false), ": it has 3 particles, but the System has 4"),
                Arguments.of(pairs("q1*q2", 4, true), ": a long-range correction needs an energy that depends on r"),
                Arguments.of(
                        new CustomNonbondedForce(
                                "r",
                                CustomParameters.NONE,
                                CutoffMethod.NO_CUTOFF,
                                1,
                                -1,
                                false,
                                Collections.nCopies(4, List.of()),
                                List.of(new ParticlePair(0, 1), new ParticlePair(1, 0)),
                                List.of()),
                        ", exclusion 1: particles 1 and 0 already have one"),
                Arguments.of(
                        new CustomNonbondedForce(
                                "r",
                                CustomParameters.NONE,
                                CutoffMethod.NO_CUTOFF,
                                1,
                                -1,
                                false,
                                Collections.nCopies(4, List.of()),
                                List.of(),
                                List.of(new CustomNonbondedForce.InteractionGroup(List.of(0), List.of(1, 9)))),
                        ", interaction group 0: particle 9 does not exist; the System has 4, counted from 0"),
                Arguments.of(
                        gb(List.of(new CustomGbForce.ComputedValue("I", "q", Sum.SINGLE_PARTICLE)), "I"),
                        ", computed value 0: sum = SINGLE_PARTICLE, but OpenMM needs pairs in the first value and"
                                + " single particles in the others"),
                Arguments.of(
                        gb(List.of(first, first), "I"),
                        ", computed value 1: sum = PARTICLE_PAIR_NO_EXCLUSIONS, but OpenMM needs pairs in the first"
                                + " value and single particles in the others"),
                Arguments.of(
                        gb(List.of(first, new CustomGbForce.ComputedValue("B", "C", Sum.SINGLE_PARTICLE)), "B"),
                        ", computed value 1: in \"C\" unknown name \"C\" at character 1; known are I, q, x, y, z and"
                                + " what is defined further right"),
                Arguments.of(
                        gb(List.of(first, new CustomGbForce.ComputedValue("q", "I", Sum.SINGLE_PARTICLE)), "q"),
                        ", computed value 1: the name q is taken"),
                Arguments.of(
                        gb(List.of(), "q"),
                        ", energy term 0: it needs a computed value before it; without any, another kind of force will"
                                + " do"),
                Arguments.of(
                        gb(List.of(first), "r"),
                        ", energy term 0: in \"r\" unknown name \"r\" at character 1; known are I, q, x, y, z and what"
                                + " is defined further right"));
    }

    static Stream<Arguments> tables() {
        return Stream.of(
                Arguments.of(tabulated(table("sin", 2, 0, 1)), ", function 0: the name sin is taken"),
                Arguments.of(tabulated(table("distance", 2, 0, 1)), ", function 0: the name distance is taken"),
                Arguments.of(tabulated(table("f", 1, 0, 1)), ", function 0: size = 1, but at least 2 is needed"),
                Arguments.of(tabulated(table("f", 2, 1, 1)), ", function 0: the range from 1.0 to 1.0 is empty"),
                Arguments.of(
                        tabulated(table("f", 2, 0, NAN)),
                        ", function 0: upper end of the range = NaN, but a finite number is needed"),
                Arguments.of(
                        tabulated(new TabulatedFunction.Continuous("f", List.of(), List.of(), false)),
                        ", function 0: f has 0 arguments, but 1 to 3 are possible"),
                Arguments.of(
                        tabulated(new TabulatedFunction.Discrete("f", List.of(2, 3), zeros(5))),
                        ", function 0: f has 5 values, but its size asks for 6"),
                Arguments.of(
                        tabulated(new TabulatedFunction.Discrete("f", List.of(0), List.of())),
                        ", function 0: size = 0, but at least 1 is needed"),
                Arguments.of(
                        tabulated(new TabulatedFunction.Discrete(
                                "f", List.of(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE), zeros(1))),
                        ", function 0: f has 1 values, but its size asks for " + Long.MAX_VALUE),
                Arguments.of(
                        tabulated(new TabulatedFunction.Continuous(
                                "f", List.of(new TabulatedFunction.Range(3, 0, 1)), List.of(1.0, 2.0, 3.0), true)),
                        ", function 0: a periodic function must end as it starts, but f has 1.0 and 3.0"));
    }

    @ParameterizedTest
    @MethodSource
    void aVirtualSiteIsRefused(List<VirtualSite> sites, String expected) {
        List<Double> masses = List.of(1.0, 2.0, 3.0, 0.0, 0.0);
        assertThatThrownBy(() -> new SystemSpec(masses, sites, List.of(), List.of(), List.of(), BOX))
                .isInstanceOf(SystemSpecException.class)
                .hasMessage(expected);
    }

    static Stream<Arguments> aVirtualSiteIsRefused() {
        VirtualSite good = new VirtualSite.TwoParticleAverage(3, 0, 1, 0.5, 0.5);
        return Stream.of(
                Arguments.of(
                        List.of(new VirtualSite.TwoParticleAverage(2, 0, 1, 0.5, 0.5)),
                        "System, virtual site 0: particle 2 has mass 3.0, but a virtual site has none: 0 is needed"),
                Arguments.of(
                        List.of(new VirtualSite.TwoParticleAverage(3, 0, 1, 0.5, 0.6)),
                        "System, virtual site 0: the weights sum to 1.1, but 1 is needed"),
                Arguments.of(
                        List.of(new VirtualSite.ThreeParticleAverage(3, 0, 1, 1, 0.5, 0.5, 0)),
                        "System, virtual site 0: particle 1 is named twice"),
                Arguments.of(
                        List.of(new VirtualSite.OutOfPlane(3, 0, 1, 5, 0.5, 0.5, 1)),
                        "System, virtual site 0: particle 5 does not exist; the System has 5, counted from 0"),
                Arguments.of(
                        List.of(new VirtualSite.OutOfPlane(3, 0, 1, 2, 0.5, 0.5, NAN)),
                        "System, virtual site 0: weightCross = NaN, but a finite number is needed"),
                Arguments.of(
                        List.of(good, new VirtualSite.TwoParticleAverage(4, 3, 1, 0.5, 0.5)),
                        "System, virtual site 1: particle 3 is a virtual site itself, and a site cannot depend on"
                                + " another"),
                Arguments.of(List.of(good, good), "System: a particle is a virtual site twice"));
    }

    @Test
    void forcesMustAgreeOnAGlobalParameter() {
        Force one = bond("g*r", new CustomParameters(List.of(), List.of(global("g", 1)), List.of(), List.of()));
        Force two = bond("g*r", new CustomParameters(List.of(), List.of(global("g", 2)), List.of(), List.of()));
        assertThatThrownBy(() -> new SystemSpec(MASSES, List.of(), List.of(one, two), BOX))
                .hasMessage(
                        "CustomBondForce (force 1): global parameter g = 2.0, but an earlier force has the default 1.0"
                                + " for it");
        assertThat(new SystemSpec(MASSES, List.of(), List.of(one, one), BOX).forceNames())
                .containsExactly("CustomBondForce");
    }

    @Test
    void ewaldNeedsARectangularBox() {
        List<Double> skewed = List.of(2.0, 0.0, 0.0, 0.3, 2.0, 0.0, 0.0, 0.0, 2.0);
        Force ewald = lennardJones(NonbondedForce.Method.EWALD, 0.9, -1, 5e-4, NonbondedForce.PmeGrid.AUTOMATIC);
        assertThatThrownBy(() -> new SystemSpec(MASSES, List.of(), List.of(ewald), skewed))
                .hasMessage("NonbondedForce (force 0): Ewald summation needs a rectangular box; PME takes any");
    }

    @Test
    void aHugeBoxTakesNoHugeGrid() {
        List<Double> huge = List.of(1e3, 0.0, 0.0, 0.0, 1e3, 0.0, 0.0, 0.0, 1e3);
        Force pme = lennardJones(NonbondedForce.Method.PME, 1, -1, 5e-4, NonbondedForce.PmeGrid.AUTOMATIC);
        assertThatThrownBy(() -> new SystemSpec(MASSES, List.of(), List.of(pme), huge))
                .isInstanceOf(SystemSpecException.class)
                .hasMessageContaining("grid points");
    }

    /** The CPU platform took 1.1 GB for this one. */
    @Test
    void aSmallCutoffTakesNoHugeNeighbourList() {
        List<Double> large = List.of(50.0, 0.0, 0.0, 0.0, 50.0, 0.0, 0.0, 0.0, 50.0);
        Force force =
                lennardJones(NonbondedForce.Method.CUTOFF_PERIODIC, 0.01, -1, 5e-4, NonbondedForce.PmeGrid.AUTOMATIC);
        assertThatThrownBy(() -> new SystemSpec(MASSES, List.of(), List.of(force), large))
                .isInstanceOf(SystemSpecException.class)
                .hasMessageContaining("cutoff = 0.01 nm is too small for a box of 50.0 × 50.0 × 50.0 nm");
        List<Double> thin = List.of(50.0, 0.0, 0.0, 0.0, 50.0 / 4, 0.0, 0.0, 0.0, 1.0);
        assertThat(new SystemSpec(MASSES, List.of(), List.of(force), thin).boxVectors())
                .isEqualTo(thin);
    }

    private static List<Double> zeros(int count) {
        return Collections.nCopies(count, 0.0);
    }

    private static GlobalParameter global(String name, double value) {
        return new GlobalParameter(name, value);
    }

    private static CustomParameters parameters(String... names) {
        return CustomParameters.perItem(names);
    }

    private static CustomTerm term(List<Integer> particles, double... values) {
        return new CustomTerm(particles, Arrays.stream(values).boxed().toList());
    }

    private static RbTorsionForce rb(int p1, int p2, int p3, int p4, double c3) {
        return new RbTorsionForce(List.of(new RbTorsionForce.Torsion(p1, p2, p3, p4, 1, 1, 1, c3, 1, 1)), false);
    }

    private static CmapTorsionForce cmap(int size, List<Double> energy, int map, int last) {
        return new CmapTorsionForce(
                List.of(new CmapTorsionForce.EnergyMap(size, energy)),
                List.of(new CmapTorsionForce.TorsionPair(map, List.of(0, 1, 2, 3), List.of(2, 1, 0, last))),
                false);
    }

    private static List<NonbondedForce.Particle> particles() {
        return Collections.nCopies(4, new NonbondedForce.Particle(0.1, 0.2, 0.3));
    }

    private static NonbondedForce lennardJones(
            NonbondedForce.Method method,
            double cutoff,
            double switching,
            double tolerance,
            NonbondedForce.PmeGrid grid) {
        return new NonbondedForce(
                method,
                cutoff,
                78.3,
                switching,
                tolerance,
                grid,
                NonbondedForce.PmeGrid.AUTOMATIC,
                false,
                particles(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static NonbondedForce offsets(
            NonbondedForce.@org.jspecify.annotations.Nullable ParticleOffset particle,
            NonbondedForce.@org.jspecify.annotations.Nullable ExceptionOffset exception) {
        return new NonbondedForce(
                NonbondedForce.Method.NO_CUTOFF,
                1,
                78.3,
                -1,
                5e-4,
                NonbondedForce.PmeGrid.AUTOMATIC,
                NonbondedForce.PmeGrid.AUTOMATIC,
                false,
                particles(),
                List.of(new NonbondedForce.ParticleException(0, 1, 0, 1, 0)),
                List.of(global("l", 1)),
                particle == null ? List.of() : List.of(particle),
                exception == null ? List.of() : List.of(exception));
    }

    private static CustomBondForce bond(String energy, CustomParameters parameters, double... values) {
        return new CustomBondForce(energy, parameters, List.of(term(List.of(0, 1), values)), false);
    }

    private static CustomCompoundBondForce compound(int particles, String energy) {
        return new CustomCompoundBondForce(
                particles, energy, CustomParameters.NONE, List.of(term(List.of(0, 1))), false);
    }

    private static CustomCentroidBondForce.Group group(List<Integer> particles, double... weights) {
        return new CustomCentroidBondForce.Group(
                particles, Arrays.stream(weights).boxed().toList());
    }

    private static CustomCentroidBondForce centroid(List<CustomCentroidBondForce.Group> groups) {
        return new CustomCentroidBondForce(
                2, "distance(g1,g2)", CustomParameters.NONE, groups, List.of(term(List.of(0, 1))), false);
    }

    private static CustomNonbondedForce pairs(String energy, int particles, boolean correction) {
        return new CustomNonbondedForce(
                energy,
                parameters("q"),
                CutoffMethod.CUTOFF_PERIODIC,
                1,
                -1,
                correction,
                Collections.nCopies(particles, List.of(1.0)),
                List.of(),
                List.of());
    }

    private static CustomGbForce gb(List<CustomGbForce.ComputedValue> values, String energy) {
        return new CustomGbForce(
                parameters("q"),
                CutoffMethod.NO_CUTOFF,
                1,
                values,
                List.of(new CustomGbForce.EnergyTerm(energy, Sum.SINGLE_PARTICLE)),
                Collections.nCopies(4, List.of(1.0)),
                List.of());
    }

    private static TabulatedFunction table(String name, int size, double min, double max) {
        return new TabulatedFunction.Continuous(
                name, List.of(new TabulatedFunction.Range(size, min, max)), zeros(size), false);
    }

    private static Force tabulated(TabulatedFunction table) {
        return new CustomCompoundBondForce(
                2, "x1", new CustomParameters(List.of(), List.of(), List.of(table), List.of()), List.of(), false);
    }
}
