/** Simulated robots: they speak the demo's wire, and know nothing of Temporal or the table. */
@NullMarked
package io.smoothie.cli.simulator;

import org.jspecify.annotations.NullMarked;
