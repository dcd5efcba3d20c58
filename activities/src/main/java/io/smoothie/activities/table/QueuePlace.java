package io.smoothie.activities.table;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An order's place in the queue.
 *
 * @param position from 1
 * @param estimate how long until a robot may come free for it, from the make times seen lately;
 *     null when none has been seen, or no robot is there to come free
 */
public record QueuePlace(int position, @Nullable Duration estimate) {}
