package io.smoothie.cli.realtier;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.activities.table.Attempt;
import io.smoothie.activities.table.RobotStatus;
import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.FailureType;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.SmoothieOrderWorkflow;
import io.smoothie.workflow.SmoothieOrderWorkflow.CancelAnswer;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The end of three orders in every stage: one is cancelled by us, one by Temporal's own cancel, one
 * is terminated. Where a stage is over in no time, the locked table makes it last.
 */
@RealTier
class CancelRealTest {
  private static final OrderRequest ORDER = OrderRequest.of("Strawberry Smoothie");

  private record Three(OrderId ours, OrderId temporals, OrderId terminated) {
    static Three placed(Shop shop, OrderRequest request) {
      return new Three(shop.place(request), shop.place(request), shop.place(request));
    }

    List<OrderId> all() {
      return List.of(ours, temporals, terminated);
    }
  }

  @Test
  void before_any_worker_has_taken_it(Shop shop) {
    shop.addRobots("Robot1");
    shop.table().robots().presence(new RobotName("Robot1"), false, false);
    Three orders = Three.placed(shop, ORDER);

    ChildProcess cancel = shop.smoothie("orders", "cancel", orders.ours.value());
    letTemporalGo(shop, orders);
    assertEquals(4, cancel.awaitEnd(), cancel::output);
    assertTrue(cancel.output().contains("may still be cancelled"), cancel::output);
    shop.worker();

    ChildProcess again = shop.smoothie("orders", "cancel", orders.ours.value());
    // Either the first request waited for the worker, or this one came in time.
    assertEquals(0, again.awaitEnd(), again::output);
    String how = shop.end(orders.ours).how();
    assertTrue(Set.of("CANCELED", FailureType.ORDER_CANCELLED).contains(how), how);
    assertEnds(shop, orders, how);
    assertEquals(Set.of(), outcomes(shop, orders.temporals));
    assertEquals(Set.of(), outcomes(shop, orders.terminated));
  }

  @Test
  void while_it_claims_a_robot(Shop shop) throws Exception {
    shop.open("Robot1", "Robot2", "Robot3");
    shop.demoRobot("+", 1);
    Three orders;
    CompletableFuture<CancelAnswer> answer;
    Connection lock = shop.lockTable();
    try (lock) {
      orders = Three.placed(shop, ORDER);
      for (OrderId order : orders.all()) {
        shop.awaitRecorded(order, EVENT_TYPE_WORKFLOW_TASK_STARTED);
      }
      answer = askToCancel(shop, orders);
      letTemporalGo(shop, orders);
    }

    assertEquals(CancelAnswer.ACCEPTED, answer.get());
    assertEnds(shop, orders, "CANCELED");
    assertAllOnline(shop);
  }

  @Test
  void in_the_queue_and_the_next_waiter_gets_the_robot(Shop shop) {
    shop.open("Robot1");
    ChildProcess robot = shop.demoRobot("Robot1", 3);
    OrderId first = shop.place(ORDER);
    robot.awaitOutput("making ");
    Three orders = Three.placed(shop, ORDER);
    shop.awaitWaiters(3);
    OrderId last = shop.place(ORDER.withPriority(5));
    shop.awaitWaiters(4);

    assertEquals(CancelAnswer.ACCEPTED, shop.orders().cancel(orders.ours));
    letTemporalGo(shop, orders);

    assertEquals("made", shop.end(first).how());
    assertEquals("made", shop.end(last).how());
    assertEnds(shop, orders, "CANCELED");
    assertEquals(Set.of(), outcomes(shop, orders.ours));
    assertEquals(Set.of(), outcomes(shop, orders.temporals));
    // The table learns of the terminated order only when the robot is offered to it.
    assertTrue(Set.of(AttemptOutcome.RELEASED).containsAll(outcomes(shop, orders.terminated)));
  }

  @Test
  void while_the_broker_does_not_take_the_message(Shop shop, RealServers servers) {
    shop.open("Robot1", "Robot2", "Robot3");
    Three orders;
    servers.killMosquitto();
    try {
      orders = Three.placed(shop, ORDER.withStartToClose(Duration.ofMinutes(5)));
      await("every robot held").until(() -> robots(shop).equals(Set.of(RobotStatus.WORKING)));

      assertEquals(CancelAnswer.ACCEPTED, shop.orders().cancel(orders.ours));
      letTemporalGo(shop, orders);

      assertEnds(shop, orders, "CANCELED");
    } finally {
      servers.restartMosquitto();
    }
    assertEquals(Set.of(AttemptOutcome.RELEASED), outcomes(shop, orders.ours));
    assertEquals(Set.of(AttemptOutcome.RELEASED), outcomes(shop, orders.temporals));
    assertAllOnline(shop);
  }

