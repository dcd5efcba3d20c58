/**
 * The real tier: a real Temporal server, Mosquitto, and every Smoothie process as a JVM of its own.
 * Skipped where a server is missing, unless {@code SMOOTHIE_REAL_TIER=required}.
 */
@NullMarked
package io.smoothie.cli.realtier;

import org.jspecify.annotations.NullMarked;
