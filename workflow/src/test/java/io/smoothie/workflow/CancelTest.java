package io.smoothie.workflow;

import static io.smoothie.workflow.SmoothieOrderWorkflow.CancelAnswer.ACCEPTED;
import static io.smoothie.workflow.SmoothieOrderWorkflow.CancelAnswer.TOO_LATE;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_TIMER_STARTED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED;
import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED;
import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_FAILED;
import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TERMINATED;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.SmoothieOrderWorkflow.CancelAnswer;
import io.smoothie.workflow.kitchen.Kitchen;
import io.smoothie.workflow.kitchen.TestOrder;
import io.smoothie.workflow.temporal.Orders;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Our cancel, Temporal's own cancel, and terminate, at every moment of an order. */
class CancelTest {
  private static final OrderRequest REQUEST = OrderRequest.of("Strawberry Smoothie");

  /** What a cancelled order has asked for by its end, and what became of its attempts. */
  private record Trace(List<String> calls, List<String> attempts) {}

  private static final Map<Moment, Trace> TRACES =
      Map.of(
          Moment.BEFORE_THE_FIRST_TASK,
          new Trace(List.of("EndOrder"), List.of()),
          Moment.DURING_THE_CLAIM,
          new Trace(
              List.of("GetRobot(1)", "GetRobot(1)", "GetRobot(1)", "GetRobot(1)", "EndOrder"),
              List.of("Robot1 released")),
          Moment.IN_THE_QUEUE,
          new Trace(List.of("GetRobot(1)", "EndOrder"), List.of()),
          Moment.WHILE_THE_ROBOT_WORKS,
          new Trace(
              List.of(
                  "GetRobot(1)",
                  "TellRobotOrder(Robot1)",
                  "TellRobotCancel(Robot1)",
                  "ConfirmListening(Robot1)",
                  "SetRobotBroken(Robot1, timed_out)",
                  "EndOrder"),
              List.of("Robot1 timed_out")),
          Moment.WHILE_A_ROBOT_IS_SET_BROKEN,
          new Trace(
              List.of(
                  "GetRobot(1)",
                  "TellRobotOrder(Robot1)",
                  "ConfirmListening(Robot1)",
                  "SetRobotBroken(Robot1, timed_out)",
                  "EndOrder"),
              List.of("Robot1 timed_out")));

  @RegisterExtension private final Kitchen kitchen = new Kitchen().whoseWorkersStop();

