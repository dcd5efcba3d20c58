package io.smoothie.workflow;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_FAILED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED;

import io.smoothie.workflow.kitchen.Gate;
import io.smoothie.workflow.kitchen.Kitchen;
import io.smoothie.workflow.kitchen.Reaction;
import io.smoothie.workflow.kitchen.TestOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * The ways through the story, each played to its end. Together they take every transition of the
 * stages, and the history of each is kept and replayed.
 */
enum OrderPath {
  MADE(
      kitchen -> {
        kitchen.table().add("Robot1");
        kitchen.table().when("Robot1", Reaction.succeedsAfter(Duration.ofSeconds(3)));
        TestOrder order = kitchen.place(request());
        order.made();
        return order;
      }),

  /** Named with a character that JDK 17 does not know, and 25 does. */
  NAMED_WITH_A_NEW_CHARACTER(
      kitchen -> {
        kitchen.table().add("Robot1");
        kitchen.table().when("Robot1", Reaction.succeedsAfter(Duration.ofSeconds(3)));
        TestOrder order = kitchen.place(request().withSmoothie("\ud83e\udee0"));
        order.made();
        return order;
      }),

  ROBOT_WENT_AWAY_BEFORE_IT_WAS_TOLD(
      kitchen -> {
        kitchen.table().add("Robot1");
        Reaction makesIt = Reaction.succeedsAfter(Duration.ofSeconds(3));
        kitchen.table().when("Robot1", Reaction.awayFor(Duration.ofMinutes(2)), makesIt);
        TestOrder order = kitchen.place(request());
        order.made();
        return order;
      }),

  WAITED_IN_THE_QUEUE(
      kitchen -> {
        kitchen.table().add("Robot1");
        kitchen.table().when("Robot1", Reaction.succeedsAfter(Duration.ofSeconds(3)));
        TestOrder first = kitchen.place(request()).awaitTimer();
        TestOrder second = kitchen.place(request());
        first.made();
        second.made();
        return second;
      }),

  QUEUE_TIMED_OUT(
      kitchen -> {
        kitchen.table().add("Robot1");
        kitchen.place(request()).awaitTimer();
        TestOrder order = kitchen.place(request().withQueueTimeout(Duration.ofSeconds(5)));
        order.failure();
        return order;
      }),

  ASSIGNED_AT_THE_QUEUE_TIMEOUT(
      kitchen -> {
        kitchen.table().add("Robot1");
        kitchen.table().wakeNoOrder();
        kitchen.table().when("Robot1", Reaction.succeedsAfter(Duration.ofSeconds(3)));
        TestOrder first = kitchen.place(request()).awaitTimer();
        TestOrder second = kitchen.place(request().withQueueTimeout(Duration.ofMinutes(1)));
        first.made();
        second.made();
        return second;
      }),

  TIMED_OUT(
      kitchen -> {
        kitchen.table().add("Robot1");
        TestOrder order = kitchen.place(request().withAttempts(1));
        order.failure();
        return order;
      }),

  FAILED(
      kitchen -> {
        kitchen.table().add("Robot1");
        kitchen.table().when("Robot1", Reaction.failsAfter(Duration.ofSeconds(2), "no milk"));
        TestOrder order = kitchen.place(request().withAttempts(1));
        order.failure();
        return order;
      }),

  RETRIED(
      kitchen -> {
        kitchen.table().add("Robot1", "Robot2");
        kitchen.table().when("Robot2", Reaction.succeedsAfter(Duration.ofSeconds(3)));
        TestOrder order = kitchen.place(request());
        order.made();
        return order;
      }),

  EXHAUSTED(
      kitchen -> {
        kitchen.table().add("Robot1", "Robot2", "Robot3");
        kitchen.table().when("Robot2", Reaction.failsAfter(Duration.ofSeconds(1), "no ice"));
        kitchen.table().when("Robot3", Reaction.nobodySubscribed());
        TestOrder order = kitchen.place(request());
        order.failure();
        return order;
      }),

  NO_ROBOT(
      kitchen -> {
        TestOrder order = kitchen.place(request());
        order.failure();
        return order;
      }),

