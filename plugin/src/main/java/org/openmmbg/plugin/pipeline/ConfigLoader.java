package org.openmmbg.plugin.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openmmbg.systems.EditDistance;
import org.openmmbg.systems.InputFileException;

/** Builds a {@link RunConfig} from a preset, a file and the command line; each wins over the one before. */
public final class ConfigLoader {
    /** What may change between a run and its resumption: the numbers do not depend on it. */
    private static final Set<String> FREE_ON_RESUME = Set.of("compute.threads", "observables");

    /** The keys that hold file names, which a file names relative to itself. */
    private static final Set<String> PATH_KEYS =
            Set.of("system.system_xml", "system.pdb", "system.prmtop", "system.inpcrd");

    private static final String SEED_FILES = "system.seed_files";

    private static final String FORCE_FIELD = "system.forcefield";

    private ConfigLoader() {}

    /**
     * Returns the configuration of a new run.
     *
     * @param preset the preset asked for, or null for the file's, or else the standard one
     * @param file a YAML file that names any part of a configuration, or null
     * @param overrides values of the command line
     * @throws UsageException if a value of the command line cannot be used, or no system is named
     * @throws InputFileException if the file cannot be used
     */
    public static RunConfig create(@Nullable Preset preset, @Nullable Path file, ConfigOverrides overrides) {
        JsonNode fromFile = file == null ? ConfigMapper.TREE.createObjectNode() : YamlReader.read(file);
        Preset chosen = preset != null ? preset : presetOf(fromFile, file);
        ObjectNode tree = tree(PresetDefaults.of(chosen, systemName(fromFile, overrides)));
        if (file != null) {
            merge(tree, fromFile, "", file);
            tree.put("preset", chosen.id());
            resolvePaths(tree, file);
        }
        overrides.byKey().forEach((key, override) -> apply(tree, key, override));
        RunConfig config = bind(tree, file, overrides);
        requireSystem(config.system());
        config.requireConsistent();
        return config;
    }

    /**
     * Returns the configuration of an existing run.
     *
     * @param file config.yaml of its folder
     * @param preset the preset named again, or null
     * @param overrides values named again; the number of threads is the only one that may differ
     * @throws UsageException if a value differs from the run's
     * @throws InputFileException if the file cannot be used
     */
    public static RunConfig resume(Path file, @Nullable Preset preset, ConfigOverrides overrides) {
        RunConfig stored = read(file);
        if (preset != null && preset != stored.preset()) {
            throw differs(
                    "--preset " + preset.id(), "preset", "'" + stored.preset().id() + "'", file);
        }
        ObjectNode before = tree(stored);
        ObjectNode after = before.deepCopy();
        overrides.byKey().forEach((key, override) -> apply(after, key, override));
        RunConfig asked = bind(after, file, overrides);
        Map<String, JsonNode> was = leaves(before);
        Map<String, JsonNode> is = leaves(tree(asked));
        was.forEach((key, value) -> {
            ConfigOverrides.Setting override = overrides.byKey().get(key);
            if (override != null && !FREE_ON_RESUME.contains(key) && !value.equals(is.get(key))) {
                throw differs(override.origin(), key, value.toString(), file);
            }
        });
        return asked;
    }

    /**
     * Reads the complete configuration of a run folder.
     *
     * @throws InputFileException if it cannot be used
     */
    public static RunConfig read(Path file) {
        JsonNode stored = YamlReader.read(file);
        ObjectNode tree = tree(PresetDefaults.of(presetOf(stored, file), systemName(stored, new ConfigOverrides())));
        merge(tree, stored, "", file);
        return bind(tree, file, new ConfigOverrides());
    }

    /** Returns a configuration as YAML, complete. */
    public static String toYaml(RunConfig config) {
        return YamlReader.write(tree(config));
    }

    /** Returns every key of a configuration, such as training.ml_steps, with its value as text. */
    public static Map<String, String> flat(RunConfig config) {
        Map<String, String> flat = new LinkedHashMap<>();
        leaves(tree(config))
                .forEach((key, value) -> flat.put(key, value.isTextual() ? value.asText() : value.toString()));
        return flat;
    }

    private static UsageException differs(String origin, String key, String stored, Path file) {
        return new UsageException(origin + ": the run to be resumed has " + key + " " + stored + " (" + file
                + "); leave the option out, or start a new run");
    }

