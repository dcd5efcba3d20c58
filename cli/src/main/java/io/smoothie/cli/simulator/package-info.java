/**
 * Simulated robots: they use the demo's MQTT messages, and know nothing of Temporal or the table.
 */
@NullMarked
package io.smoothie.cli.simulator;

import org.jspecify.annotations.NullMarked;
