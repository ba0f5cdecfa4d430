@NullMarked
package org.openmmbg.plugin.pipeline;

import org.jspecify.annotations.NullMarked;