    /** Returns the built-in system that is named, which decides the defaults; null if none is. */
    private static @Nullable String systemName(JsonNode file, ConfigOverrides overrides) {
        ConfigOverrides.Setting override = overrides.byKey().get("system.name");
        JsonNode name =
                override != null ? override.value() : file.path("system").path("name");
        return name.isTextual() ? name.textValue() : null;
    }

    private static Preset presetOf(JsonNode tree, @Nullable Path file) {
        JsonNode node = tree.path("preset");
        if (node.isMissingNode() || file == null) {
            return Preset.STANDARD;
        }
        try {
            return Preset.of(node.asText());
        } catch (UsageException e) {
            throw new InputFileException(file, String.valueOf(e.getMessage()), e);
        }
    }

    private static ObjectNode tree(RunConfig config) {
        return ConfigMapper.TREE.valueToTree(config);
    }

    /** Puts the values of a file into the complete tree; a key that the tree does not have is an error. */
    private static void merge(ObjectNode into, JsonNode from, String prefix, Path file) {
        if (from.isMissingNode() || from.isNull()) {
            return;
        }
        if (!from.isObject()) {
            String group = prefix.isEmpty() ? "the file" : "'" + prefix.substring(0, prefix.length() - 1) + "'";
            throw new InputFileException(file, group + " must be a group of keys");
        }
        for (Map.Entry<String, JsonNode> entry : from.properties()) {
            String key = prefix + entry.getKey();
            JsonNode known = into.get(entry.getKey());
            if (known == null) {
                throw new InputFileException(file, unknownKey(key));
            }
            if (known instanceof ObjectNode group) {
                merge(group, entry.getValue(), key + ".", file);
            } else {
                if (isMissing(known, entry.getValue())) {
                    throw new InputFileException(file, hasNoValue(key));
                }
                into.set(entry.getKey(), entry.getValue());
            }
        }
    }

    private static void apply(ObjectNode tree, String key, ConfigOverrides.Setting override) {
        ObjectNode group = tree;
        String name = key;
        int dot = key.indexOf('.');
        if (dot > 0 && tree.get(key.substring(0, dot)) instanceof ObjectNode found) {
            group = found;
            name = key.substring(dot + 1);
        }
        JsonNode known = group.get(name);
        if (known == null || known.isObject() || key.equals("preset")) {
            throw new UsageException(override.origin() + ": " + unknownKey(key));
        }
        if (isMissing(known, override.value())) {
            throw new UsageException(override.origin() + ": " + hasNoValue(key));
        }
        group.set(name, override.value());
    }

    /** Returns whether a value is missing where the defaults have one. */
    private static boolean isMissing(JsonNode known, JsonNode value) {
        boolean isEmptyText = value.isTextual() && value.textValue().isEmpty();
        boolean missing = isEmptyText || (value.isNull() && !known.isNull());
        for (JsonNode element : value) {
            missing |= element.isNull();
        }
        return missing;
    }

    private static String hasNoValue(String key) {
        return "'" + key + "' has no value";
    }

    private static String unknownKey(String key) {
        ObjectNode all = tree(PresetDefaults.of(Preset.STANDARD, null));
        String closest = leaves(all).keySet().stream()
                .min((a, b) -> Integer.compare(distance(key, a), distance(key, b)))
                .orElseThrow();
        return "unknown key '" + key + "'; did you mean '" + closest + "'?";
    }

    /** The distance between two keys, the group counting less than the name. */
    private static int distance(String asked, String known) {
        int whole = EditDistance.between(asked, known);
        int name = EditDistance.between(lastPart(asked), lastPart(known));
        return whole + 2 * name;
    }

    private static String lastPart(String key) {
        return key.substring(key.lastIndexOf('.') + 1);
    }