  BROKER_AWAY(
      kitchen -> {
        kitchen.table().add("Robot1");
        kitchen.table().when("Robot1", Reaction.notSent("not connected"));
        TestOrder order = kitchen.place(request().withQueueTimeout(Duration.ZERO));
        order.failure();
        return order;
      }),

  BROKER_BACK_AFTER_A_WHILE(
      kitchen -> {
        kitchen.table().add("Robot1");
        Reaction away = Reaction.notSent("not connected");
        Reaction back = Reaction.succeedsAfter(Duration.ofMillis(500));
        kitchen.table().when("Robot1", away, away, away, back);
        TestOrder order = kitchen.place(request().withStartToClose(Duration.ofSeconds(1)));
        order.made();
        return order;
      }),

  ROBOT_REFUSED(
      kitchen -> {
        kitchen.table().add("Robot1", "Robot2");
        kitchen.table().when("Robot1", Reaction.refused("NOT_AUTHORIZED"));
        kitchen.table().when("Robot2", Reaction.succeedsAfter(Duration.ofSeconds(3)));
        TestOrder order = kitchen.place(request());
        order.made();
        return order;
      }),

  NO_GATEWAY(
      kitchen -> {
        kitchen.table().add("Robot1");
        kitchen.table().deaf(true);
        TestOrder order = kitchen.place(request().withQueueTimeout(Duration.ZERO));
        order.failure();
        return order;
      }),

  HEARD_AFTER_THE_DEADLINE(
      kitchen -> {
        kitchen.table().add("Robot1");
        TestOrder order = kitchen.place(request()).awaitTimer();
        kitchen.table().deaf(true);
        kitchen.passUntil(() -> order.currentDetails().contains("waiting for a gateway"));
        order.succeeded("Robot1");
        order.made();
        return order;
      }),

  SILENT(
      kitchen -> {
        kitchen.table().add("Robot1");
        kitchen.table().silent("Robot1");
        TestOrder order =
            kitchen.place(request().withAttempts(1).withHeartbeat(Duration.ofSeconds(3)));
        order.awaitTimer().heartbeatTimeout("Robot1");
        order.failure();
        return order;
      }),

  HEARD_AFTER_ALL(
      kitchen -> {
        kitchen.table().add("Robot1");
        TestOrder order = kitchen.place(request().withHeartbeat(Duration.ofSeconds(3)));
        order.awaitTimer().heartbeatTimeout("Robot1");
        kitchen.passUntil(() -> order.calls().contains("ConfirmSilence(Robot1)"));
        order.succeeded("Robot1");
        order.made();
        return order;
      }),

  UNHEARD(
      kitchen -> {
        kitchen.table().add("Robot1");
        TestOrder order = kitchen.place(request().withLimit(Duration.ofSeconds(20))).awaitTimer();
        kitchen.table().deaf(true);
        order.failure();
        return order;
      }),

  ROBOT_TAKEN_AWAY(
      kitchen -> {
        kitchen.table().add("Robot1");
        Reaction makesIt = Reaction.succeedsAfter(Duration.ofSeconds(1));
        kitchen.table().when("Robot1", Reaction.notHeld(), makesIt);
        TestOrder order = kitchen.place(request());
        order.made();
        return order;
      }),

  LIMIT_PASSED(
      kitchen -> {
        kitchen.table().add("Robot1", "Robot2");
        TestOrder order =
            kitchen.place(
                request()
                    .withStartToClose(Duration.ofSeconds(10))
                    .withLimit(Duration.ofSeconds(10)));
        order.failure();
        return order;
      }),

  CANCELLED_DURING_THE_CLAIM(
      kitchen -> {
        kitchen.table().add("Robot1");
        kitchen.table().fail("GetRobot", 3);
        Gate claim = kitchen.table().block("GetRobot");
        TestOrder order = kitchen.place(request());
        claim.awaitCaller();
        order.cancel();
        claim.open();
        order.failure();
        return order;
      }),

  CANCELLED_IN_THE_QUEUE(
      kitchen -> {
        kitchen.table().add("Robot1");
        kitchen.place(request()).awaitTimer();
        TestOrder order = kitchen.place(request()).awaitTimer();
        order.cancel();
        order.failure();
        return order;
      }),

