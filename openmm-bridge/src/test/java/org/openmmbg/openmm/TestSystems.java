package org.openmmbg.openmm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openmmbg.openmm.system.CmMotionRemover;
import org.openmmbg.openmm.system.CmapTorsionForce;
import org.openmmbg.openmm.system.CustomAngleForce;
import org.openmmbg.openmm.system.CustomBondForce;
import org.openmmbg.openmm.system.CustomCentroidBondForce;
import org.openmmbg.openmm.system.CustomCompoundBondForce;
import org.openmmbg.openmm.system.CustomExternalForce;
import org.openmmbg.openmm.system.CustomGbForce;
import org.openmmbg.openmm.system.CustomGbForce.Sum;
import org.openmmbg.openmm.system.CustomNonbondedForce;
import org.openmmbg.openmm.system.CustomParameters;
import org.openmmbg.openmm.system.CustomTerm;
import org.openmmbg.openmm.system.CustomTorsionForce;
import org.openmmbg.openmm.system.CutoffMethod;
import org.openmmbg.openmm.system.Force;
import org.openmmbg.openmm.system.GbsaObcForce;
import org.openmmbg.openmm.system.GlobalParameter;
import org.openmmbg.openmm.system.HarmonicAngleForce;
import org.openmmbg.openmm.system.HarmonicBondForce;
import org.openmmbg.openmm.system.NonbondedForce;
import org.openmmbg.openmm.system.ParticlePair;
import org.openmmbg.openmm.system.PeriodicTorsionForce;
import org.openmmbg.openmm.system.RbTorsionForce;
import org.openmmbg.openmm.system.SystemSpec;
import org.openmmbg.openmm.system.TabulatedFunction;
import org.openmmbg.openmm.system.VirtualSite;

/**
 * Systems of eight particles that between them have every kind of force, every method of a cutoff, tables, virtual
 * sites, constraints and force groups; with numbers chosen so that no part of an energy vanishes.
 */
public final class TestSystems {
    /** Number of particles of each System. */
    public static final int PARTICLES = 8;

    /** A chain whose neighbours are 0.14 to 0.27 nm apart, nm, [PARTICLES, 3]. */
    private static final double[] CHAIN = {
        0.10, 0.20, 0.05,
        0.25, 0.23, 0.11,
        0.31, 0.36, 0.04,
        0.45, 0.40, 0.13,
        0.52, 0.31, 0.27,
        0.66, 0.38, 0.33,
        0.71, 0.55, 0.21,
        0.88, 0.61, 0.40
    };

    private static final List<Double> MASSES = List.of(12.011, 1.008, 14.007, 15.999, 12.011, 32.06, 1.008, 18.998);
    private static final List<Double> RECTANGULAR = List.of(2.1, 0.0, 0.0, 0.0, 2.2, 0.0, 0.0, 0.0, 2.3);
    private static final List<Double> TRICLINIC = List.of(2.1, 0.0, 0.0, 0.2, 2.2, 0.0, -0.3, 0.4, 2.3);
    private static final double[] CHARGES = {0.31, -0.42, 0.55, -0.61, 0.27, -0.18, 0.33, -0.25};
    private static final double[] SIGMAS = {0.11, 0.07, 0.12, 0.10, 0.13, 0.14, 0.08, 0.09};
    private static final double[] EPSILONS = {0.4, 0.1, 0.7, 0.9, 0.5, 1.0, 0.2, 0.3};

    private TestSystems() {}

