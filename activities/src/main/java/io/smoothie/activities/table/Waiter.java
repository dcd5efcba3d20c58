package io.smoothie.activities.table;

import io.smoothie.workflow.OrderId;
import java.time.Instant;

/**
 * An order in the queue.
 *
 * @param claim the number of the claim that queued
 * @param priority 1 (first) to 5
 * @param started when its workflow started, which decides among waiters of one priority
 * @param enqueued when this wait began
 */
public record Waiter(OrderId order, int claim, int priority, Instant started, Instant enqueued) {}
