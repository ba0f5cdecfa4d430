package org.openmmbg.openmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openmmbg.openmm.system.CustomBondForce;
import org.openmmbg.openmm.system.CustomNonbondedForce;
import org.openmmbg.openmm.system.CustomParameters;
import org.openmmbg.openmm.system.CutoffMethod;
import org.openmmbg.openmm.system.Force;
import org.openmmbg.openmm.system.HarmonicAngleForce;
import org.openmmbg.openmm.system.HarmonicBondForce;
import org.openmmbg.openmm.system.NonbondedForce;
import org.openmmbg.openmm.system.PeriodicTorsionForce;
import org.openmmbg.openmm.system.RbTorsionForce;
import org.openmmbg.openmm.system.SystemSpec;
import org.openmmbg.openmm.system.VirtualSite;

/** Energies next to formulas written out in Java, and next to another force that means the same. */
class AnalyticEnergyTest {
    /** OpenMM 7.3's 1/(4πε₀), kJ nm/mol. */
    private static final double COULOMB = 138.935456;

    private final OpenMmLibrary library = OpenMmLibrary.load();

    @Test
    void harmonicBonds() {
        TestSystems.Sample sample = TestSystems.of("harmonic-bond");
        double expected = 0;
        for (HarmonicBondForce.Bond b : force(sample, HarmonicBondForce.class).bonds()) {
            expected += b.k() / 2 * square(distance(sample, b.particle1(), b.particle2()) - b.length());
        }
        assertEnergy(sample, expected);
    }

    @Test
    void harmonicAngles() {
        TestSystems.Sample sample = TestSystems.of("harmonic-angle");
        double expected = 0;
        for (HarmonicAngleForce.Angle a :
                force(sample, HarmonicAngleForce.class).angles()) {
            double[] u = difference(sample, a.particle1(), a.particle2());
            double[] v = difference(sample, a.particle3(), a.particle2());
            double angle = Math.acos(dot(u, v) / Math.sqrt(dot(u, u) * dot(v, v)));
            expected += a.k() / 2 * square(angle - a.angle());
        }
        assertEnergy(sample, expected);
    }

    @Test
    void periodicTorsions() {
        TestSystems.Sample sample = TestSystems.of("periodic-torsion");
        double expected = 0;
        for (PeriodicTorsionForce.Torsion t :
                force(sample, PeriodicTorsionForce.class).torsions()) {
            double theta = torsion(sample, t.particle1(), t.particle2(), t.particle3(), t.particle4());
            expected += t.k() * (1 + Math.cos(t.periodicity() * theta - t.phase()));
        }
        assertEnergy(sample, expected);
    }

    @Test
    void ryckaertBellemansTorsions() {
        TestSystems.Sample sample = TestSystems.of("rb-torsion");
        double expected = 0;
        for (RbTorsionForce.Torsion t : force(sample, RbTorsionForce.class).torsions()) {
            double psi = torsion(sample, t.particle1(), t.particle2(), t.particle3(), t.particle4()) - Math.PI;
            double[] c = {t.c0(), t.c1(), t.c2(), t.c3(), t.c4(), t.c5()};
            for (int i = 0; i < c.length; i++) {
                expected += c[i] * Math.pow(Math.cos(psi), i);
            }
        }
        assertEnergy(sample, expected);
    }

    @Test
    void chargesAndLennardJones() {
        TestSystems.Sample sample = TestSystems.of("nonbonded");
        NonbondedForce force = force(sample, NonbondedForce.class);
        double expected = 0;
        for (int i = 0; i < TestSystems.PARTICLES; i++) {
            for (int j = 0; j < i; j++) {
                NonbondedForce.Particle a = force.particles().get(i);
                NonbondedForce.Particle b = force.particles().get(j);
                int first = i;
                int second = j;
                NonbondedForce.ParticleException pair = force.exceptions().stream()
                        .filter(e -> (e.particle1() == first && e.particle2() == second)
                                || (e.particle1() == second && e.particle2() == first))
                        .findFirst()
                        .orElse(new NonbondedForce.ParticleException(
                                i,
                                j,
                                a.charge() * b.charge(),
                                (a.sigma() + b.sigma()) / 2,
                                Math.sqrt(a.epsilon() * b.epsilon())));
                double r = distance(sample, i, j);
                double s6 = Math.pow(pair.sigma() / r, 6);
                expected += COULOMB * pair.chargeProduct() / r + 4 * pair.epsilon() * (s6 * s6 - s6);
            }
        }
        assertEnergy(sample, expected);
    }

