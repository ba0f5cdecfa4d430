/** What {@code openmm-bg bench} measures: speed beside the limit of the machine, and memory over long use. */
@NullMarked
package org.openmmbg.plugin.bench;

import org.jspecify.annotations.NullMarked;