  CANCELLED_WHILE_THE_ROBOT_MADE_IT(
      kitchen -> {
        kitchen.table().add("Robot1");
        TestOrder order = kitchen.place(request()).awaitTimer();
        order.cancel();
        order.succeeded("Robot1");
        order.failure();
        return order;
      }),

  CANCELLED_AND_TOLD_TO_THE_ROBOT(
      kitchen -> {
        kitchen.table().add("Robot1");
        kitchen.table().fail("TellRobotCancel", 3);
        TestOrder order = kitchen.place(request()).awaitTimer();
        order.cancel();
        kitchen.passUntil(() -> order.count(EVENT_TYPE_ACTIVITY_TASK_FAILED) == 1);
        order.succeeded("Robot1");
        order.failure();
        return order;
      }),

  STOPPED_BY_A_CANCEL(
      kitchen -> {
        kitchen.table().add("Robot1");
        kitchen.table().whenCancelled((order, robot) -> order.stopped(robot.value()));
        TestOrder order = kitchen.place(request()).awaitTimer();
        order.cancel();
        order.failure();
        return order;
      }),

  CANCELLED_AND_CLOSED_AS_CANCELED(
      kitchen -> {
        kitchen.table().add("Robot1");
        TestOrder order = kitchen.place(request()).awaitTimer();
        order.cancel();
        order.succeeded("Robot1");
        order.awaitCall("EndOrder");
        order.requestCancel();
        order.ending();
        return order;
      }),

  CANCELLED_BY_TEMPORAL(
      kitchen -> {
        kitchen.table().add("Robot1");
        TestOrder order = kitchen.place(request()).awaitTimer();
        order.requestCancel();
        order.ending();
        return order;
      }),

  TOLD_BY_A_LOST_TASK_AND_CANCELLED(
      kitchen -> {
        kitchen.whoseWorkersStop().table().add("Robot1");
        TestOrder order = kitchen.order().withTaskTimeout(Duration.ofSeconds(3));
        kitchen.loseTaskOf(order, () -> order.start(request()));
        order.requestCancel();
        order.awaitEvents(EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED, 1);
        kitchen.startWorkers();
        order.awaitTimer();
        order.succeeded("Robot1");
        order.ending();
        return order;
      }),

  LATE_SUCCESS(
      kitchen -> {
        kitchen.table().add("Robot1", "Robot2");
        kitchen.table().when("Robot2", Reaction.succeedsAfter(Duration.ofSeconds(3)));
        Gate broken = kitchen.table().block("SetRobotBroken");
        TestOrder order = kitchen.place(request()).awaitTimer();
        kitchen.passUntil(broken::hasCaller);
        order.succeeded("Robot1");
        broken.open();
        order.made();
        return order;
      }),

  /** Without Temporal's start delay, so that it waits by a timer of its own. */
  SCHEDULED(
      kitchen -> {
        kitchen.table().add("Robot1");
        kitchen.table().when("Robot1", Reaction.succeedsAfter(Duration.ofSeconds(3)));
        Instant now = Instant.ofEpochMilli(kitchen.temporal().currentTimeMillis());
        TestOrder order = kitchen.place(request().withDue(now.plus(Duration.ofHours(1))));
        order.made();
        return order;
      }),

  CANCELLED_BEFORE_IT_WAS_DUE(
      kitchen -> {
        Instant now = Instant.ofEpochMilli(kitchen.temporal().currentTimeMillis());
        TestOrder order = kitchen.place(request().withDue(now.plus(Duration.ofHours(1))));
        order.awaitTimer();
        order.cancel();
        order.failure();
        return order;
      }),

  REFUSED(
      kitchen -> {
        TestOrder order = kitchen.place(OrderRequest.of(" "));
        order.failure();
        return order;
      });

  @SuppressWarnings("ImmutableEnumChecker") // A lambda without state.
  private final Function<Kitchen, TestOrder> story;

  OrderPath(Function<Kitchen, TestOrder> story) {
    this.story = story;
  }

  TestOrder play(Kitchen kitchen) {
    return story.apply(kitchen);
  }

  private static OrderRequest request() {
    return OrderRequest.of("Strawberry Smoothie");
  }
}