    @Test
    void aMorseBondWithAStep() {
        TestSystems.Sample sample = TestSystems.of("custom-bond");
        double expected = 0;
        for (var bond : force(sample, CustomBondForce.class).bonds()) {
            double r =
                    distance(sample, bond.particles().get(0), bond.particles().get(1));
            List<Double> p = bond.parameters();
            expected += 1.25 * p.get(0) * square(1 - Math.exp(-p.get(1) * (r - p.get(2))));
            expected += r >= 0.16 ? 0.1 * r : 0.016;
        }
        assertEnergy(sample, expected);
    }

    @Test
    void switchedLennardJonesInExpressions() {
        SystemSpec system = TestSystems.of("nonbonded-cutoff").system();
        List<NonbondedForce.Particle> neutral = force(system, NonbondedForce.class).particles().stream()
                .map(p -> new NonbondedForce.Particle(0, p.sigma(), p.epsilon()))
                .toList();
        double[] positions = TestSystems.of("nonbonded-cutoff").positions();
        Force standard = new NonbondedForce(
                NonbondedForce.Method.CUTOFF_NON_PERIODIC, 0.9, 1, 0.4, 5e-4, false, neutral, List.of());
        Force custom = new CustomNonbondedForce(
                "4*e*((s/r)^12-(s/r)^6); s=(sigma1+sigma2)/2; e=sqrt(epsilon1*epsilon2)",
                CustomParameters.perItem("sigma", "epsilon"),
                CutoffMethod.CUTOFF_NON_PERIODIC,
                0.9,
                0.4,
                false,
                neutral.stream().map(p -> List.of(p.sigma(), p.epsilon())).toList(),
                List.of(),
                List.of());
        double expected = energy(with(system, standard), positions);
        assertThat(energy(with(system, custom), positions)).isCloseTo(expected, within(1e-9 * Math.abs(expected)));
    }

    @Test
    void particleMeshEwaldIsEwald() {
        TestSystems.Sample sample = TestSystems.of("nonbonded-ewald");
        double ewald = energy(sample.system(), sample.positions());
        Force pme = TestSystems.nonbonded(NonbondedForce.Method.PME, -1);
        assertThat(energy(with(sample.system(), pme), sample.positions())).isCloseTo(ewald, within(1e-3));
    }

    @Test
    void virtualSitesFollowTheOtherParticles() {
        TestSystems.Sample sample = TestSystems.of("virtual-sites");
        double[] placed = sample.positions();
        for (VirtualSite site : sample.system().virtualSites()) {
            double[] at = position(site, sample);
            System.arraycopy(at, 0, placed, 3 * site.particle(), 3);
        }
        // The same forces on the same particles, of which none is a site.
        List<Double> masses = sample.system().masses().stream()
                .map(mass -> mass == 0 ? 1.0 : mass)
                .toList();
        SystemSpec free = new SystemSpec(
                masses, List.of(), sample.system().forces(), sample.system().boxVectors());
        double expected = energy(free, placed);

        double[] energies = new double[2];
        double[] gradients = new double[2 * placed.length];
        double[] batch = Arrays.copyOf(placed, 2 * placed.length);
        System.arraycopy(TestSystems.of("virtual-sites").positions(), 0, batch, placed.length, placed.length);
        try (BatchEvaluator evaluator = BatchEvaluator.create(library, sample.system(), "Reference", 1)) {
            evaluator.evaluate(2, batch, energies, gradients);
        }
        assertThat(energies[0]).isCloseTo(expected, within(1e-9 * Math.abs(expected)));
        assertThat(energies[1]).as("where the sites were does not matter").isEqualTo(energies[0]);
        for (VirtualSite site : sample.system().virtualSites()) {
            for (int i = 0; i < 3; i++) {
                assertThat(gradients[3 * site.particle() + i]).isZero();
            }
        }
        // No force from outside: the gradients of all real particles cancel.
        for (int i = 0; i < 3; i++) {
            double sum = 0;
            for (int j = i; j < placed.length; j += 3) {
                sum += gradients[j];
            }
            assertThat(sum).isCloseTo(0, within(1e-8));
        }
    }

