import java.nio.file.Path;
import java.util.List;
import org.openmmbg.estimate.Bootstrap;
import org.openmmbg.estimate.Estimate;
import org.openmmbg.estimate.Expectation;
import org.openmmbg.estimate.ImportanceWeights;
import org.openmmbg.estimate.ParetoSmoothing;
import org.openmmbg.openmm.BatchEvaluator;
import org.openmmbg.openmm.OpenMmLibrary;
import org.openmmbg.systems.MolecularSystem;
import org.openmmbg.systems.OpenMmPotential;
import org.openmmbg.systems.observable.Expression;
import org.openmmbg.systems.observable.Vocabulary;
import org.openmmbg.systems.trajectory.FrameReader;
import org.openmmbg.systems.trajectory.Frames;

/**
 * Energies of a trajectory under the force field that made it and under another, and a distance reweighted to the other.
 * Frames are taken as independent: thin the trajectory before.
 *
 * <pre>openmm-bg script plugin/examples/Reweight.java ala2.pdb md.dcd amber99sbildn,amber99_obc amber96,amber96_obc \
 *     'distance(@C:1,@N:3)' 300</pre>
 */
class Reweight {
    public static void main(String[] arguments) {
        Path pdb = Path.of(arguments[0]);
        double temperature = Double.parseDouble(arguments[5]);
        MolecularSystem from = system(pdb, arguments[2], temperature);
        MolecularSystem to = system(pdb, arguments[3], temperature);
        Frames frames = FrameReader.read(Path.of(arguments[1]), from.topology().atomCount());
        Expression expression = Expression.parse(arguments[4], Vocabulary.of(from.topology()));

        double[] before = energies(from, frames);
        double[] after = energies(to, frames);
        double[] logWeights = new double[frames.count()];
        for (int i = 0; i < logWeights.length; i++) {
            logWeights[i] = before[i] - after[i];
        }
        ImportanceWeights weights = new ImportanceWeights(logWeights);
        double[] values = expression.values(frames.count(), frames.positions(), 3 * frames.atoms());
        Bootstrap bootstrap = new Bootstrap(1, 1000);
        show("as sampled", expression, mean(expression, ImportanceWeights.equal(frames.count()), values, bootstrap));
        show("reweighted", expression, mean(expression, weights, values, bootstrap));
        ParetoSmoothing smoothing = ParetoSmoothing.of(weights);
        System.out.printf(
                "%d frames, %.1f effective samples, Pareto k %.2f%n",
                frames.count(), weights.effectiveSamples(), smoothing.k());
        smoothing.warnings().forEach(warning -> System.out.println("warning: " + warning));
    }

    private static MolecularSystem system(Path pdb, String forceField, double temperature) {
        return MolecularSystem.fromForceField(pdb, List.of(forceField.split(",")), temperature, true, false);
    }

    private static double[] energies(MolecularSystem system, Frames frames) {
        double[] energies = new double[frames.count()];
        try (BatchEvaluator evaluator = BatchEvaluator.create(OpenMmLibrary.load(), system.system(), "Reference", 2)) {
            new OpenMmPotential(evaluator, system.temperature())
                    .evaluate(frames.count(), frames.positions(), energies, null);
        }
        return energies;
    }

    private static Estimate mean(
            Expression expression, ImportanceWeights weights, double[] values, Bootstrap bootstrap) {
        return switch (expression.quantity().form()) {
            case CIRCULAR -> Expectation.circularMean(weights, values, bootstrap);
            case LINEAR, CONDITION -> Expectation.mean(weights, values, bootstrap);
        };
    }

    private static void show(String what, Expression expression, Estimate mean) {
        double scale = expression.quantity().scale();
        System.out.printf(
                "%s: <%s> = %.4f, 95 %% interval [%.4f, %.4f]%n",
                what, expression.title(), scale * mean.value(), scale * mean.low(), scale * mean.high());
    }
}
