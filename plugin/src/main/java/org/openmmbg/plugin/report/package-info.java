/** The self-contained HTML report and its plots. */
@NullMarked
package org.openmmbg.plugin.report;

import org.jspecify.annotations.NullMarked;
