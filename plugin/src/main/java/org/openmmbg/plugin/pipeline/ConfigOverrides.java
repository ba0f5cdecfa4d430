package org.openmmbg.plugin.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Values named on the command line, which win over those of a file and of the preset. */
public final class ConfigOverrides {
    /** A value and the option that gave it, as the user wrote it. */
    record Setting(JsonNode value, String origin) {}

    private final Map<String, Setting> byKey = new LinkedHashMap<>();

    /**
     * Adds what {@code --set} was given.
     *
     * @param assignment text of the form {@code group.key=value}
     * @throws UsageException if it has another form
     */
    public void set(String assignment) {
        int equals = assignment.indexOf('=');
        if (equals <= 0) {
            throw new UsageException("--set " + assignment + ": expected key=value, for example training.ml_steps=500");
        }
        String key = assignment.substring(0, equals).strip();
        String value = assignment.substring(equals + 1).strip();
        byKey.put(key, new Setting(YamlReader.readValue(value), "--set " + assignment));
    }

    /**
     * Adds the value of an option of its own.
     *
     * @param key a key of the configuration, for example compute.seed
     * @param value number, text, path or list
     * @param option the option's name, for messages
     */
    public void put(String key, Object value, String option) {
        byKey.put(key, new Setting(ConfigMapper.TREE.valueToTree(value), option));
    }

    Map<String, Setting> byKey() {
        return Collections.unmodifiableMap(byKey);
    }
}