    private static double[] position(VirtualSite site, TestSystems.Sample sample) {
        List<Integer> particles = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        double[] cross = new double[3];
        if (site instanceof VirtualSite.TwoParticleAverage s) {
            particles.addAll(List.of(s.particle1(), s.particle2()));
            weights.addAll(List.of(s.weight1(), s.weight2()));
        } else if (site instanceof VirtualSite.ThreeParticleAverage s) {
            particles.addAll(List.of(s.particle1(), s.particle2(), s.particle3()));
            weights.addAll(List.of(s.weight1(), s.weight2(), s.weight3()));
        } else if (site instanceof VirtualSite.OutOfPlane s) {
            particles.addAll(List.of(s.particle1(), s.particle2(), s.particle3()));
            weights.addAll(List.of(1 - s.weight12() - s.weight13(), s.weight12(), s.weight13()));
            cross = cross(
                    difference(sample, s.particle2(), s.particle1()), difference(sample, s.particle3(), s.particle1()));
            for (int i = 0; i < 3; i++) {
                cross[i] *= s.weightCross();
            }
        }
        double[] at = cross;
        for (int i = 0; i < particles.size(); i++) {
            for (int j = 0; j < 3; j++) {
                at[j] += weights.get(i) * sample.positions()[3 * particles.get(i) + j];
            }
        }
        return at;
    }

    private void assertEnergy(TestSystems.Sample sample, double expected) {
        assertThat(energy(sample.system(), sample.positions())).isCloseTo(expected, within(1e-9 * Math.abs(expected)));
    }

    private double energy(SystemSpec system, double[] positions) {
        double[] energy = new double[1];
        try (BatchEvaluator evaluator = BatchEvaluator.create(library, system, "Reference", 1)) {
            evaluator.evaluate(1, positions, energy, null);
        }
        return energy[0];
    }

    private static SystemSpec with(SystemSpec system, Force force) {
        return new SystemSpec(system.masses(), List.of(), List.of(force), system.boxVectors());
    }

    private static <F extends Force> F force(TestSystems.Sample sample, Class<F> kind) {
        return force(sample.system(), kind);
    }

    private static <F extends Force> F force(SystemSpec system, Class<F> kind) {
        return kind.cast(system.forces().get(0));
    }

    /** Returns the torsion as IUPAC has it, radians. */
    private static double torsion(TestSystems.Sample sample, int i, int j, int k, int l) {
        double[] b1 = difference(sample, j, i);
        double[] b2 = difference(sample, k, j);
        double[] b3 = difference(sample, l, k);
        double[] n1 = cross(b1, b2);
        double[] n2 = cross(b2, b3);
        return Math.atan2(Math.sqrt(dot(b2, b2)) * dot(b1, n2), dot(n1, n2));
    }

    private static double distance(TestSystems.Sample sample, int i, int j) {
        double[] d = difference(sample, i, j);
        return Math.sqrt(dot(d, d));
    }

    private static double[] difference(TestSystems.Sample sample, int i, int j) {
        return IntStream.range(0, 3)
                .mapToDouble(c -> sample.positions()[3 * i + c] - sample.positions()[3 * j + c])
                .toArray();
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    private static double[] cross(double[] a, double[] b) {
        return new double[] {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    }

    private static double square(double x) {
        return x * x;
    }
}