    /**
     * A System and a configuration of it.
     *
     * @param name what it shows
     * @param system the System
     * @param positions [3N], nm
     */
    @SuppressWarnings("ArrayRecordComponent") // test data, compared by nobody
    public record Sample(String name, SystemSpec system, double[] positions) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Returns the sample of a name. */
    public static Sample of(String name) {
        return all().filter(sample -> sample.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no sample " + name));
    }

    /** Returns all samples, a new stream each time. */
    public static Stream<Sample> all() {
        return Stream.of(
                sample("harmonic-bond", harmonicBond(false)),
                wrapped("harmonic-bond-periodic", harmonicBond(true)),
                sample("harmonic-angle", harmonicAngle(false)),
                wrapped("harmonic-angle-periodic", harmonicAngle(true)),
                sample("periodic-torsion", periodicTorsion(false)),
                wrapped("periodic-torsion-periodic", periodicTorsion(true)),
                sample("rb-torsion", rbTorsion(false)),
                wrapped("rb-torsion-periodic", rbTorsion(true)),
                sample("cmap-torsion", cmap(false)),
                wrapped("cmap-torsion-periodic", cmap(true)),
                sample("nonbonded", nonbonded(NonbondedForce.Method.NO_CUTOFF, -1)),
                sample("nonbonded-cutoff", nonbonded(NonbondedForce.Method.CUTOFF_NON_PERIODIC, 0.5)),
                wrapped("nonbonded-cutoff-periodic", nonbonded(NonbondedForce.Method.CUTOFF_PERIODIC, 0.6)),
                periodic("nonbonded-ewald", RECTANGULAR, nonbonded(NonbondedForce.Method.EWALD, -1)),
                wrapped("nonbonded-pme", nonbonded(NonbondedForce.Method.PME, -1)),
                wrapped("nonbonded-ljpme", nonbonded(NonbondedForce.Method.LJPME, -1)),
                wrapped("nonbonded-pme-grid", nonbondedWithGrids()),
                sample("nonbonded-offsets", nonbondedWithOffsets()),
                sample("gbsa-obc", gbsa(CutoffMethod.NO_CUTOFF)),
                sample("gbsa-obc-cutoff", gbsa(CutoffMethod.CUTOFF_NON_PERIODIC)),
                wrapped("gbsa-obc-cutoff-periodic", gbsa(CutoffMethod.CUTOFF_PERIODIC)),
                sample("custom-bond", customBond(false)),
                wrapped("custom-bond-periodic", customBond(true)),
                sample("custom-angle", customAngle(false)),
                sample("custom-torsion", customTorsion(false)),
                wrapped("custom-angle-torsion-periodic", customAngle(true), customTorsion(true)),
                wrapped("custom-external", customExternal()),
                sample("custom-nonbonded", customNonbonded(CutoffMethod.NO_CUTOFF, -1)),
                sample("custom-nonbonded-cutoff", customNonbonded(CutoffMethod.CUTOFF_NON_PERIODIC, 0.5)),
                wrapped("custom-nonbonded-cutoff-periodic", customNonbonded(CutoffMethod.CUTOFF_PERIODIC, 0.6)),
                sample("custom-nonbonded-tables", customNonbondedWithTables()),
                sample("custom-nonbonded-groups", customNonbondedWithGroups()),
                sample("custom-gb", customGb(CutoffMethod.NO_CUTOFF)),
                sample("custom-gb-cutoff", customGb(CutoffMethod.CUTOFF_NON_PERIODIC)),
                wrapped("custom-gb-cutoff-periodic", customGb(CutoffMethod.CUTOFF_PERIODIC)),
                sample("custom-compound-bond", customCompoundBond(false)),
                wrapped("custom-compound-bond-periodic", customCompoundBond(true)),
                sample("custom-centroid-bond", customCentroidBond(false)),
                wrapped("custom-centroid-bond-periodic", customCentroidBond(true)),
                sample("cm-motion-remover", new CmMotionRemover(10), harmonicBond(false)),
                virtualSites(),
                everything());
    }

    private static Sample sample(String name, Force... forces) {
        return new Sample(name, new SystemSpec(MASSES, List.of(), List.of(forces), RECTANGULAR), CHAIN.clone());
    }

    private static Sample periodic(String name, List<Double> box, Force... forces) {
        return new Sample(name, new SystemSpec(MASSES, List.of(), List.of(forces), box), CHAIN.clone());
    }

    /** Makes a sample in a triclinic box, with every third particle in another periodic image. */
    private static Sample wrapped(String name, Force... forces) {
        double[] positions = CHAIN.clone();
        for (int i = 1; i < PARTICLES; i += 3) {
            for (int j = 0; j < 3; j++) {
                positions[3 * i + j] += TRICLINIC.get(3 * (i % 2) + j) - TRICLINIC.get(6 + j);
            }
        }
        return new Sample(name, new SystemSpec(MASSES, List.of(), List.of(forces), TRICLINIC), positions);
    }

    private static Sample virtualSites() {
        List<Double> masses = new ArrayList<>(MASSES);
        masses.set(2, 0.0);
        masses.set(5, 0.0);
        masses.set(7, 0.0);
        List<VirtualSite> sites = List.of(
                new VirtualSite.TwoParticleAverage(2, 0, 1, 0.3, 0.7),
                new VirtualSite.ThreeParticleAverage(5, 3, 4, 6, 0.5, 0.8, -0.3),
                new VirtualSite.OutOfPlane(7, 4, 3, 6, 0.2, 0.4, 3.1));
        List<SystemSpec.Constraint> constraints = List.of(new SystemSpec.Constraint(0, 1, 0.16));
        List<Force> forces = List.of(harmonicBond(false), nonbonded(NonbondedForce.Method.NO_CUTOFF, -1));
        return new Sample(
                "virtual-sites",
                new SystemSpec(masses, sites, constraints, forces, List.of(0, 0), RECTANGULAR),
                CHAIN.clone());
    }

    /** Makes a System with two forces of one name in two groups, and others in one group. */
    private static Sample everything() {
        List<Force> forces = List.of(
                harmonicBond(false),
                harmonicAngle(false),
                new CmMotionRemover(1),
                harmonicBond(false),
                periodicTorsion(false),
                nonbonded(NonbondedForce.Method.NO_CUTOFF, -1),
                customGb(CutoffMethod.NO_CUTOFF));
        return new Sample(
                "groups",
                new SystemSpec(
                        MASSES,
                        List.of(),
                        List.of(new SystemSpec.Constraint(0, 1, 0.16), new SystemSpec.Constraint(3, 4, 0.17)),
                        forces,
                        List.of(0, 1, 0, 31, 1, 7, 7),
                        RECTANGULAR),
                CHAIN.clone());
    }

    public static HarmonicBondForce harmonicBond(boolean periodic) {
        return new HarmonicBondForce(
                List.of(
                        new HarmonicBondForce.Bond(0, 1, 0.15, 2500),
                        new HarmonicBondForce.Bond(2, 1, 0.17, 1800),
                        new HarmonicBondForce.Bond(6, 7, 0.2, 900)),
                periodic);
    }

    public static HarmonicAngleForce harmonicAngle(boolean periodic) {
        return new HarmonicAngleForce(
                List.of(
                        new HarmonicAngleForce.Angle(0, 1, 2, 1.9, 300),
                        new HarmonicAngleForce.Angle(3, 5, 4, 1.2, 250)),
                periodic);
    }

    public static PeriodicTorsionForce periodicTorsion(boolean periodic) {
        return new PeriodicTorsionForce(
                List.of(
                        new PeriodicTorsionForce.Torsion(0, 1, 2, 3, 3, 0.4, 5.5),
                        new PeriodicTorsionForce.Torsion(0, 1, 2, 3, 1, Math.PI, 2.5),
                        new PeriodicTorsionForce.Torsion(7, 5, 4, 6, 2, -1.1, 7)),
                periodic);
    }

    public static RbTorsionForce rbTorsion(boolean periodic) {
        return new RbTorsionForce(
                List.of(
                        new RbTorsionForce.Torsion(0, 1, 2, 3, 1.1, -2.2, 3.3, -4.4, 5.5, -6.6),
                        new RbTorsionForce.Torsion(4, 3, 6, 5, 9.3, 12.2, -13.1, -3.1, 26.2, -31.5)),
                periodic);
    }

    public static CmapTorsionForce cmap(boolean periodic) {
        return new CmapTorsionForce(
                List.of(energyMap(6), energyMap(9)),
                List.of(
                        new CmapTorsionForce.TorsionPair(1, List.of(0, 1, 2, 3), List.of(1, 2, 3, 4)),
                        new CmapTorsionForce.TorsionPair(0, List.of(3, 4, 5, 6), List.of(7, 5, 4, 2))),
                periodic);
    }

    private static CmapTorsionForce.EnergyMap energyMap(int size) {
        return new CmapTorsionForce.EnergyMap(
                size,
                IntStream.range(0, size * size)
                        .mapToObj(i -> {
                            double phi = 2 * Math.PI * (i % size) / size;
                            int row = i / size;
                            double psi = 2 * Math.PI * row / size;
                            return round(6 * Math.sin(phi) + 3 * Math.cos(psi + 0.3) + 2 * Math.sin(phi - psi + size));
                        })
                        .toList());
    }

    /** Cuts a number to three decimals, so that a file can hold what a program computes. */
    private static double round(double value) {
        return Math.rint(1000 * value) / 1000;
    }

    /** Makes the force with exceptions; the correction for dispersion when the method is periodic. */
    public static NonbondedForce nonbonded(NonbondedForce.Method method, double switchingDistance) {
        return new NonbondedForce(
                method,
                0.9,
                63.5,
                switchingDistance,
                1e-5,
                method.number() >= NonbondedForce.Method.CUTOFF_PERIODIC.number(),
                particles(),
                exceptions());
    }

    private static List<NonbondedForce.Particle> particles() {
        return IntStream.range(0, PARTICLES)
                .mapToObj(i -> new NonbondedForce.Particle(CHARGES[i], SIGMAS[i], EPSILONS[i]))
                .toList();
    }

    private static List<NonbondedForce.ParticleException> exceptions() {
        return List.of(
                new NonbondedForce.ParticleException(0, 1, 0, 0.1, 0),
                new NonbondedForce.ParticleException(2, 1, 0, 0.1, 0),
                new NonbondedForce.ParticleException(5, 3, 0.09, 0.11, 0.35),
                new NonbondedForce.ParticleException(0, 3, -0.12, 0.1, 0.2));
    }

    private static NonbondedForce nonbondedWithGrids() {
        return new NonbondedForce(
                NonbondedForce.Method.PME,
                0.8,
                78.3,
                -1,
                5e-4,
                new NonbondedForce.PmeGrid(3.4, 24, 27, 30),
                new NonbondedForce.PmeGrid(3.1, 20, 20, 24),
                false,
                particles(),
                exceptions(),
                List.of(),
                List.of(),
                List.of());
    }

    private static NonbondedForce nonbondedWithOffsets() {
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
                exceptions(),
                List.of(new GlobalParameter("lambda", 0.4), new GlobalParameter("unused", 1.5)),
                List.of(
                        new NonbondedForce.ParticleOffset("lambda", 4, 0.5, 0.02, 0.3),
                        new NonbondedForce.ParticleOffset("lambda", 6, -0.3, 0, 0)),
                List.of(new NonbondedForce.ExceptionOffset("lambda", 3, 0.2, 0.01, -0.1)));
    }

