package org.openmmbg.openmm.jna;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openmmbg.openmm.OpenMmException;
import org.openmmbg.openmm.TestSystems;
import org.openmmbg.openmm.system.Force;
import org.openmmbg.openmm.system.SystemSpec;

class ForceSlotsTest {
    /** Forces: bonds 0, angles 1, (motion remover 0), bonds 31, torsions 1, nonbonded 7, custom GB 7. */
    private final ForceSlots slots = ForceSlots.of(TestSystems.of("groups").system());

    @Test
    void eachPairOfNameAndGroupHasOne() {
        assertThat(slots.count()).isEqualTo(6);
        assertThat(List.of(slots.slot(0), slots.slot(1), slots.slot(3), slots.slot(4), slots.slot(5), slots.slot(6)))
                .containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(slots.names())
                .containsExactly(
                        "HarmonicBondForce",
                        "HarmonicAngleForce",
                        "PeriodicTorsionForce",
                        "NonbondedForce",
                        "CustomGBForce");
    }

    @Test
    void masksByNameAndByGroup() {
        assertThat(slots.maskOfName("HarmonicBondForce")).isEqualTo(0b101);
        assertThat(slots.maskOfName("CMMotionRemover")).isZero();
        assertThat(slots.maskOfGroups(1 << 1)).isEqualTo(0b1010);
        assertThat(slots.maskOfGroups(1 << 31)).isEqualTo(0b100);
        assertThat(slots.maskOfGroups(1 << 7)).isEqualTo(0b110000);
        assertThat(slots.maskOfGroups(-1)).isEqualTo(0b111111);
        assertThat(slots.maskOfGroups(1 << 5)).isZero();
    }

    @Test
    void moreThanOpenMmHasAreRefused() {
        List<Force> forces = new ArrayList<>();
        List<Integer> groups = new ArrayList<>();
        for (int group = 0; group < 17; group++) {
            forces.add(TestSystems.harmonicBond(false));
            forces.add(TestSystems.harmonicAngle(false));
            groups.addAll(List.of(group, group));
        }
        SystemSpec all = TestSystems.of("harmonic-bond").system();
        SystemSpec system = new SystemSpec(all.masses(), List.of(), List.of(), forces, groups, all.boxVectors());
        assertThatThrownBy(() -> ForceSlots.of(system))
                .isInstanceOf(OpenMmException.class)
                .hasMessageContaining("34 pairs");
    }
}
