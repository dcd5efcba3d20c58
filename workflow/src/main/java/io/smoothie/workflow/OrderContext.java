package io.smoothie.workflow;

import io.temporal.workflow.Workflow;
import java.time.Instant;

/**
 * An accepted order under way: what its stages share.
 *
 * @param started when its workflow started
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
        Instant.ofEpochMilli(Workflow.getInfo().getRunStartedTimestampMillis()),
        request,
        activities,
        path,
        decision,
        answers,
        new Endings(request),
        new MakingTime(request.limit()));
  }
}