    private static Map<String, JsonNode> leaves(ObjectNode tree) {
        Map<String, JsonNode> leaves = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> group : tree.properties()) {
            if (group.getValue() instanceof ObjectNode members) {
                members.properties()
                        .forEach(member -> leaves.put(group.getKey() + "." + member.getKey(), member.getValue()));
            } else {
                leaves.put(group.getKey(), group.getValue());
            }
        }
        return leaves;
    }

    private static void resolvePaths(ObjectNode tree, Path file) {
        ObjectNode system = (ObjectNode) tree.get("system");
        Path folder = file.toAbsolutePath().getParent();
        for (String key : PATH_KEYS) {
            String name = lastPart(key);
            if (system.get(name).isTextual()) {
                system.put(name, resolve(folder, system.get(name)));
            }
        }
        if (system.get(lastPart(SEED_FILES)) instanceof ArrayNode files) {
            List<JsonNode> resolved = new ArrayList<>();
            files.forEach(seeds -> resolved.add(seeds.isTextual() ? TextNode.valueOf(resolve(folder, seeds)) : seeds));
            files.removeAll().addAll(resolved);
        }
        if (system.get(lastPart(FORCE_FIELD)) instanceof ArrayNode parts) {
            List<JsonNode> resolved = new ArrayList<>();
            parts.forEach(part -> resolved.add(part.isTextual() ? forceField(folder, part) : part));
            parts.removeAll().addAll(resolved);
        }
    }

    /** A force field is a name, unless a file of that name is there. */
    private static JsonNode forceField(@Nullable Path folder, JsonNode name) {
        String file = name.textValue().endsWith(".xml") ? resolve(folder, name) : "";
        return !file.isEmpty() && Files.isRegularFile(Path.of(file)) ? TextNode.valueOf(file) : name;
    }

    private static String resolve(@Nullable Path folder, JsonNode name) {
        Path path = Path.of(name.textValue());
        return (folder == null ? path : folder.resolve(path)).normalize().toString();
    }

    private static RunConfig bind(ObjectNode tree, @Nullable Path file, ConfigOverrides overrides) {
        try {
            return ConfigMapper.TREE.treeToValue(tree, RunConfig.class);
        } catch (JsonMappingException e) {
            String key = e.getPath().stream()
                    .map(JsonMappingException.Reference::getFieldName)
                    .filter(name -> name != null)
                    .collect(Collectors.joining("."));
            String problem = "expected another type of value";
            if (e instanceof ConfigMapper.BadValueException) {
                problem = e.getOriginalMessage();
            } else if (e.getCause() instanceof OutOfRangeException range) {
                key += "." + snakeCase(range.field());
                problem = range.getMessage();
            } else if (e instanceof MismatchedInputException mismatch
                    && Collection.class.isAssignableFrom(mismatch.getTargetType())) {
                problem = "expected a list, such as [1, 2]";
            }
            ConfigOverrides.Setting override = overrides.byKey().get(key);
            if (override != null) {
                throw new UsageException(override.origin() + ": " + key + " " + problem, e);
            }
            if (file == null) {
                throw new UsageException(key + " " + problem, e);
            }
            throw new InputFileException(file, key + " " + problem, e);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String snakeCase(String name) {
        return new PropertyNamingStrategies.SnakeCaseStrategy().translate(name);
    }

    private static void requireSystem(RunConfig.SystemChoice system) {
        boolean structure = system.systemXml() != null
                || system.pdb() != null
                || !system.forcefield().isEmpty();
        boolean amber = system.prmtop() != null || system.inpcrd() != null;
        if (system.name() != null && (structure || amber)) {
            throw new UsageException("name a built-in system or files of your own, not both: '" + system.name() + "'");
        }
        if (system.implicit() != null && system.prmtop() == null) {
            throw new UsageException("--implicit goes with --prmtop; with --forcefield name a solvent in the list, such"
                    + " as implicit/obc2");
        }
        if (system.addHydrogens() && system.forcefield().isEmpty()) {
            throw new UsageException("--add-hydrogens goes with --pdb and --forcefield");
        }
        if (amber) {
            if (structure) {
                throw new UsageException("--prmtop and --inpcrd are a whole molecule; leave out --pdb, --forcefield and"
                        + " --system-xml");
            }
            if (system.prmtop() == null || system.inpcrd() == null) {
                throw new UsageException("--prmtop and --inpcrd go together");
            }
        } else if (structure) {
            requireStructure(system);
        } else if (system.name() == null) {
            throw new UsageException("no system: name a built-in one (see 'openmm-bg systems list'), a YAML file,"
                    + " --pdb with --forcefield or --system-xml, or --prmtop with --inpcrd");
        }
    }

    private static void requireStructure(RunConfig.SystemChoice system) {
        boolean forceField = !system.forcefield().isEmpty();
        if (forceField && system.systemXml() != null) {
            throw new UsageException("--forcefield and --system-xml each give the forces; leave one out");
        }
        if (!forceField && system.systemXml() == null) {
            throw new UsageException(
                    "--pdb needs --forcefield or --system-xml: the PDB file names the atoms, those the" + " forces");
        }
        if (system.pdb() == null) {
            throw new UsageException(
                    (forceField ? "--forcefield" : "--system-xml") + " needs --pdb, which names the atoms");
        }
    }
}
