package io.smoothie.workflow;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_TIMER_CANCELED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_TIMER_FIRED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_TIMER_STARTED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.kitchen.Kitchen;
import io.smoothie.workflow.kitchen.Reaction;
import io.smoothie.workflow.kitchen.TestOrder;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An order that finds no robot free waits in the table's queue, and in Temporal. */
class QueueTest {
  private static final OrderRequest REQUEST = OrderRequest.of("Strawberry Smoothie");

  @RegisterExtension private final Kitchen kitchen = Kitchen.with("Robot1").whoseWorkersStop();
  private TestOrder first = kitchen.order();

  @BeforeEach
  void the_only_robot_works() {
    first.start(REQUEST.withStartToClose(Duration.ofHours(1)).withLimit(Duration.ofHours(1)));
    first.awaitTimer();
  }

  private TestOrder placeAndQueue(OrderRequest request) {
    TestOrder order = kitchen.place(request);
    order.awaitTimer();
    assertTrue(kitchen.table().isWaiting(order.workflowId()));
    return order;
  }

  @Test
  void a_waiting_order_is_woken_when_another_ends_and_gets_its_robot() {
    TestOrder order = placeAndQueue(REQUEST);
    kitchen.table().when("Robot1", Reaction.succeedsAfter(Duration.ofSeconds(3)));
    kitchen.pass(Duration.ofMinutes(50));
    first.succeeded("Robot1");

    assertEquals(1, order.made().attempt());
    assertEquals(
        List.of("GetRobot(1)", "GetRobot(1)", "TellRobotOrder(Robot1)", "SetRobotFinished(Robot1)"),
        order.calls());
    assertEquals(1, order.count(EVENT_TYPE_TIMER_CANCELED));
    assertEquals(20, order.events());
  }

  @Test
  void a_needless_wake_up_changes_nothing() {
    TestOrder order = placeAndQueue(REQUEST);

    order.wakeUp(1);
    await().until(() -> order.calls().size() == 2);

    assertEquals(List.of("GetRobot(1)", "GetRobot(1)"), order.calls());
    await().until(() -> order.count(EVENT_TYPE_WORKFLOW_TASK_COMPLETED) == 2);
    assertTrue(kitchen.table().isWaiting(order.workflowId()));
    assertEquals(1, order.count(EVENT_TYPE_TIMER_STARTED));
    first.succeeded("Robot1");
    order.awaitEvents(EVENT_TYPE_TIMER_STARTED, 2);
  }

  @Test
  void a_wake_up_for_another_claim_is_not_heeded() {
    TestOrder order = placeAndQueue(REQUEST);

    order.wakeUp(3);
    order.wakeUp(2);
    await().until(() -> order.count(EVENT_TYPE_WORKFLOW_TASK_COMPLETED) >= 2);

    assertEquals(List.of("GetRobot(1)"), order.calls());
  }

  @Test
  void an_order_that_waited_too_long_leaves_the_queue_and_fails() {
    TestOrder order = placeAndQueue(REQUEST.withQueueTimeout(Duration.ofMinutes(5)));

    ApplicationFailure failure = order.failure();

    assertEquals(FailureType.QUEUE_TIMED_OUT, failure.getType());
    assertEquals(
        "Order order-2 failed at GetRobot: no robot came free within 5m.",
        failure.getOriginalMessage());
    assertEquals(List.of("GetRobot(1)", "LeaveQueue", "EndOrder"), order.calls());
  }

  @Test
  void a_robot_assigned_just_as_the_queue_timeout_passes_is_taken() {
    TestOrder order = placeAndQueue(REQUEST.withQueueTimeout(Duration.ofMinutes(5)));
    kitchen.table().when("Robot1", Reaction.succeedsAfter(Duration.ofSeconds(3)));
    kitchen.table().wakeNoOrder();
    first.succeeded("Robot1");

    order.made();

    assertEquals(
        List.of("GetRobot(1)", "LeaveQueue", "TellRobotOrder(Robot1)", "SetRobotFinished(Robot1)"),
        order.calls());
    assertEquals(1, order.count(EVENT_TYPE_ACTIVITY_TASK_COMPLETED));
  }

