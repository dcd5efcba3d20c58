package io.smoothie.workflow;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.kitchen.Kitchen;
import io.smoothie.workflow.kitchen.Reaction;
import io.smoothie.workflow.kitchen.TestOrder;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exceptions in activities and in the workflow's own code, and workflows that are evicted. */
class DefectsTest {
  private static final OrderRequest REQUEST = OrderRequest.of("Strawberry Smoothie");

  @RegisterExtension private final Kitchen kitchen = Kitchen.with("Robot1");

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void a_claim_that_fails_is_tried_three_times_at_once_and_then_as_an_ordinary_activity(
      int failures) {
    kitchen.table().when("Robot1", Reaction.succeedsAfter(Duration.ofSeconds(1)));
    kitchen.table().fail("GetRobot", failures);
    TestOrder order = kitchen.place(REQUEST);

    order.made();

    assertEquals(failures + 1, Collections.frequency(order.calls(), "GetRobot(1)"));
    assertEquals(failures >= 3 ? 1 : 0, order.count(EVENT_TYPE_ACTIVITY_TASK_COMPLETED));
  }

  @Test
  void a_finish_that_fails_is_tried_until_it_is_done() {
    kitchen.table().when("Robot1", Reaction.succeedsAfter(Duration.ofSeconds(1)));
    kitchen.table().fail("SetRobotFinished", 6);
    TestOrder order = kitchen.place(REQUEST);

    order.made();

    assertEquals(7, Collections.frequency(order.calls(), "SetRobotFinished(Robot1)"));
    assertTrue(kitchen.table().isFree("Robot1"));
  }

  @Test
  void the_step_after_a_timeout_is_tried_until_it_is_done() {
    kitchen.table().fail("SetRobotBroken", 3);
    kitchen.table().fail("EndOrder", 3);
    TestOrder order = kitchen.place(REQUEST.withAttempts(1));

    assertEquals(FailureType.ROBOT_TIMED_OUT, order.failure().getType());
    assertEquals(4, Collections.frequency(order.calls(), "SetRobotBroken(Robot1, timed_out)"));
    assertEquals(4, Collections.frequency(order.calls(), "EndOrder"));
  }

  @Test
  void a_defect_of_the_workflow_fails_the_order_and_releases_its_robot() {
    kitchen.table().answerClaim(new ClaimResult(ClaimOutcome.CLAIMED, null, 0, 0, null, null));
    TestOrder order = kitchen.place(REQUEST);

    ApplicationFailure failure = order.failure();

    assertEquals(FailureType.INTERNAL_ERROR, failure.getType());
    assertEquals(Stage.GET_ROBOT, TestOrder.details(failure).stage());
    assertEquals(List.of("GetRobot(1)", "EndOrder"), order.calls());
    assertEquals(0, order.count(EVENT_TYPE_WORKFLOW_TASK_FAILED));
  }

  @Test
  void an_order_that_the_table_has_closed_fails_and_says_so() {
    kitchen.table().answerClaim(ClaimResult.missed(ClaimOutcome.CLOSED));
    TestOrder order = kitchen.place(REQUEST);

    ApplicationFailure failure = order.failure();

    assertEquals(FailureType.ORDER_CLOSED, failure.getType());
    assertTrue(failure.getOriginalMessage().contains("was its workflow reset?"));
    assertEquals(List.of("GetRobot(1)", "EndOrder"), order.calls());
  }

  @Test
  void a_stale_claim_goes_on_with_the_latest_number() {
    kitchen.table().when("Robot1", Reaction.succeedsAfter(Duration.ofSeconds(1)));
    kitchen.table().answerClaim(ClaimResult.stale(7));
    TestOrder order = kitchen.place(REQUEST);

    order.made();

    assertEquals(List.of("GetRobot(1)", "GetRobot(7)"), order.calls().subList(0, 2));
  }

  @Test
  void a_defect_of_an_order_that_was_cancelled_is_still_a_defect() {
    kitchen.table().fail("GetRobot", 3);
    var claim = kitchen.table().block("GetRobot");
    kitchen.table().answerClaim(new ClaimResult(ClaimOutcome.CLAIMED, null, 0, 0, null, null));
    TestOrder order = kitchen.place(REQUEST);
    claim.awaitCaller();
    order.cancel();
    claim.open();

    assertEquals(FailureType.INTERNAL_ERROR, order.failure().getType());
    assertTrue(order.calls().contains("EndOrder"));
  }

  @Test
  void evicting_a_cached_workflow_calls_no_activity() {
    kitchen.table().add("Robot2");
    kitchen.cacheNoMoreThan(1);
    TestOrder first = kitchen.place(REQUEST).awaitTimer();
    TestOrder second = kitchen.place(REQUEST).awaitTimer();
    TestOrder third = kitchen.place(REQUEST).awaitTimer();

    assertEquals(List.of("GetRobot(1)", "TellRobotOrder(Robot1)"), first.calls());
    assertEquals(List.of("GetRobot(1)", "TellRobotOrder(Robot2)"), second.calls());
    first.succeeded("Robot1");
    third.awaitCall("TellRobotOrder(Robot1)");
    third.succeeded("Robot1");
    second.succeeded("Robot2");
    // Not before all are answered: time is skipped while a client waits for a result.
    for (TestOrder order : List.of(first, second, third)) {
      assertEquals(1, order.made().attempt());
    }
    assertEquals(0, first.count(EVENT_TYPE_WORKFLOW_TASK_FAILED));
    kitchen.close();
    assertEquals(
        List.of(),
        kitchen.transitions().keySet().stream()
            .filter(transition -> transition.endsWith(Stage.STATE_MACHINE_FAILED.title()))
            .toList());
  }
}