    /** Makes the force; its charges are those of {@link #nonbonded}. */
    public static GbsaObcForce gbsa(CutoffMethod method) {
        return new GbsaObcForce(
                method,
                0.9,
                1.5,
                78.3,
                2.25936,
                IntStream.range(0, PARTICLES)
                        .mapToObj(i -> new GbsaObcForce.Particle(CHARGES[i], SIGMAS[i] + 0.03, 0.7 + 0.02 * i))
                        .toList());
    }

    public static CustomBondForce customBond(boolean periodic) {
        return new CustomBondForce(
                "scale * depth*(1 - exp(-a*(r-r0)))^2 + shift; shift = select(step(r-0.16), 0.1*r, 0.016)",
                new CustomParameters(
                        List.of("depth", "a", "r0"),
                        List.of(new GlobalParameter("scale", 1.25)),
                        List.of(),
                        List.of("scale")),
                List.of(
                        term(List.of(0, 1), 300, 18, 0.15),
                        term(List.of(3, 2), 250, 20.5, 0.17),
                        term(List.of(7, 4), 30, 2, 0.4)),
                periodic);
    }

    public static CustomAngleForce customAngle(boolean periodic) {
        return new CustomAngleForce(
                "0.5*k*(cos(theta)-c0)^2 + k2*atan(sin(theta)/0.4)",
                new CustomParameters(List.of("k", "c0"), List.of(new GlobalParameter("k2", 12)), List.of(), List.of()),
                List.of(term(List.of(0, 1, 2), 200, -0.3), term(List.of(4, 6, 5), 120, 0.25)),
                periodic);
    }

