/** What weighted configurations say about expressions: means, states, free energies. */
@NullMarked
package org.openmmbg.plugin.analysis;

import org.jspecify.annotations.NullMarked;
