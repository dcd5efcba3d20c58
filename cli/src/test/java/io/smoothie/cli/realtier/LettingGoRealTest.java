package io.smoothie.cli.realtier;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smoothie.activities.table.Attempt;
import io.smoothie.activities.table.RobotStatus;
import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.FailureType;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.SmoothieOrderWorkflow.CancelAnswer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cancel and terminate, ours and Temporal's own, in the stages an order can be seen in. */
@RealTier
class LettingGoRealTest {
  private static final OrderRequest ORDER = OrderRequest.of("Strawberry Smoothie");

  @Test
  void our_cancel_while_the_robot_works_ends_with_that_robots_answer(Shop shop) {
    OrderId order = working(shop);

    CancelAnswer answer = shop.orders().cancel(order);

    assertEquals(CancelAnswer.ACCEPTED, answer);
    assertEquals(FailureType.ORDER_CANCELLED, shop.end(order).how());
    assertEquals(AttemptOutcome.SUCCEEDED, onlyAttempt(shop, order));
    assertEquals(CancelAnswer.TOO_LATE, shop.orders().cancel(order));
    shop.awaitRest();
    assertEquals(RobotStatus.ONLINE, shop.robot("Robot1").status());
  }

  @Test
  void temporals_cancel_while_the_robot_works_ends_as_cancelled(Shop shop) {
    OrderId order = working(shop);

    temporal(shop, "cancel", order);

    assertEquals("CANCELED", shop.end(order).how());
    assertEquals(AttemptOutcome.SUCCEEDED, onlyAttempt(shop, order));
    shop.awaitRest();
  }

  @Test
  void terminated_while_the_robot_works_the_robot_is_given_back(Shop shop) {
    OrderId order = working(shop);

    temporal(shop, "terminate", order);

    assertEquals("TERMINATED", shop.end(order).how());
    shop.awaitRest();
    assertEquals(RobotStatus.ONLINE, shop.robot("Robot1").status());
  }

  @Test
  void cancelled_and_terminated_in_the_queue_the_next_waiter_gets_the_robot(Shop shop) {
    OrderId first = working(shop);
    OrderId cancelledByUs = waiting(shop, 1);
    OrderId cancelledByTemporal = waiting(shop, 2);
    OrderId terminated = waiting(shop, 3);
    OrderId last = waiting(shop, 4);

    assertEquals(CancelAnswer.ACCEPTED, shop.orders().cancel(cancelledByUs));
    temporal(shop, "cancel", cancelledByTemporal);
    temporal(shop, "terminate", terminated);

    assertEquals(FailureType.ORDER_CANCELLED, shop.end(cancelledByUs).how());
    assertEquals("CANCELED", shop.end(cancelledByTemporal).how());
    assertEquals("TERMINATED", shop.end(terminated).how());
    assertEquals("made", shop.end(first).how());
    assertEquals("made", shop.end(last).how());
    shop.awaitRest();
  }

  /** An order whose robot has been told and takes two seconds. */
  private static OrderId working(Shop shop) {
    shop.addRobots("Robot1");
    shop.worker();
    shop.gateway();
    ChildProcess robot = shop.demoRobot("Robot1", 2);
    OrderId order = shop.place(ORDER);
    robot.awaitOutput("making ");
    return order;
  }

  /** An order that has its place in the queue. */
  private static OrderId waiting(Shop shop, int place) {
    OrderId order = shop.place(ORDER);
    await().until(() -> shop.table().queue().length() >= place);
    return order;
  }

  private static void temporal(Shop shop, String command, OrderId order) {
    ChildProcess process = shop.temporal("workflow", command, "--workflow-id", order.workflowId());
    assertEquals(0, process.awaitEnd(), process::output);
  }

  private static AttemptOutcome onlyAttempt(Shop shop, OrderId order) {
    List<Attempt> attempts = shop.table().attempts().of(order);
    assertEquals(1, attempts.size(), attempts::toString);
    return attempts.get(0).outcome();
  }
}
