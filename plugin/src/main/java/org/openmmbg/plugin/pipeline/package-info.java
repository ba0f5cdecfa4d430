/** The main job: seeds, training, sampling, results, each resumable. */
@NullMarked
package org.openmmbg.plugin.pipeline;

import org.jspecify.annotations.NullMarked;
