package io.smoothie.workflow.temporal;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.FailureType;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.SmoothieOrderWorkflow.CancelAnswer;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotFailed;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotSucceeded;
import io.smoothie.workflow.kitchen.Kitchen;
import io.smoothie.workflow.kitchen.TestOrder;
import io.smoothie.workflow.temporal.Orders.Delivery;
import io.smoothie.workflow.temporal.Orders.Placed;
import io.smoothie.workflow.temporal.Orders.State;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OrdersTest {
  private static final OrderRequest REQUEST = OrderRequest.of("Strawberry Smoothie");
  private static final RobotName ROBOT1 = new RobotName("Robot1");

  @RegisterExtension private final Kitchen kitchen = Kitchen.with("Robot1").whoseWorkersStop();
  private final Orders orders = new Orders(kitchen.client());
  private final TestOrder test = kitchen.order();
  private final OrderId order = OrderId.parse(test.workflowId());

  private Placed place() {
    return place(REQUEST);
  }

  private Placed place(OrderRequest request) {
    Placed placed = orders.place(order, request, Kitchen.TASK_QUEUE);
    test.placedElsewhere();
    return placed;
  }

  private void makeIt() {
    test.awaitTimer();
    assertEquals(Delivery.DELIVERED, orders.succeeded(order, RobotSucceeded.by(ROBOT1)));
    assertEquals(REQUEST.smoothie(), test.made().smoothie());
  }

  @Test
  void an_order_is_placed_and_made() {
    Placed placed = place();
    assertFalse(placed.already());
    assertEquals(order, placed.order());
    makeIt();
  }

  @Test
  void the_same_order_placed_again_is_the_same_order() {
    Placed first = place();
    Placed second = place();

    assertTrue(second.already());
    assertEquals(first.runId(), second.runId());
    makeIt();
    Placed third = place();
    assertTrue(third.already());
    assertEquals(first.runId(), third.runId());
    assertEquals(State.CLOSED, orders.state(order));
  }

  @Test
  void other_contents_under_the_same_id_are_refused_while_it_runs_and_after() {
    place();
    OrderRequest other = REQUEST.withPriority(1);

    OrderRefusedException refused = assertThrows(OrderRefusedException.class, () -> place(other));
    assertSays("was placed before, with other contents (Strawberry", refused);
    makeIt();
    assertThrows(OrderRefusedException.class, () -> place(other));
  }

  @Test
  void an_order_that_is_due_at_another_time_is_another_one() {
    Instant due = Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS);
    place(REQUEST.withDue(due));

    assertTrue(place(REQUEST.withDue(due)).already());
    assertTrue(orders.placedBefore(order, REQUEST.withDue(due)).isPresent());
    OrderRefusedException refused =
        assertThrows(OrderRefusedException.class, () -> place(REQUEST.withDue(due.plusSeconds(1))));
    assertSays("attempts 3, due " + due, refused);
    assertThrows(OrderRefusedException.class, () -> place(REQUEST));
    assertEquals(Optional.empty(), orders.placedBefore(OrderId.random(), REQUEST));
    OrderRequest late = REQUEST.withDue(due.plus(Duration.ofDays(366)));
    assertSays(
        "up to 366d before it is due",
        assertThrows(OrderRefusedException.class, () -> place(late)));
    test.terminate();
  }

  @Test
  void an_order_the_demo_placed_is_the_same_as_ours() {
    test.start(Map.of("SmoothieName", "Strawberry Smoothie"));

    assertTrue(orders.place(order, REQUEST, Kitchen.TASK_QUEUE).already());
  }

  @Test
  void an_order_placed_with_something_unreadable_is_another_one() {
    test.start(new byte[] {1, 2, 3});

    OrderRefusedException refused =
        assertThrows(
            OrderRefusedException.class, () -> orders.place(order, REQUEST, Kitchen.TASK_QUEUE));
    assertSays("none that can be read", refused);
  }

  @Test
  void the_id_of_another_type_of_workflow_is_refused() {
    kitchen
        .client()
        .newUntypedWorkflowStub(
            "SomethingElse",
            WorkflowOptions.newBuilder()
                .setWorkflowId(order.workflowId())
                .setTaskQueue("no-worker")
                .build())
        .start();

    OrderRefusedException refused =
        assertThrows(
            OrderRefusedException.class, () -> orders.place(order, REQUEST, Kitchen.TASK_QUEUE));
    assertSays("another type", refused);
  }

  @Test
  void an_order_that_cannot_be_made_is_refused_before_temporal_hears_of_it() {
    assertThrows(
        OrderRefusedException.class,
        () -> orders.place(order, OrderRequest.of(" "), Kitchen.TASK_QUEUE));
    assertEquals(State.NOT_FOUND, orders.state(order));
  }

  @Test
  void signals_are_delivered_while_the_order_runs_and_no_longer() {
    assertEquals(Delivery.NO_SUCH_ORDER, orders.succeeded(order, RobotSucceeded.by(ROBOT1)));
    assertEquals(Delivery.NO_SUCH_ORDER, orders.wakeUp(order, 1));
    place(REQUEST.withAttempts(1));
    test.awaitTimer();
    assertEquals(State.RUNNING, orders.state(order));
    assertEquals(Delivery.DELIVERED, orders.wakeUp(order, 1));
    assertEquals(Delivery.DELIVERED, orders.failed(order, RobotFailed.of(ROBOT1, "no ice")));

    assertEquals(FailureType.ROBOT_FAILED, test.failure().getType());
    assertEquals(State.CLOSED, orders.state(order));
    assertEquals(Delivery.NO_SUCH_ORDER, orders.failed(order, RobotFailed.of(ROBOT1, "no ice")));
  }

  @Test
  void a_cancel_is_accepted_and_asking_again_is_the_same_request() {
    place();
    test.awaitTimer();

    assertEquals(CancelAnswer.ACCEPTED, orders.cancel(order));
    assertEquals(CancelAnswer.ACCEPTED, orders.cancel(order));
    orders.succeeded(order, RobotSucceeded.by(ROBOT1));
    assertInstanceOf(CanceledFailure.class, test.ending().getCause());
    assertEquals(
        "Order %s was cancelled: Robot1 had made it by then.".formatted(order),
        test.cancelled().message());
    assertEquals(CancelAnswer.ACCEPTED, orders.cancel(order));
  }

  @Test
  void a_cancel_of_an_order_that_temporal_has_cancelled_is_accepted() {
    place();
    test.awaitTimer();
    kitchen.client().newUntypedWorkflowStub(order.workflowId()).cancel("the test says so");
    orders.succeeded(order, RobotSucceeded.by(ROBOT1));
    await().until(() -> orders.state(order) == State.CLOSED);

    assertEquals(CancelAnswer.ACCEPTED, orders.cancel(order));
  }

  @Test
  void a_cancel_of_an_order_that_has_failed_is_too_late() {
    place(REQUEST.withAttempts(1));
    test.awaitTimer();
    orders.failed(order, RobotFailed.of(ROBOT1, "no ice"));
    assertEquals(FailureType.ROBOT_FAILED, test.failure().getType());

    assertEquals(CancelAnswer.TOO_LATE, orders.cancel(order));
  }

  @Test
  void a_cancel_of_an_order_that_is_made_is_too_late() {
    place();
    makeIt();

    assertEquals(CancelAnswer.TOO_LATE, orders.cancel(order));
  }

  @Test
  void a_cancel_of_an_unknown_order_says_so() {
    OrderNotFoundException unknown =
        assertThrows(OrderNotFoundException.class, () -> orders.cancel(order));
    assertSays(order.value(), unknown);
  }

  @Test
  void a_cancel_that_no_worker_answers_is_unconfirmed_and_may_be_asked_again() {
    Orders hasty = new Orders(kitchen.client(), Duration.ofMillis(500));
    place();
    test.awaitTimer();
    kitchen.stopWorkers();

    for (int asked = 1; asked <= 5; asked++) {
      CancelUnconfirmedException unconfirmed =
          assertThrows(CancelUnconfirmedException.class, () -> hasty.cancel(order));
      assertSays("within 500ms", unconfirmed);
    }
    kitchen.startWorkers();
    assertEquals(CancelAnswer.ACCEPTED, orders.cancel(order));
  }

  private static void assertSays(String words, Throwable e) {
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains(words), message);
  }
}