  @Test
  void a_wake_up_and_the_queue_timeout_in_one_task_are_a_wake_up() {
    TestOrder order = placeAndQueue(REQUEST.withQueueTimeout(Duration.ofSeconds(30)));
    kitchen.table().when("Robot1", Reaction.succeedsAfter(Duration.ofSeconds(3)));
    kitchen.pass(Duration.ofMillis(29_500));
    kitchen.stopWorkers();
    kitchen.table().takeAway(new RobotName("Robot1"));
    order.awaitEvents(EVENT_TYPE_TIMER_FIRED, 1);
    kitchen.startWorkers();

    order.made();
    assertEquals(
        List.of("GetRobot(1)", "GetRobot(1)", "TellRobotOrder(Robot1)", "SetRobotFinished(Robot1)"),
        order.calls());
  }

  @Test
  void a_retry_waits_in_the_queue_with_a_queue_timeout_of_its_own() {
    kitchen.table().add("Robot2");
    TestOrder order = kitchen.place(REQUEST.withQueueTimeout(Duration.ofMinutes(5)));

    ApplicationFailure failure = order.failure();

    assertEquals(FailureType.QUEUE_TIMED_OUT, failure.getType());
    assertEquals(
        List.of(
            "GetRobot(1)",
            "TellRobotOrder(Robot2)",
            "ConfirmListening(Robot2)",
            "SetRobotBroken(Robot2, timed_out)",
            "GetRobot(2)",
            "LeaveQueue",
            "EndOrder"),
        order.calls());
    assertTrue(
        failure.getOriginalMessage().endsWith("5m: Robot2 did not answer within 10s."),
        failure.getOriginalMessage());
  }

  @Test
  void waits_for_a_robot_that_goes_away_again_and_again_add_up_to_one_queue_timeout() {
    kitchen.table().add("Robot2");
    kitchen.table().when("Robot2", Reaction.awayFor(Duration.ofMinutes(2)));
    TestOrder order = kitchen.place(REQUEST.withQueueTimeout(Duration.ofMinutes(5)));

    ApplicationFailure failure = order.failure();

    assertEquals(FailureType.QUEUE_TIMED_OUT, failure.getType());
    assertEquals(
        "Order order-2 failed at GetRobot: no robot came free and could be told within 5m.",
        failure.getOriginalMessage());
    assertEquals(3, Collections.frequency(order.calls(), "TellRobotOrder(Robot2)"));
  }

  @Test
  void a_robot_that_was_told_ends_the_wait_and_the_next_wait_has_the_whole_queue_timeout() {
    kitchen.table().add("Robot2");
    kitchen
        .table()
        .when("Robot2", Reaction.silent(), Reaction.succeedsAfter(Duration.ofSeconds(3)));
    TestOrder other =
        kitchen
            .place(REQUEST.withStartToClose(Duration.ofHours(1)).withLimit(Duration.ofHours(1)))
            .awaitTimer();
    TestOrder order = placeAndQueue(REQUEST.withQueueTimeout(Duration.ofMinutes(5)));
    kitchen.pass(Duration.ofMinutes(4));
    first.succeeded("Robot1");
    order.awaitCall("TellRobotOrder(Robot1)");
    kitchen.passUntil(() -> kitchen.table().isWaiting(order.workflowId()));
    kitchen.pass(Duration.ofMinutes(4));

    other.succeeded("Robot2");

    assertEquals(2, order.made().attempt());
  }

  @Test
  void a_waiting_order_shows_no_place_which_would_be_that_of_an_earlier_time() {
    TestOrder second = placeAndQueue(REQUEST);

    assertTrue(
        second.currentDetails().startsWith("**Waiting for a free robot** in the queue, until "),
        second::currentDetails);
  }
}