    public static CustomTorsionForce customTorsion(boolean periodic) {
        return new CustomTorsionForce(
                "k*min(dtheta, 2*pi-dtheta)^2; dtheta = abs(theta-theta0); pi = 3.1415926535",
                CustomParameters.perItem("k", "theta0"),
                List.of(term(List.of(0, 1, 2, 3), 14, 2.9), term(List.of(7, 5, 6, 4), 3.5, -0.7)),
                periodic);
    }

    public static CustomExternalForce customExternal() {
        return new CustomExternalForce(
                "k*periodicdistance(x, y, z, x0, 0.3, 0.2)^2 + max(0, g*z)^3",
                new CustomParameters(List.of("k", "x0"), List.of(new GlobalParameter("g", 4.5)), List.of(), List.of()),
                List.of(term(List.of(1), 100, 0.2), term(List.of(4), 70, 0.45), term(List.of(6), 30, -0.3)));
    }

    /** Makes the force of Lennard-Jones and a screened Coulomb interaction. */
    public static CustomNonbondedForce customNonbonded(CutoffMethod method, double switchingDistance) {
        return new CustomNonbondedForce(
                "4*eps*(s12 - s6) + 138.9*q1*q2*exp(-kappa*r)/r;"
                        + " s12 = s6^2; s6 = (sig/r)^6; sig = 0.5*(sigma1+sigma2); eps = sqrt(epsilon1*epsilon2)",
                new CustomParameters(
                        List.of("q", "sigma", "epsilon"),
                        List.of(new GlobalParameter("kappa", 1.7)),
                        List.of(),
                        List.of("kappa")),
                method,
                0.9,
                switchingDistance,
                method == CutoffMethod.CUTOFF_PERIODIC,
                IntStream.range(0, PARTICLES)
                        .mapToObj(i -> List.of(CHARGES[i], SIGMAS[i], EPSILONS[i]))
                        .toList(),
                List.of(new ParticlePair(0, 1), new ParticlePair(2, 1), new ParticlePair(5, 3)),
                List.of());
    }

