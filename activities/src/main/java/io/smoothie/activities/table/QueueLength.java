package io.smoothie.activities.table;

import java.time.Instant;

/**
 * How many orders of one priority wait for a robot.
 *
 * @param priority 1 (first) to 5
 * @param waiting at least 1
 * @param oldest when the longest of their waits began
 */
public record QueueLength(int priority, int waiting, Instant oldest) {}
