package org.openmmbg.openmm.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SystemSpecTest {
    private static final List<Double> BOX = List.of(2.0, 0.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 2.0);
    private static final List<NonbondedForce.Particle> CHARGES = List.of(
            new NonbondedForce.Particle(0, 1, 0), new NonbondedForce.Particle(0, 1, 0),
            new NonbondedForce.Particle(0, 1, 0), new NonbondedForce.Particle(0, 1, 0));

    @Test
    void keepsACopyAndNamesForcesOnce() {
        List<Double> masses = new ArrayList<>(List.of(1.0, 1.0));
        Force bonds = new HarmonicBondForce(List.of(new HarmonicBondForce.Bond(0, 1, 0.1, 1)));
        SystemSpec system = new SystemSpec(masses, List.of(), List.of(bonds, bonds), BOX);
        masses.clear();
        assertThat(system.particleCount()).isEqualTo(2);
        assertThat(system.forceNames()).containsExactly("HarmonicBondForce");
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void refusesNonsense(Force force, String expected) {
        assertThatThrownBy(() -> new SystemSpec(List.of(1.0, 1.0, 1.0, 0.0), List.of(), List.of(force), BOX))
                .isInstanceOf(SystemSpecException.class)
                .hasMessage(expected);
    }

    static Stream<Arguments> nonsense() {
        return Stream.of(
                Arguments.of(
                        new HarmonicBondForce(List.of(
                                new HarmonicBondForce.Bond(0, 1, 0.1, 1), new HarmonicBondForce.Bond(3, 4, 0.1, 1))),
                        "HarmonicBondForce (force 0), bond 1: particle 4 does not exist; the System has 4, counted"
                                + " from 0"),
                Arguments.of(
                        new HarmonicBondForce(List.of(new HarmonicBondForce.Bond(0, 1, Double.NaN, 1))),
                        "HarmonicBondForce (force 0), bond 0: length = NaN, but a finite number is needed"),
                Arguments.of(
                        new HarmonicAngleForce(List.of(new HarmonicAngleForce.Angle(0, 1, 0, 1, 1))),
                        "HarmonicAngleForce (force 0), angle 0: particle 0 is named twice"),
                Arguments.of(
                        new PeriodicTorsionForce(List.of(new PeriodicTorsionForce.Torsion(0, 1, 2, 3, 0, 0, 1))),
                        "PeriodicTorsionForce (force 0), torsion 0: periodicity = 0, but at least 1 is needed"),
                Arguments.of(
                        nonbonded(NonbondedForce.Method.NO_CUTOFF, 1, CHARGES.subList(0, 3)),
                        "NonbondedForce (force 0): it has 3 particles, but the System has 4"),
                Arguments.of(
                        nonbonded(NonbondedForce.Method.PME, 1.01, CHARGES),
                        "NonbondedForce (force 0): cutoff = 1.01 nm, but at most half the box, 1.0 nm, is possible"),
                Arguments.of(
                        new GbsaObcForce(CutoffMethod.NO_CUTOFF, 1, 1, -78, 2, List.of()),
                        "GBSAOBCForce (force 0): solvent dielectric = -78.0, but more than 0 is needed"));
    }

    @Test
    void refusesAConstraintOnAParticleWithoutMass() {
        assertThatThrownBy(() -> new SystemSpec(
                        List.of(1.0, 0.0), List.of(new SystemSpec.Constraint(0, 1, 0.1)), List.of(), BOX))
                .isInstanceOf(SystemSpecException.class)
                .hasMessage("System, constraint 0: a particle without mass cannot be constrained");
    }

    private static NonbondedForce nonbonded(
            NonbondedForce.Method method, double cutoff, List<NonbondedForce.Particle> particles) {
        return new NonbondedForce(method, cutoff, 1, -1, 5e-4, false, particles, List.of());
    }
}
