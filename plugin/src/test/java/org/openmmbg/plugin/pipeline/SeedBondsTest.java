package org.openmmbg.plugin.pipeline;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.openmmbg.plugin.cli.TestData;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;
import org.openmmbg.systems.InputFileException;
import org.openmmbg.systems.MolecularSystem;
import org.openmmbg.systems.SystemRegistry;
import org.openmmbg.systems.trajectory.FrameReader;
import org.openmmbg.systems.trajectory.Frames;

/** Seeds that are not what they seem, each told with its likely cause. */
class SeedBondsTest {
    private static final Path FILE = Path.of("seeds.npz");
    private static final int FRAMES = 5;

    private final MolecularSystem system =
            (MolecularSystem) SystemRegistry.builtIn().find("alanine-dipeptide");

    /** Returns the reference a few times, shaken a little, the last frame changed. */
    private Frames frames(Consumer<double[]> change) {
        double[] reference = system.referencePositions();
        double[] positions = new double[FRAMES * reference.length];
        RandomStream random = new RandomStream(3, Purpose.TEST, 0);
        for (int frame = 0; frame < FRAMES; frame++) {
            double[] one = reference.clone();
            for (int i = 0; i < one.length; i++) {
                one[i] += 0.003 * random.nextGaussian();
            }
            if (frame == FRAMES - 1) {
                change.accept(one);
            }
            System.arraycopy(one, 0, positions, frame * one.length, one.length);
        }
        return new Frames(reference.length / 3, FRAMES, positions, null);
    }

    private void refused(Consumer<double[]> change, String cause) {
        assertThatThrownBy(() -> new SeedBonds(system).require(FILE, frames(change)))
                .isInstanceOf(InputFileException.class)
                .hasMessageContaining("seeds.npz")
                .hasMessageContaining("frame 4: the bond ")
                .hasMessageContaining(cause)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void heatIsTaken() {
        assertThatCode(() -> new SeedBonds(system).require(FILE, frames(one -> {})))
                .doesNotThrowAnyException();
    }

    @Test
    void otherUnitsAreTold() {
        refused(one -> scale(one, 10), "are the positions in Å? nm are expected");
        refused(one -> scale(one, 0.1), "are the positions in another unit?");
    }

    private static void scale(double[] positions, double factor) {
        for (int i = 0; i < positions.length; i++) {
            positions[i] *= factor;
        }
    }

    @Test
    void aMoleculeCutByItsCellIsTold() {
        refused(
                one -> {
                    for (int atom = 0; atom < 6; atom++) {
                        one[3 * atom] += 2.5;
                    }
                },
                "is the molecule cut by a periodic cell?");
    }

    @Test
    void anotherOrderIsTold() {
        refused(
                one -> {
                    double[] copy = one.clone();
                    for (int i = 0; i < one.length / 3; i++) {
                        System.arraycopy(copy, 3 * (one.length / 3 - 1 - i), one, 3 * i, 3);
                    }
                },
                "are the atoms in another order, or is it another molecule?");
        refused(one -> one[7] = Double.NaN, "nm long");
    }

    /** What a user had (MDTraj issue 1018). */
    @Test
    void seedsInAngstromOfTheField() {
        Path file = TestData.file("trajectory/seeds-angstrom.npz");
        Frames frames = FrameReader.read(file, system.topology().atomCount());
        assertThatThrownBy(() -> new SeedBonds(system).require(file, frames))
                .hasMessageContaining("frame 0: the bond ")
                .hasMessageContaining("are the positions in Å?");
    }

    /** Frames of weight 0 are not learnt from. */
    @Test
    void framesOfNoWeightMayBeAnything() {
        Frames frames = frames(one -> scale(one, 10));
        Frames weighted = new Frames(frames.atoms(), FRAMES, frames.positions(), new double[] {1, 1, 1, 1, 0});
        assertThatCode(() -> new SeedBonds(system).require(FILE, weighted)).doesNotThrowAnyException();
    }
}
