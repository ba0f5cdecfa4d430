package org.openmmbg.systems.forcefield;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a force field is found.
 *
 * @param name what commands call it
 * @param description one line
 * @param file its file; null if it comes with this project
 */
public record ForceFieldSource(
        String name, String description, @Nullable Path file) {}
