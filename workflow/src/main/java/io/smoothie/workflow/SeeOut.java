package io.smoothie.workflow;

import io.smoothie.workflow.OrderActivities.FinishRequest;

/**
 * A workflow task that was lost has told a robot, and the order is about to end: the robot is at
 * work, and its answer or its deadline has the usual consequences for it.
 */
final class SeeOut {
  private final OrderContext context;
  private final RobotName robot;
  private final int claim;
  private final OrderEndsException why;

  /**
   * @param why how the order was about to end
   */
  SeeOut(OrderContext context, RobotName robot, int claim, OrderEndsException why) {
    this.context = context;
    this.robot = robot;
    this.claim = claim;
    this.why = why;
  }

  /** Returns how the order ends, once the robot is free or broken. */
  OrderEndsException run() {
    CurrentAttempt attempt = context.answers().expectFrom(robot);
    new AwaitAnswer(context, claim, attempt).run();
    context.answers().expectNoMoreFrom(robot);
    String what = "had made it by then";
    if (attempt.answer != null && attempt.answer.isSuccess()) {
      context.activities().finish(new FinishRequest(context.order(), claim, robot));
    } else {
      SetRobotBroken broken = new SetRobotBroken(context, claim, attempt);
      what = broken.inWords();
      broken.tried();
      broken.record();
    }
    String seen = "%s had been told, and %s".formatted(robot, what);
    return why.isCancelled()
        ? context.endings().cancelled(seen, why.stage)
        : Endings.with(why, seen);
  }
}
