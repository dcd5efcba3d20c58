package io.smoothie.activities.table;

import io.smoothie.workflow.Needs;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Skills;
import java.time.Instant;
import org.jdbi.v3.core.mapper.reflect.ColumnName;
import org.jspecify.annotations.Nullable;

/**
 * An order in the queue, as the queue is shown.
 *
 * @param priority 1 (first) to 5: its own, or what was set since
 * @param started when its workflow started
 * @param enqueued when this wait began
 * @param skills those that it needs
 * @param robot the one that may take it, or null
 */
public record QueueEntry(
    @ColumnName("order_id") OrderId order,
    int priority,
    @ColumnName("started_at") Instant started,
    @ColumnName("enqueued_at") Instant enqueued,
    Skills skills,
    @Nullable RobotName robot) {
  public Needs needs() {
    return new Needs(skills, robot);
  }
}