    private static CustomNonbondedForce customNonbondedWithTables() {
        List<TabulatedFunction> tables = List.of(
                new TabulatedFunction.Continuous(
                        "shape", List.of(new TabulatedFunction.Range(7, 0, 1.2)), table(7), false),
                new TabulatedFunction.Continuous(
                        "surface",
                        List.of(new TabulatedFunction.Range(5, 0, 1.3), new TabulatedFunction.Range(4, -2, 2)),
                        table(20),
                        false),
                new TabulatedFunction.Continuous(
                        "volume",
                        List.of(
                                new TabulatedFunction.Range(4, 0, 1.4),
                                new TabulatedFunction.Range(3, -2, 2),
                                new TabulatedFunction.Range(3, -1, 2)),
                        table(36),
                        false),
                new TabulatedFunction.Discrete("one", List.of(3), table(3)),
                new TabulatedFunction.Discrete("two", List.of(3, 3), symmetricTable()),
                new TabulatedFunction.Discrete("three", List.of(3, 3, 2), table(18)));
        return new CustomNonbondedForce(
                "shape(r) + surface(r, q1*q2) + volume(r, q1+q2, q1*q2)"
                        + " + (one(type1)+one(type2)) * two(type1, type2) * (three(min(type1,type2), max(type1,type2), 1)-r)",
                new CustomParameters(List.of("q", "type"), List.of(), tables, List.of()),
                CutoffMethod.NO_CUTOFF,
                1,
                -1,
                false,
                IntStream.range(0, PARTICLES)
                        .mapToObj(i -> List.of(CHARGES[i], (double) (i % 3)))
                        .toList(),
                List.of(new ParticlePair(3, 4)),
                List.of());
    }

