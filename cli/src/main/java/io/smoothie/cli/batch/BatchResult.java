package io.smoothie.cli.batch;

import io.smoothie.cli.show.Ending;
import io.smoothie.cli.show.OrderJson;
import io.smoothie.cli.show.OrderJson.Failed;
import io.smoothie.cli.show.OrderStatus;
import io.smoothie.workflow.JobData;
import io.smoothie.workflow.OrderResult;
import io.smoothie.workflow.RobotName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one line, as scripts read it.
 *
 * @param placedBefore whether it had been placed by an earlier run
 * @param status null where it is not waited for
 */
record BatchResult(
    int line,
    String id,
    String workflowId,
    String smoothie,
    boolean placedBefore,
    @Nullable OrderStatus status,
    @Nullable RobotName robot,
    @Nullable Integer attempt,
    @Nullable Instant ended,
    @Nullable JobData result,
    @Nullable Failed failure) {

  static BatchResult of(BatchOrder order, boolean placedBefore, @Nullable Ending ending) {
    OrderResult made = ending == null ? null : ending.result();
    return new BatchResult(
        order.line(),
        order.id().value(),
        order.id().workflowId(),
        order.request().smoothie(),
        placedBefore,
        ending == null ? null : ending.status(),
        made == null ? null : made.robot(),
        made == null ? null : made.attempt(),
        ending == null ? null : ending.at(),
        made == null ? null : made.result(),
        ending == null || ending.status() == OrderStatus.MADE ? null : OrderJson.failed(ending));
  }
}
