package io.smoothie.workflow;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.kitchen.Kitchen;
import io.smoothie.workflow.kitchen.Reaction;
import io.smoothie.workflow.kitchen.TestOrder;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** No robot is judged by its silence while no gateway could have heard it. */
class GatewayTest {
  private static final OrderRequest REQUEST =
      OrderRequest.of("Strawberry Smoothie")
          .withStartToClose(Duration.ofSeconds(5))
          .withLimit(Duration.ofSeconds(30));

  @RegisterExtension private final Kitchen kitchen = Kitchen.with("Robot1");

  /** An order whose robot was told, and whose deadline has passed while nothing could hear it. */
  private TestOrder overdueAndUnheard(OrderRequest request) {
    TestOrder order = kitchen.place(request).awaitTimer();
    kitchen.table().deaf(true);
    kitchen.passUntil(() -> order.calls().contains("ConfirmListening(Robot1)"));
    return order;
  }

  @Test
  void an_order_that_is_made_calls_no_ConfirmListening() {
    kitchen.table().when("Robot1", Reaction.succeedsAfter(Duration.ofSeconds(1)));
    TestOrder order = kitchen.place(REQUEST);

    order.made();

    assertEquals(0, order.count(EVENT_TYPE_ACTIVITY_TASK_SCHEDULED));
  }

  @Test
  void a_success_that_is_heard_after_the_deadline_counts_while_no_gateway_had_listened() {
    TestOrder order = overdueAndUnheard(REQUEST);
    kitchen.passUntil(() -> order.currentDetails().contains("waiting for a gateway"));
    assertTrue(
        order.currentDetails().contains("no gateway has been listening since 12"),
        order.currentDetails());
    order.succeeded("Robot1");

    assertEquals(1, order.made().attempt());
    assertEquals(List.of("Robot1 succeeded"), kitchen.table().attempts(order.workflowId()));
  }

  @Test
  void a_failure_that_is_heard_after_the_deadline_is_a_failure_and_no_timeout() {
    TestOrder order = overdueAndUnheard(REQUEST.withAttempts(1));
    order.failed("Robot1", "no ice");

    assertEquals(FailureType.ROBOT_FAILED, order.failure().getType());
    assertEquals(List.of("Robot1 failed"), kitchen.table().attempts(order.workflowId()));
  }

  @Test
  void silence_counts_once_a_gateway_has_listened_long_enough() {
    TestOrder order = overdueAndUnheard(REQUEST.withAttempts(1));
    kitchen.passUntil(() -> order.currentDetails().contains("waiting for a gateway"));
    kitchen.table().deaf(false);

    assertEquals(FailureType.ROBOT_TIMED_OUT, order.failure().getType());
    assertEquals(List.of("Robot1 timed_out"), kitchen.table().attempts(order.workflowId()));
  }

  @Test
  void an_attempt_that_stays_unheard_fails_the_order_and_is_not_called_a_timeout() {
    kitchen.table().add("Robot2");
    TestOrder order = overdueAndUnheard(REQUEST);

    ApplicationFailure failure = order.failure();

    assertEquals(FailureType.GATEWAY_UNAVAILABLE, failure.getType());
    assertEquals(
        "Order order-1 failed at TellRobotOrder: no gateway was listening, so that no answer could"
            + " be heard: Robot1 was told, and no gateway was listening that could have heard it.",
        failure.getOriginalMessage());
    assertEquals(List.of("Robot1 unheard"), kitchen.table().attempts(order.workflowId()));
    assertTrue(kitchen.table().brokenReason("Robot1").isPresent());
  }

  @Test
  void an_unheard_order_is_given_up_at_its_limit_and_not_within_a_minute_of_its_deadline() {
    // No longer than it needs to be: every try to confirm takes the server real time.
    TestOrder longer = overdueAndUnheard(REQUEST.withLimit(Duration.ofMinutes(3)));
    kitchen.pass(Duration.ofMinutes(2));
    assertFalse(longer.isClosed(), "its limit has not passed");
    assertEquals(FailureType.GATEWAY_UNAVAILABLE, longer.failure().getType());

    kitchen.table().deaf(false);
    kitchen.table().add("Robot2");
    TestOrder shorter = kitchen.place(REQUEST.withLimit(Duration.ofSeconds(6))).awaitTimer();
    kitchen.table().deaf(true);
    kitchen.pass(Duration.ofSeconds(50));
    assertFalse(shorter.isClosed(), "its deadline was less than a minute ago");
    assertEquals(FailureType.GATEWAY_UNAVAILABLE, shorter.failure().getType());
  }

  @Test
  void a_cancelled_order_waits_for_a_gateway_too_and_stays_cancelled() {
    TestOrder order = kitchen.place(REQUEST).awaitTimer();
    order.requestCancel();
    kitchen.table().deaf(true);
    kitchen.passUntil(() -> order.calls().contains("ConfirmListening(Robot1)"));
    order.succeeded("Robot1");

    assertInstanceOf(CanceledFailure.class, order.ending().getCause());
    assertEquals(List.of("Robot1 succeeded"), kitchen.table().attempts(order.workflowId()));
  }

