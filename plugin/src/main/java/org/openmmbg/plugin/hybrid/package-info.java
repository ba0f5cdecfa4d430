/** Chains of dynamics and a trained run's generator. */
@NullMarked
package org.openmmbg.plugin.hybrid;

import org.jspecify.annotations.NullMarked;
