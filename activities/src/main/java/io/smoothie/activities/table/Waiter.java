package io.smoothie.activities.table;

import io.smoothie.workflow.OrderId;
import java.time.Instant;
import org.jdbi.v3.core.mapper.reflect.ColumnName;

/**
 * An order in the queue.
 *
 * @param claim the number of the claim that queued
 * @param priority 1 (first) to 5
 * @param started when its workflow started; with the priority it gives the waiter its rank
 * @param enqueued when this wait began
 */
public record Waiter(
    @ColumnName("order_id") OrderId order,
    int claim,
    int priority,
    @ColumnName("started_at") Instant started,
    @ColumnName("enqueued_at") Instant enqueued) {}
