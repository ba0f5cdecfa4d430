package org.openmmbg.plugin.pipeline;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How much work a run does: the named sets of defaults. */
public enum Preset {
    /** Minutes on two cores: a first look, and the smallest run whose numbers can be trusted. */
    QUICK,
    /** About an hour on two cores. */
    STANDARD,
    /** A night on two cores: the numbers for a paper. */
    LONG;

    /** Returns the name used on the command line and in config.yaml. */
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Finds a preset by its name.
     *
     * @throws UsageException if there is none of that name
     */
    @JsonCreator
    public static Preset of(String id) {
        for (Preset preset : values()) {
            if (preset.id().equals(id)) {
                return preset;
            }
        }
        String known = Arrays.stream(values()).map(Preset::id).collect(Collectors.joining(", "));
        throw new UsageException("unknown preset '" + id + "'; expected one of: " + known);
    }
}