  @Test
  void a_cancelled_order_that_stays_unheard_is_cancelled_and_its_robot_unheard() {
    TestOrder order = kitchen.place(REQUEST).awaitTimer();
    order.requestCancel();
    kitchen.table().deaf(true);

    assertInstanceOf(CanceledFailure.class, order.ending().getCause());
    assertEquals(List.of("Robot1 unheard"), kitchen.table().attempts(order.workflowId()));
  }

  @Test
  void no_robot_is_told_while_no_gateway_listens_and_none_is_blamed() {
    kitchen.table().deaf(true);
    TestOrder order = kitchen.place(REQUEST);

    ApplicationFailure failure = order.failure();

    assertEquals(FailureType.GATEWAY_UNAVAILABLE, failure.getType());
    assertEquals(
        "Order order-1 failed at TellRobotOrder: Robot1 was not told: no gateway has been listening"
            + " since 12:03.",
        failure.getOriginalMessage());
    assertEquals(List.of(), TestOrder.details(failure).attempts());
    assertEquals(List.of("Robot1 not_sent"), kitchen.table().attempts(order.workflowId()));
    assertTrue(kitchen.table().isFree("Robot1"));
  }

  @Test
  void an_order_goes_on_by_itself_once_a_gateway_listens() {
    kitchen.table().when("Robot1", Reaction.succeedsAfter(Duration.ofSeconds(1)));
    kitchen.table().deaf(true);
    TestOrder order = kitchen.place(REQUEST).awaitTimer();
    kitchen.pass(Duration.ofSeconds(3));
    kitchen.table().deaf(false);

    assertEquals(1, order.made().attempt());
  }

  @Test
  void a_robot_that_the_broker_refuses_is_passed_over_for_another_and_no_attempt_is_counted() {
    kitchen.table().add("Robot2");
    kitchen.table().when("Robot1", Reaction.refused("the broker refused it (NOT_AUTHORIZED)"));
    kitchen.table().when("Robot2", Reaction.succeedsAfter(Duration.ofSeconds(1)));
    TestOrder order = kitchen.place(REQUEST.withAttempts(1));

    assertEquals(1, order.made().attempt());
    assertEquals(1, Collections.frequency(order.calls(), "TellRobotOrder(Robot1)"));
    assertEquals(
        List.of("Robot1 refused", "Robot2 succeeded"),
        kitchen.table().attempts(order.workflowId()));
    assertTrue(kitchen.table().isFree("Robot1"));
  }

  @Test
  void an_order_fails_as_BrokerUnavailable_and_names_the_robots_when_the_broker_refuses_each() {
    kitchen.table().add("Robot2");
    kitchen.table().when("Robot1", Reaction.refused("NOT_AUTHORIZED"));
    kitchen.table().when("Robot2", Reaction.refused("NOT_AUTHORIZED"));
    TestOrder order = kitchen.place(REQUEST);

    ApplicationFailure failure = order.failure();

    assertEquals(FailureType.BROKER_UNAVAILABLE, failure.getType());
    assertEquals(
        "Order order-1 failed at TellRobotOrder: no robot is left that the broker takes a message"
            + " for: Robot1 was not told (NOT_AUTHORIZED); Robot2 was not told (NOT_AUTHORIZED).",
        failure.getOriginalMessage());
    assertTrue(kitchen.table().isFree("Robot1") && kitchen.table().isFree("Robot2"));
  }

  @Test
  void a_robot_that_was_told_after_all_is_not_released_but_waited_for() {
    kitchen.table().when("Robot1", Reaction.toldAfterAll());
    TestOrder order = kitchen.place(REQUEST.withStartToClose(Duration.ofSeconds(2)));
    kitchen.passUntil(() -> order.calls().contains("FreeRobot(Robot1)"));
    order.succeeded("Robot1");

    assertEquals(1, order.made().attempt());
    assertFalse(order.calls().contains("GetRobot(2)"), order.calls().toString());
  }

  @Test
  void an_answer_to_an_order_that_waits_in_the_queue_does_not_count() {
    TestOrder working = kitchen.place(REQUEST).awaitTimer();
    TestOrder waits = kitchen.place(REQUEST).awaitTimer();
    waits.succeeded("Robot1");
    waits.awaitEvents(EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED, 1);
    working.succeeded("Robot1");
    waits.awaitCall("TellRobotOrder(Robot1)");

    assertFalse(waits.isClosed(), "Robot1 has not made it");
    waits.succeeded("Robot1");
    assertEquals(1, waits.made().attempt());
  }

  @Test
  void a_wake_up_that_names_no_claim_wakes_any_claim_that_waits() {
    TestOrder working = kitchen.place(REQUEST).awaitTimer();
    TestOrder waits = kitchen.place(REQUEST).awaitTimer();
    kitchen.table().forget(waits.workflowId());
    working.succeeded("Robot1");
    working.awaitClosed();

    waits.wakeUp(0);
    waits.awaitCall("TellRobotOrder(Robot1)");
    waits.succeeded("Robot1");

    assertEquals(1, waits.made().attempt());
  }
}
