package io.smoothie.workflow;

import io.temporal.workflow.Workflow;
import java.time.Instant;

/**
 * An accepted order under way: what its stages share.
 *
 * @param started when its workflow started
 */
record Making(
    OrderId order,
    Instant started,
    OrderRequest request,
    Steps steps,
    Path path,
    Outcome outcome,
    Answers answers,
    Endings endings,
    MakingTime time) {

  Making(
      OrderId order,
      OrderRequest request,
      Steps steps,
      Path path,
      Outcome outcome,
      Answers answers) {
    this(
        order,
        Instant.ofEpochMilli(Workflow.getInfo().getRunStartedTimestampMillis()),
        request,
        steps,
        path,
        outcome,
        answers,
        new Endings(request),
        new MakingTime(request.limit()));
  }
}