    private static List<Double> table(int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> round(3 * Math.cos(2.3 * i) + 0.1 * i))
                .toList();
    }

    private static List<Double> symmetricTable() {
        return List.of(1.0, 0.5, -0.3, 0.5, 2.0, 0.7, -0.3, 0.7, 1.5);
    }

    private static CustomNonbondedForce customNonbondedWithGroups() {
        return new CustomNonbondedForce(
                "-energy*exp(-(r/0.3)^2)*(w1+w2)",
                new CustomParameters(List.of("w"), List.of(new GlobalParameter("energy", 5)), List.of(), List.of()),
                CutoffMethod.NO_CUTOFF,
                1,
                -1,
                false,
                IntStream.range(0, PARTICLES)
                        .mapToObj(i -> List.of(EPSILONS[i]))
                        .toList(),
                List.of(new ParticlePair(0, 7)),
                List.of(
                        new CustomNonbondedForce.InteractionGroup(List.of(0, 2), List.of(5, 6, 7)),
                        new CustomNonbondedForce.InteractionGroup(List.of(1, 3), List.of(1, 3))));
    }

    /**
     * Makes the model of {@link #gbsa} in expressions, without offset between radii. Coordinates of a single particle are
     * in it, but not in a periodic box, where the CPU platform takes those of the image in the box.
     */
    public static CustomGbForce customGb(CutoffMethod method) {
        return new CustomGbForce(
                new CustomParameters(
                        List.of("charge", "or", "sr"),
                        List.of(
                                new GlobalParameter("solventDielectric", 78.3),
                                new GlobalParameter("soluteDielectric", 1.5)),
                        List.of(new TabulatedFunction.Continuous(
                                "tweak", List.of(new TabulatedFunction.Range(6, 0, 2)), table(6), false)),
                        List.of("solventDielectric")),
                method,
                0.9,
                List.of(
                        new CustomGbForce.ComputedValue(
                                "I",
                                "step(r+sr2-or1)*0.5*(1/L-1/U+0.25*(r-sr2^2/r)*(1/(U^2)-1/(L^2))+0.5*log(L/U)/r);"
                                        + "U=r+sr2;"
                                        + "L=max(or1, abs(r-sr2))",
                                Sum.PARTICLE_PAIR_NO_EXCLUSIONS),
                        new CustomGbForce.ComputedValue(
                                "B",
                                "1/(1/or-tanh(1*psi-0.8*psi^2+4.85*psi^3)/radius);psi=I*or; radius=or+0.009",
                                Sum.SINGLE_PARTICLE)),
                List.of(
                        new CustomGbForce.EnergyTerm(
                                "28.3919551*(or+0.14)^2*(or/B)^6 - 69.467728*(1/soluteDielectric-1/solventDielectric)*charge^2/B"
                                        + (method == CutoffMethod.CUTOFF_PERIODIC
                                                ? " + 0.3*tweak(or)"
                                                : " + 0.3*tweak(x^2+y) + 0.2*z"),
                                Sum.SINGLE_PARTICLE),
                        new CustomGbForce.EnergyTerm(
                                "-138.935456*(1/soluteDielectric-1/solventDielectric)*charge1*charge2/f;"
                                        + "f=sqrt(r^2+B1*B2*exp(-r^2/(4*B1*B2)))",
                                Sum.PARTICLE_PAIR_NO_EXCLUSIONS),
                        new CustomGbForce.EnergyTerm("0.4*B1*B2*exp(-r)", Sum.PARTICLE_PAIR)),
                IntStream.range(0, PARTICLES)
                        .mapToObj(i -> List.of(CHARGES[i], SIGMAS[i] + 0.021, (0.7 + 0.02 * i) * (SIGMAS[i] + 0.021)))
                        .toList(),
                List.of(new ParticlePair(0, 1), new ParticlePair(5, 3)));
    }

    public static CustomCompoundBondForce customCompoundBond(boolean periodic) {
        return new CustomCompoundBondForce(
                4,
                "k*(distance(p1,p3)-d0)^2*cos(angle(p1,p2,p4)) + g*sin(dihedral(p1,p2,p3,p4)-0.3)"
                        + " + profile(distance(p2,p4)) + 2*(y2-y1)^2 - 3*(x4-x1)*(z3-z2)",
                new CustomParameters(
                        List.of("k", "d0"),
                        List.of(new GlobalParameter("g", 2.5)),
                        List.of(new TabulatedFunction.Continuous(
                                "profile", List.of(new TabulatedFunction.Range(8, 0, 1)), table(8), false)),
                        List.of("g")),
                List.of(term(List.of(0, 1, 2, 3), 150, 0.2), term(List.of(7, 5, 4, 6), 95, 0.33)),
                periodic);
    }

    public static CustomCentroidBondForce customCentroidBond(boolean periodic) {
        return new CustomCentroidBondForce(
                3,
                "k*distance(g1,g2)^2 + h*(angle(g1,g2,g3)-1.4)^2 + bias(distance(g1,g3)) + 0.7*(x1-x3)*(y2-y1)",
                new CustomParameters(
                        List.of("k"),
                        List.of(new GlobalParameter("h", 11)),
                        List.of(new TabulatedFunction.Continuous(
                                "bias", List.of(new TabulatedFunction.Range(8, 0, 1.2)), table(8), false)),
                        List.of("h")),
                List.of(
                        new CustomCentroidBondForce.Group(List.of(0, 2), List.of()),
                        new CustomCentroidBondForce.Group(List.of(3), List.of(2.0)),
                        new CustomCentroidBondForce.Group(List.of(4, 5, 7), List.of(0.2, 0.5, 0.4)),
                        new CustomCentroidBondForce.Group(List.of(1, 6), List.of())),
                List.of(term(List.of(0, 1, 2), 50), term(List.of(3, 2, 0), 21)),
                periodic);
    }

    private static CustomTerm term(List<Integer> particles, double... parameters) {
        return new CustomTerm(particles, Arrays.stream(parameters).boxed().toList());
    }
}
