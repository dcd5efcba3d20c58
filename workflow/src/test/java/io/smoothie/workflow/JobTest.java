package io.smoothie.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smoothie.workflow.OrderActivities.TellOutcome;
import io.smoothie.workflow.OrderActivities.TellResult;
import io.smoothie.workflow.OrderFailure.FailedAttempt;
import io.smoothie.workflow.SmoothieOrderWorkflow.CancelAnswer;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotFailed;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotSucceeded;
import io.smoothie.workflow.kitchen.Kitchen;
import io.smoothie.workflow.kitchen.TestOrder;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an order and its robot may say beside the smoothie and that it is made. */
class JobTest {
  private static final OrderRequest REQUEST = OrderRequest.of("Label");
  private static final JobData DATA = JobData.parse("{\"grams\":310,\"seen\":[true,null]}");
  private static final RobotName ROBOT1 = new RobotName("Robot1");

  @RegisterExtension private final Kitchen kitchen = Kitchen.with("Robot1", "Robot2");

  @Test
  void params_from_any_client_reach_the_robot() throws Exception {
    AtomicReference<JobData> told = new AtomicReference<>();
    kitchen
        .table()
        .when(
            "Robot1",
            order -> {
              told.set(order.params());
              order.order().succeeded("Robot1");
              return new TellResult(TellOutcome.TOLD, null);
            });
    TestOrder order = kitchen.order();
    JsonNode input =
        new ObjectMapper().readTree("{\"SmoothieName\":\"Label\",\"params\":" + DATA + "}");

    order.start(input);

    assertNull(order.made().result());
    assertEquals(DATA, told.get());
  }

  @Test
  void params_that_cannot_be_taken_fail_the_order_with_what_is_wrong() {
    TestOrder order = kitchen.order();

    order.start(Map.of("smoothie", "Label", "params", List.of(1)));

    ApplicationFailure failure = order.failure();
    assertEquals(FailureType.INVALID_ORDER, failure.getType());
    assertEquals(
        "Order order-1 is not one: \"params\" is not a JSON object.", failure.getOriginalMessage());
    assertEquals(List.of(), order.calls());
  }

  @Test
  void the_first_claim_checks_the_params_and_an_order_that_fails_it_is_invalid() {
    kitchen.table().answerClaim(ClaimResult.invalid("its params/paper: is none we have"));

    ApplicationFailure failure = kitchen.place(REQUEST.withParams(DATA)).failure();

    assertEquals(FailureType.INVALID_ORDER, failure.getType());
    assertEquals(
        "Order order-1 failed at GetRobot: its params/paper: is none we have.",
        failure.getOriginalMessage());
  }

  @Test
  void the_result_of_the_success_that_counts_is_the_orders_and_a_duplicates_changes_nothing() {
    TestOrder order = kitchen.place(REQUEST).awaitTimer();

    order.signal("robotSucceeded", new RobotSucceeded(ROBOT1, DATA));
    order.signal("robotSucceeded", new RobotSucceeded(ROBOT1, JobData.parse("{}")));

    assertEquals(DATA, order.made().result());
  }

  @Test
  void a_success_with_a_result_that_is_none_counts_without_it() {
    TestOrder order = kitchen.place(REQUEST).awaitTimer();

    order.signal("robotSucceeded", Map.of("robot", "Robot1", "result", "done"));

    assertNull(order.made().result());
  }

  @Test
  void a_job_that_no_robot_can_make_fails_at_once_and_its_robot_is_free_and_not_broken() {
    TestOrder order = kitchen.place(REQUEST).awaitTimer();

    order.signal("robotFailed", new RobotFailed(ROBOT1, "no such label", DATA, false, null));

    ApplicationFailure failure = order.failure();
    assertEquals(FailureType.ROBOT_FAILED, failure.getType());
    assertEquals(
        "Order order-1 failed at TellRobotOrder: no robot can make it, says the last one: Robot1"
            + " reported a failure (no such label) that another robot would meet as well.",
        failure.getOriginalMessage());
    assertEquals(
        List.of(
            new FailedAttempt(
                ROBOT1,
                "reported a failure (no such label) that another robot would meet as well",
                DATA)),
        TestOrder.details(failure).attempts());
    assertEquals(
        List.of("GetRobot(1)", "TellRobotOrder(Robot1)", "FreeRobot(Robot1)", "EndOrder"),
        order.calls());
    assertTrue(kitchen.table().isFree("Robot1"), "not BROKEN");
    assertEquals(List.of("Robot1 failed"), kitchen.table().attempts(order.workflowId()));
  }

  @Test
  void a_failure_with_details_is_otherwise_as_any_and_another_robot_makes_the_order() {
    TestOrder order = kitchen.place(REQUEST).awaitTimer();

    order.signal("robotFailed", new RobotFailed(ROBOT1, "jammed", DATA, true, null));
    order.awaitCall("TellRobotOrder(Robot2)");
    order.succeeded("Robot2");

    assertEquals(2, order.made().attempt());
    assertTrue(kitchen.table().brokenReason("Robot1").isPresent());
  }

  @Test
  void an_order_that_was_cancelled_stays_cancelled_when_no_robot_can_make_it() {
    TestOrder order = kitchen.place(REQUEST).awaitTimer();
    assertEquals(CancelAnswer.ACCEPTED, order.cancel());

    order.signal("robotFailed", new RobotFailed(ROBOT1, "no such label", null, false, null));

    assertEquals(
        FailureType.ORDER_CANCELLED,
        assertInstanceOf(ApplicationFailure.class, order.ending().getCause()).getType());
    assertTrue(kitchen.table().isFree("Robot1"), "not BROKEN");
  }
}