  @Test
  void while_the_robot_works(Shop shop) {
    shop.open("Robot1", "Robot2", "Robot3");
    ChildProcess robots = shop.demoRobot("+", 4);
    Three orders = Three.placed(shop, ORDER);
    awaitEach(orders, robots);

    assertEquals(CancelAnswer.ACCEPTED, shop.orders().cancel(orders.ours));
    letTemporalGo(shop, orders);

    assertEnds(shop, orders, "CANCELED");
    assertEquals(Set.of(AttemptOutcome.SUCCEEDED), outcomes(shop, orders.ours));
    assertEquals(Set.of(AttemptOutcome.SUCCEEDED), outcomes(shop, orders.temporals));
    assertEquals(CancelAnswer.ACCEPTED, shop.orders().cancel(orders.ours));
    assertEquals(CancelAnswer.ACCEPTED, shop.orders().cancel(orders.temporals));
    assertEquals(CancelAnswer.TOO_LATE, shop.orders().cancel(orders.terminated));
    assertAllOnline(shop);
    await("Temporal's own list")
        .untilAsserted(
            () -> {
              String query = "WorkflowId = '%s'".formatted(orders.ours.workflowId());
              ChildProcess list = shop.temporal("workflow", "list", "--query", query);
              assertEquals(0, list.awaitEnd(), list::output);
              assertTrue(list.output().contains("Canceled"), list::output);
            });
  }

  @Test
  void while_a_robot_works_that_stops_when_it_hears_of_the_cancel(Shop shop) {
    shop.open("Robot1");
    ChildProcess robot = shop.smoothie("robot", "Robot1", "--make-time", "10m");
    robot.awaitOutput("Robot1: on at MQTT");
    OrderId order = shop.place(ORDER.withStartToClose(Duration.ofMinutes(10)));
    robot.awaitOutput("Robot1 makes Strawberry Smoothie");

    assertEquals(CancelAnswer.ACCEPTED, shop.orders().cancel(order));

    robot.awaitOutput("Robot1 has stopped making order " + order);
    assertEquals("CANCELED", shop.end(order).how());
    assertEquals(Set.of(AttemptOutcome.RELEASED), outcomes(shop, order));
    shop.awaitRest();
    assertAllOnline(shop);
  }

  @Test
  void a_robot_that_is_too_slow_is_told_to_stop_when_its_attempt_has_timed_out(Shop shop) {
    // Of its own name: what it says of its being there stays at the broker that other shops use.
    shop.open("Slow1");
    ChildProcess robot = shop.smoothie("robot", "Slow1", "--make-time", "10m", "--status");
    robot.awaitOutput("Slow1: on at MQTT");
    await("Slow1 to say that it is there")
        .until(() -> Boolean.TRUE.equals(shop.robot("Slow1").connected()));
    OrderId order = shop.place(ORDER.withStartToClose(Duration.ofSeconds(2)).withAttempts(1));

    robot.awaitOutput("Slow1 has stopped making order " + order);

    assertEquals(FailureType.ROBOT_TIMED_OUT, shop.end(order).how());
    assertEquals(Set.of(AttemptOutcome.TIMED_OUT), outcomes(shop, order));
    assertEquals(RobotStatus.BROKEN, shop.robot("Slow1").status());
  }

  @Test
  void while_the_robots_success_is_written_down(Shop shop) throws Exception {
    shop.open("Robot1", "Robot2", "Robot3");
    ChildProcess robots = shop.demoRobot("+", 2);
    Three orders = Three.placed(shop, ORDER);
    awaitEach(orders, robots);
    CompletableFuture<CancelAnswer> answer;
    Connection lock = shop.lockTable();
    try (lock) {
      for (OrderId order : orders.all()) {
        shop.awaitRecorded(
            order, EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED, EVENT_TYPE_WORKFLOW_TASK_STARTED);
      }
      answer = askToCancel(shop, orders);
      letTemporalGo(shop, orders);
    }

    // The success was first; Temporal closes as it was told all the same.
    assertEquals(CancelAnswer.TOO_LATE, answer.get());
    assertEnds(shop, orders, "made");
    assertEquals(Set.of(AttemptOutcome.SUCCEEDED), outcomes(shop, orders.ours));
    assertEquals(Set.of(AttemptOutcome.SUCCEEDED), outcomes(shop, orders.temporals));
    assertAllOnline(shop);
  }

