import java.nio.file.Path;
import java.util.List;
import org.openmmbg.estimate.Bootstrap;
import org.openmmbg.plugin.analysis.State;
import org.openmmbg.plugin.analysis.StateFreeEnergies;
import org.openmmbg.plugin.analysis.WeightedSamples;
import org.openmmbg.plugin.pipeline.Results;

/**
 * The free-energy difference of two basins from a trained generator's samples.
 *
 * <pre>openmm-bg script plugin/examples/DeltaF.java RUN 'phi:2 > 0' 'phi:2 < 0'</pre>
 */
class DeltaF {
    public static void main(String[] arguments) {
        WeightedSamples samples = WeightedSamples.ofRun(Path.of(arguments[0]));
        List<State> states = List.of(
                State.parse(arguments[1], samples.vocabulary()), State.parse(arguments[2], samples.vocabulary()));
        StateFreeEnergies found = StateFreeEnergies.of(samples, states, List.of(), new Bootstrap(1, 1000));
        Results.FreeEnergy difference = found.freeEnergies().get(0);
        System.out.printf(
                "%s = %.3f kT, 95 %% interval [%.3f, %.3f]%n",
                difference.name(),
                difference.valueKT(),
                difference.ci95KT().low(),
                difference.ci95KT().high());
        System.out.println(found.temperatures().get(0).judgement().verdict());
        System.exit(found.converged() ? 0 : 5);
    }
}
