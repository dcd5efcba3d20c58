package io.smoothie.workflow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where an order's one ending shows beside its result: in Temporal's lists, and in the metrics. */
final class RecordedEnding {
  private RecordedEnding() {}

  static void made(RobotName robot, Instant started) {
    OrderMetric.MADE.count();
    OrderMetric.WHOLE.tookSince(started);
    OrderSearchAttributes.ended(OrderSearchAttributes.MADE, robot, null);
  }

  static void cancelled(@Nullable RobotName robot) {
    OrderMetric.CANCELLED.count();
    OrderSearchAttributes.ended(OrderSearchAttributes.CANCELLED, robot, null);
  }

  /**
   * @param type one of {@link FailureType}
   */
  static void failed(@Nullable RobotName robot, String type) {
    OrderMetric.FAILED.countOf(type);
    OrderSearchAttributes.ended(OrderSearchAttributes.FAILED, robot, type);
  }
}