  private void assertTraceOf(Moment moment, TestOrder order) {
    Trace trace = TRACES.get(moment);
    if (trace != null) {
      assertEquals(trace.calls(), order.calls());
      assertEquals(trace.attempts(), kitchen.table().attempts(order.workflowId()));
    }
    assertEquals(1, Collections.frequency(order.calls(), "EndOrder"));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_NONE, names = "WHILE_THE_(ORDER|LAST).*|WHILE_A_FAILED.*")
  void a_cancel_is_accepted_and_the_order_ends_as_cancelled(Moment moment) throws Exception {
    Scene scene = moment.in(kitchen);
    CompletableFuture<CancelAnswer> answer =
        CompletableFuture.supplyAsync(() -> scene.order().cancel());
    if (moment == Moment.BEFORE_THE_FIRST_TASK) {
      scene.goOn.run();
    }
    assertEquals(ACCEPTED, answer.get());
    scene.goOn.run();

    ApplicationFailure failure = scene.order().failure();

    assertEquals(FailureType.ORDER_CANCELLED, failure.getType());
    assertEquals(WORKFLOW_EXECUTION_STATUS_FAILED, scene.order().status());
    if (moment == Moment.WHILE_THE_BROKER_REFUSES) {
      assertEquals(
          List.of("Robot1 released"), kitchen.table().attempts(scene.order().workflowId()));
    }
    if (moment != Moment.BEFORE_THE_FIRST_TASK) {
      assertTraceOf(moment, scene.order());
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_NONE, names = "WHILE_THE_(ORDER|LAST).*|WHILE_A_FAILED.*")
  void a_client_that_cancels_has_the_execution_closed_as_canceled_with_its_words(Moment moment)
      throws Exception {
    Scene scene = moment.in(kitchen);
    Orders orders = new Orders(kitchen.client());
    OrderId order = OrderId.ofTaskToken(scene.order().workflowId()).orElseThrow();
    CompletableFuture<CancelAnswer> answer =
        CompletableFuture.supplyAsync(() -> orders.cancel(order));
    if (moment == Moment.BEFORE_THE_FIRST_TASK) {
      scene.goOn.run();
    }
    assertEquals(ACCEPTED, answer.get());
    scene.order().awaitEvents(EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED, 1);
    scene.goOn.run();

    assertInstanceOf(CanceledFailure.class, scene.order().ending().getCause());
    assertEquals(WORKFLOW_EXECUTION_STATUS_CANCELED, scene.order().status());
    Cancelled words = scene.order().cancelled();
    assertTrue(words.message().startsWith("Order " + order + " was cancelled: "), words.message());
    assertEquals(ACCEPTED, orders.cancel(order));
  }

  @Test
  void a_cancelled_order_waits_two_seconds_for_the_execution_to_be_cancelled_too() {
    TestOrder order = Moment.WHILE_THE_ROBOT_WORKS.in(kitchen).order();
    order.cancel();
    order.succeeded("Robot1");
    order.awaitCall("EndOrder");
    order.awaitEvents(EVENT_TYPE_TIMER_STARTED, 2);

    order.requestCancel();
    order.awaitClosed();

    assertEquals(WORKFLOW_EXECUTION_STATUS_CANCELED, order.status());
    assertEquals(
        "Order order-1 was cancelled: Robot1 had made it by then.", order.cancelled().message());
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ANY, names = "WHILE_THE_(ORDER|LAST).*|WHILE_A_FAILED.*")
  void a_cancel_is_too_late_once_the_ending_is_decided(Moment moment) {
    Scene scene = moment.in(kitchen);

    assertEquals(TOO_LATE, scene.order().cancel());
    scene.goOn.run();

    if (moment == Moment.WHILE_THE_ORDER_IS_FINISHED) {
      assertEquals(1, scene.order().made().attempt());
    } else {
      assertEquals(FailureType.ROBOT_TIMED_OUT, scene.order().failure().getType());
    }
  }

  @ParameterizedTest
  @EnumSource
  void temporals_own_cancel_ends_the_order_as_canceled_and_leaves_nothing(Moment moment) {
    Scene scene = moment.in(kitchen);

    scene.order().requestCancel();
    scene.order().awaitEvents(EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED, 1);
    scene.goOn.run();

    assertInstanceOf(CanceledFailure.class, scene.order().ending().getCause());
    assertEquals(WORKFLOW_EXECUTION_STATUS_CANCELED, scene.order().status());
    if (moment == Moment.WHILE_THE_ORDER_IS_FINISHED) {
      assertEquals(
          List.of("Robot1 succeeded"), kitchen.table().attempts(scene.order().workflowId()));
    } else {
      assertTraceOf(moment, scene.order());
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_terminated_order_calls_no_more_activities(Moment moment) {
    Scene scene = moment.in(kitchen);
    List<String> before = scene.order().calls();

    scene.order().terminate();
    scene.goOn.run();
    // Another order, served by the same workers, is heard after whatever the terminated one left.
    TestOrder other = kitchen.place(OrderRequest.of(" "));
    other.failure();

    assertEquals(WORKFLOW_EXECUTION_STATUS_TERMINATED, scene.order().status());
    assertEquals(before, scene.order().calls());
  }

  @Test
  void asking_twice_is_the_same_request() {
    TestOrder order = Moment.WHILE_THE_ROBOT_WORKS.in(kitchen).order();

    assertEquals(ACCEPTED, order.cancel());
    assertEquals(ACCEPTED, order.cancel());
    assertEquals(ACCEPTED, order.cancelWith());
    assertEquals(ACCEPTED, order.cancelWith((Object) null));
    order.succeeded("Robot1");

    assertEquals(FailureType.ORDER_CANCELLED, order.failure().getType());
  }

  @Test
  void an_order_cancelled_while_its_robot_works_ends_with_the_robots_success() {
    TestOrder order = Moment.WHILE_THE_ROBOT_WORKS.in(kitchen).order();
    order.cancel();
    assertTrue(
        order.currentDetails().startsWith("**Cancelled**: ends with the answer of Robot1"),
        order.currentDetails());
    order.awaitCall("TellRobotCancel(Robot1)");
    order.succeeded("Robot1");

    ApplicationFailure failure = order.failure();

    assertEquals(FailureType.ORDER_CANCELLED, failure.getType());
    assertEquals(
        "Order order-1 was cancelled: Robot1 had made it by then.", failure.getOriginalMessage());
    assertEquals(
        List.of(
            "GetRobot(1)",
            "TellRobotOrder(Robot1)",
            "TellRobotCancel(Robot1)",
            "SetRobotFinished(Robot1)",
            "EndOrder"),
        order.calls());
    assertEquals(List.of("Robot1 succeeded"), kitchen.table().attempts(order.workflowId()));
    assertTrue(kitchen.table().isFree("Robot1"));
  }

  @Test
  void an_order_cancelled_while_its_robot_works_ends_with_the_robots_failure() {
    TestOrder order = Moment.WHILE_THE_ROBOT_WORKS.in(kitchen).order();
    kitchen.table().add("Robot2");
    order.cancel();
    order.failed("Robot1", "no ice");

    assertEquals(FailureType.ORDER_CANCELLED, order.failure().getType());
    assertEquals(List.of("Robot1 failed"), kitchen.table().attempts(order.workflowId()));
    assertTrue(kitchen.table().isFree("Robot2"));
  }

  @Test
  void temporals_own_cancel_while_the_robot_works_waits_for_its_success_too() {
    TestOrder order = Moment.WHILE_THE_ROBOT_WORKS.in(kitchen).order();
    order.requestCancel();
    order.awaitEvents(EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED, 1);
    await().until(() -> order.currentDetails().startsWith("**Cancelled**"));
    order.succeeded("Robot1");

    assertInstanceOf(CanceledFailure.class, order.ending().getCause());
    assertEquals(List.of("Robot1 succeeded"), kitchen.table().attempts(order.workflowId()));
  }

  @Test
  void a_cancel_after_a_success_of_the_same_task_is_too_late() {
    TestOrder first = Moment.WHILE_THE_ROBOT_WORKS.in(kitchen).order();
    kitchen.stopWorkers();
    first.succeeded("Robot1");
    CompletableFuture<CancelAnswer> late = CompletableFuture.supplyAsync(first::cancel);
    kitchen.startWorkers();

    assertEquals(1, first.made().attempt());
    late.handle((answer, gone) -> answer == null ? TOO_LATE : answer)
        .thenAccept(answer -> assertEquals(TOO_LATE, answer))
        .join();
  }

  @Test
  void temporals_own_cancel_before_a_success_of_the_same_task_counts() {
    TestOrder order = Moment.WHILE_THE_ROBOT_WORKS.in(kitchen).order();
    kitchen.stopWorkers();
    order.requestCancel();
    order.succeeded("Robot1");
    kitchen.startWorkers();

    assertInstanceOf(CanceledFailure.class, order.ending().getCause());
    assertTrue(order.calls().contains("EndOrder"), order.calls().toString());
    assertFalse(order.calls().contains("TellRobotCancel(Robot1)"), "it had answered by then");
  }

  @Test
  void a_robot_assigned_to_an_order_that_is_cancelled_meanwhile_goes_to_the_next() {
    TestOrder first = Moment.WHILE_THE_ROBOT_WORKS.in(kitchen).order();
    TestOrder second = kitchen.place(REQUEST).awaitTimer();
    TestOrder third = kitchen.place(REQUEST).awaitTimer();
    kitchen.stopWorkers();
    kitchen.table().takeAway(new RobotName("Robot1"));
    second.requestCancel();
    kitchen.startWorkers();

    third.awaitCall("TellRobotOrder(Robot1)");
    // Before any wait that skips time, which would skip the third one's, too.
    third.succeeded("Robot1");
    assertInstanceOf(CanceledFailure.class, second.ending().getCause());
    assertEquals(1, third.made().attempt());
    assertTrue(first.isPlaced());
  }
}
