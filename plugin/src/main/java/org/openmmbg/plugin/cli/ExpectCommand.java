package org.openmmbg.plugin.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openmmbg.estimate.Bootstrap;
import org.openmmbg.plugin.analysis.ExpressionMean;
import org.openmmbg.plugin.analysis.Judgement;
import org.openmmbg.plugin.analysis.WeightedSamples;
import org.openmmbg.plugin.pipeline.UsageException;
import org.openmmbg.systems.observable.Expression;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code openmm-bg expect}: means of expressions over weighted samples. */
@Command(
        name = "expect",
        description = "Means over the target ensemble of expressions such as 'chi1:5', 'distance(@CA:2,@CA:9)' or"
                + " 'phi:2 > 0 & psi:2 < 90deg', with 95 %% intervals, from the samples of a run or of a file. Lengths are"
                + " in nm; the mean of a torsion is the circular one, in degrees; that of a condition its probability.")
final class ExpectCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Mixin
    private final SamplesOptions source = new SamplesOptions();

    @Parameters(
            arity = "1..*",
            paramLabel = "RUN EXPR",
            description = "The folder of a run (not with --samples), then expressions.")
    private final List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() {
        boolean ofRun = !source.given();
        List<String> texts = ofRun ? arguments.subList(1, arguments.size()) : arguments;
        if (texts.isEmpty()) {
            throw new UsageException("the mean of what? Name an expression, such as phi:2 or 'distance(@CA:2,@CA:9)'");
        }
        WeightedSamples samples = source.read(ofRun ? Path.of(arguments.get(0)) : null);
        List<Expression> expressions = texts.stream()
                .map(text -> Expression.parse(text, samples.vocabulary()))
                .toList();
        Bootstrap bootstrap = source.bootstrap();
        List<ExpressionMean> means = expressions.stream()
                .map(expression -> ExpressionMean.of(expression, samples, bootstrap))
                .toList();
        Judgement judgement = Judgement.of(samples, expressions);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println(json.json() ? document(samples, means, judgement) : table(means, judgement));
        out.flush();
        return judgement.converged() ? ExitCode.DONE : ExitCode.NOT_CONVERGED;
    }

    private static String document(WeightedSamples samples, List<ExpressionMean> means, Judgement judgement) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("observables", means);
        document.put("samples", samples.count());
        document.put("temperature", samples.temperature());
        document.put("weights", judgement);
        document.put("converged", judgement.converged());
        document.put("verdict", judgement.verdict());
        return JsonOption.document(document);
    }

    private static String table(List<ExpressionMean> means, Judgement judgement) {
        List<String> lines = new ArrayList<>();
        means.forEach(m -> lines.add(String.format(
                Locale.ROOT,
                "<%s> = %.5g, 95 %% interval [%.5g, %.5g]",
                m.name(),
                m.mean(),
                m.ci95().low(),
                m.ci95().high())));
        lines.addAll(JudgementText.lines(judgement));
        return JudgementText.joined(lines);
    }
}
