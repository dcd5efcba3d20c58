package io.smoothie.workflow;

import io.temporal.workflow.Workflow;
import java.time.Instant;

/**
 * An accepted order under way: what its stages share.
 *
 * @param started when it was due: its workflow's start, or later if it is scheduled
 */
record OrderContext(
    OrderId order,
    Instant started,
    OrderRequest request,
    ActivityCalls activities,
    Path path,
    Decision decision,
    Answers answers,
    Endings endings,
    MakingTime time) {

  OrderContext(
      OrderId order,
      OrderRequest request,
      ActivityCalls activities,
      Path path,
      Decision decision,
      Answers answers) {
    this(
        order,
        request.due() != null && request.due().isAfter(placed()) ? request.due() : placed(),
        request,
        activities,
        path,
        decision,
        answers,
        new Endings(request),
        new MakingTime(request.limit()));
  }

  /** When its workflow started. */
  static Instant placed() {
    return Instant.ofEpochMilli(Workflow.getInfo().getRunStartedTimestampMillis());
  }
}