  @Test
  void while_its_robot_is_set_broken(Shop shop) throws Exception {
    shop.open("Robot1", "Robot2", "Robot3");
    ChildProcess robots = shop.demoRobot("+", 600);
    Three orders = Three.placed(shop, ORDER.withStartToClose(Duration.ofSeconds(3)));
    awaitEach(orders, robots);
    CompletableFuture<CancelAnswer> answer;
    Connection lock = shop.lockTable();
    try (lock) {
      for (OrderId order : orders.all()) {
        shop.awaitRecorded(order, EVENT_TYPE_ACTIVITY_TASK_SCHEDULED);
      }
      answer = askToCancel(shop, orders);
      letTemporalGo(shop, orders);
      assertEquals(CancelAnswer.ACCEPTED, answer.get());
    }

    assertEnds(shop, orders, "CANCELED");
    assertEquals(Set.of(AttemptOutcome.TIMED_OUT), outcomes(shop, orders.ours));
    assertEquals(Set.of(AttemptOutcome.TIMED_OUT), outcomes(shop, orders.temporals));
  }

  @Test
  void cancelled_by_a_client_that_dies_once_it_has_its_answer(Shop shop, RealServers servers) {
    shop.open("Robot1");
    OrderId order = shop.place(ORDER.withStartToClose(Duration.ofSeconds(5)));
    await("Robot1 to have it").until(() -> order.equals(shop.robot("Robot1").order()));

    String answer =
        servers
            .connection()
            .client()
            .newUntypedWorkflowStub(order.workflowId())
            .update(SmoothieOrderWorkflow.CANCEL, String.class, Map.of());

    assertEquals("ACCEPTED", answer);
    assertEquals(FailureType.ORDER_CANCELLED, shop.end(order).how());
  }

  @Test
  void on_a_Temporal_that_takes_no_workflow_updates(Shop shop, RealServers servers)
      throws Exception {
    try (TemporalProcess temporal = TemporalProcess.withoutUpdates(servers, shop.folder())) {
      String at = "--temporal-address=" + temporal.address();
      shop.addRobots("Robot1");
      assertEquals(0, shop.smoothie("order", "Green", "--id=a", "--detach", at).awaitEnd());

      ChildProcess cancel = shop.smoothie("orders", "cancel", "a", at);

      assertEquals(0, cancel.awaitEnd(), cancel::output);
      assertTrue(cancel.output().contains("ACCEPTED"), cancel::output);
      assertTrue(
          cancel.output().contains("Temporal's own cancel was asked for instead"), cancel::output);
      shop.smoothie("worker", at);
      ChildProcess shown = shop.smoothie("orders", "show", "a", "--follow", at);
      assertEquals(5, shown.awaitEnd(), shown::output);
      assertTrue(shown.output().contains("Order a was cancelled: "), shown::output);
    }
  }

  /** Asks for a cancel; the answer comes once a worker gives it. */
  private static CompletableFuture<CancelAnswer> askToCancel(Shop shop, Three orders) {
    return CompletableFuture.supplyAsync(() -> shop.orders().cancel(orders.ours));
  }

  private static void letTemporalGo(Shop shop, Three orders) {
    temporal(shop, "cancel", orders.temporals);
    temporal(shop, "terminate", orders.terminated);
  }

  private static void temporal(Shop shop, String command, OrderId order) {
    ChildProcess process = shop.temporal("workflow", command, "--workflow-id", order.workflowId());
    assertEquals(0, process.awaitEnd(), process::output);
  }

  private static void assertEnds(Shop shop, Three orders, String ours) {
    assertEquals(ours, shop.end(orders.ours).how());
    assertEquals("CANCELED", shop.end(orders.temporals).how());
    assertEquals("TERMINATED", shop.end(orders.terminated).how());
    shop.awaitRest();
  }

  private static void assertAllOnline(Shop shop) {
    assertEquals(Set.of(RobotStatus.ONLINE), robots(shop));
  }

  private static Set<RobotStatus> robots(Shop shop) {
    return shop.table().robots().list().stream()
        .map(robot -> robot.status())
        .collect(Collectors.toSet());
  }

  private static void awaitEach(Three orders, ChildProcess robots) {
    orders.all().forEach(order -> robots.awaitOutput("for " + order.workflowId()));
  }

  private static Set<AttemptOutcome> outcomes(Shop shop, OrderId order) {
    return shop.table().attempts().of(order).stream()
        .map(Attempt::outcome)
        .collect(Collectors.toSet());
  }
}
