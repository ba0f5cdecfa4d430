package org.openmmbg.plugin.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openmmbg.potential.StatePair;
import org.openmmbg.potential.TwoStateSystem;
import org.openmmbg.systems.AnalyticSystem;
import org.openmmbg.systems.MixedLayout;
import org.openmmbg.systems.MolecularSystem;
import org.openmmbg.systems.SampledSystem;
import org.openmmbg.systems.SystemRegistry;
import org.openmmbg.systems.TargetRule;
import org.openmmbg.systems.Topology;
import org.openmmbg.systems.TorsionObservable;
import org.openmmbg.systems.forcefield.ForceFieldLocator;
import org.openmmbg.systems.forcefield.ForceFieldSource;
import org.openmmbg.systems.trajectory.Frames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code openmm-bg systems}: the built-in systems, and the force fields that are found. */
@Command(
        name = "systems",
        description = "List the built-in systems, show one, or list force fields.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            SystemsCommand.ListSystems.class,
            SystemsCommand.ShowSystem.class,
            SystemsCommand.ListForceFields.class
        })
final class SystemsCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandSpec own = Objects.requireNonNull(spec);
        own.commandLine().usage(own.commandLine().getErr());
        return ExitCode.USAGE;
    }

    /** {@code openmm-bg systems list}. */
    @Command(name = "list", description = "List the built-in systems.")
    static final class ListSystems implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        @Mixin
        private final JsonOption json = new JsonOption();

        @Override
        public Integer call() {
            PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
            List<SystemRegistry.Summary> systems = SystemRegistry.builtIn().systems();
            if (json.json()) {
                out.println(JsonOption.document(Map.of("systems", systems)));
            } else {
                systems.forEach(system -> out.printf("%-24s %s%n", system.name(), system.description()));
            }
            return ExitCode.DONE;
        }
    }

    /** {@code openmm-bg systems show NAME}. */
    @Command(name = "show", description = "Show a built-in system: its size, force field, source and observables.")
    static final class ShowSystem implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        @Mixin
        private final JsonOption json = new JsonOption();

        @Parameters(index = "0", paramLabel = "NAME", description = "A name that 'systems list' gives.")
        private @Nullable String name;

        @Override
        public Integer call() {
            SampledSystem system = SystemRegistry.builtIn().find(Objects.requireNonNull(name));
            PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
            Map<String, Object> facts = system instanceof AnalyticSystem analytic
                    ? analyticFacts(analytic)
                    : facts((MolecularSystem) system);
            if (json.json()) {
                out.println(JsonOption.document(facts));
            } else {
                facts.forEach((key, value) -> out.printf("%-24s %s%n", key.replace('_', ' '), shown(value)));
            }
            return ExitCode.DONE;
        }

        private static Map<String, Object> facts(MolecularSystem system) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("name", system.name());
            facts.put("description", system.description());
            facts.put("source", system.source());
            facts.put("atoms", system.topology().atomCount());
            facts.put(
                    "residues",
                    system.topology().residues().stream().map(Object::toString).toList());
            facts.put("dimensions", system.zMatrix().atomCount() * 3 - 6);
            facts.put("coordinates", coordinates(system));
            facts.put("seeds", seeds(system));
            facts.put("temperature", system.temperature());
            facts.put("target_rule", targetRule(system.targetRule()));
            facts.put("disulfides", disulfides(system.topology()));
            facts.put("forces", system.system().forceNames());
            facts.put(
                    "observables",
                    system.observables().stream().map(TorsionObservable::name).toList());
            return facts;
        }

        private static Map<String, Object> analyticFacts(AnalyticSystem system) {
            TwoStateSystem potential = system.potential();
            StatePair states = potential.states();
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("name", system.name());
            facts.put("description", system.description());
            facts.put("source", system.source());
            facts.put("dimensions", potential.dimension());
            facts.put("temperature", system.temperature());
            facts.put(
                    "temperatures",
                    system.known().stream()
                            .map(AnalyticSystem.Known::temperature)
                            .toList());
            facts.put("temperature_unit", "units of the potential, k = 1");
            facts.put("coordinate", states.coordinate());
            facts.put("states", List.of(states.below(), states.above()));
            facts.put(
                    "answers",
                    system.known().stream()
                            .map(known -> String.format(
                                    Locale.ROOT,
                                    "%s = %.4f%s kT at T = %s (%s)",
                                    states.differenceName(),
                                    known.value(),
                                    known.standardError() > 0
                                            ? String.format(Locale.ROOT, " ± %.2f", known.standardError())
                                            : "",
                                    known.temperature(),
                                    known.source()))
                            .toList());
            return facts;
        }

        private static String coordinates(MolecularSystem system) {
            MixedLayout mixed = system.mixedLayout();
            return mixed == null
                    ? "internal: bonds, angles and torsions"
                    : "mixed: positions of " + mixed.zMatrix().cartesian().size()
                            + " atoms, bonds, angles and torsions of "
                            + mixed.zMatrix().rows().size();
        }

        private static String seeds(MolecularSystem system) {
            Frames shipped = system.shippedSeeds();
            return shipped == null ? "by dynamics at the start of a run" : shipped.count() + " configurations shipped";
        }

        private static String targetRule(TargetRule rule) {
            return "L at " + rule.centres().size() + " alpha carbons, trans at "
                    + rule.transBonds().size() + " peptide bonds";
        }

        private static List<String> disulfides(Topology topology) {
            return topology.disulfides().stream()
                    .map(bond -> topology.describe(bond.first()) + " - " + topology.describe(bond.second()))
                    .toList();
        }

        private static String shown(Object value) {
            String text = value instanceof List<?> list
                    ? String.join(", ", list.stream().map(Object::toString).toList())
                    : value.toString();
            return text.isEmpty() ? "none" : text.strip().replace("\n", "\n" + " ".repeat(25));
        }
    }

    /** {@code openmm-bg systems forcefields}. */
    @Command(
            name = "forcefields",
            description = "List the force fields: those that come with the program, and the files in the folders of "
                    + ForceFieldLocator.PATH_VARIABLE + ", of conda's and of Debian's OpenMM.")
    static final class ListForceFields implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        @Mixin
        private final JsonOption json = new JsonOption();

        @Override
        public Integer call() {
            PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
            List<ForceFieldSource> sources = ForceFieldLocator.fromEnvironment().all();
            if (json.json()) {
                out.println(JsonOption.document(Map.of(
                        "forcefields",
                        sources.stream().map(ListForceFields::document).toList())));
            } else {
                sources.forEach(source -> out.printf(
                        "%-24s %s%n", source.name(), Objects.requireNonNullElse(source.file(), source.description())));
            }
            return ExitCode.DONE;
        }

        private static Map<String, Object> document(ForceFieldSource source) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("name", source.name());
            document.put("description", source.description());
            Path file = source.file();
            if (file != null) {
                document.put("file", file.toString());
            }
            return document;
        }
    }
}
