package io.smoothie.workflow;

import io.temporal.workflow.Workflow;
import java.time.Duration;

/**
 * Waits until a scheduled order is due. As a rule there is nothing left to wait for: the order is
 * placed with Temporal's start delay, and its workflow begins when it is due. It begins earlier
 * when Temporal's own cancel or an update comes (in memory: or a signal), when a client placed the
 * order without a delay, and when the clock of the client that placed it is ahead of the server's.
 */
final class AwaitDue {
  private final OrderContext context;

  AwaitDue(OrderContext context) {
    this.context = context;
  }

  void run() {
    Duration left = Duration.between(MakingTime.now(), context.started());
    if (context.request().due() == null || left.toMillis() <= 0) {
      return;
    }
    context.time().standStill();
    String due = MakingTime.inWords(context.started());
    context.path().say("**Scheduled**: due at " + due);
    if (!context.decision().isCancelled()) {
      CountDown wait = new CountDown(left, "Scheduled: due at " + due);
      Workflow.await(() -> wait.isOver() || context.decision().isCancelled());
      wait.stop();
    }
    context.time().goOn();
    if (context.decision().isCancelled()) {
      throw context.endings().cancelled("it was not due yet", Stage.GET_ROBOT);
    }
  }
}
