package io.smoothie.cli.realtier;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.activities.table.Attempt;
import io.smoothie.activities.table.RobotStatus;
import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.FailureType;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.RobotName;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What an order goes through when nothing is killed. */
@RealTier
class OrderStoryRealTest {
  private static final OrderRequest ORDER = OrderRequest.of("Strawberry Smoothie");
  private static final OrderRequest AS_THE_DEMO =
      ORDER.withStartToClose(Duration.ofSeconds(2)).withAttempts(1).withQueueTimeout(Duration.ZERO);

  @Test
  void an_order_is_made_by_a_robot_and_the_command_line_says_so(Shop shop) {
    assertEquals(0, shop.smoothie("robots", "reset").awaitEnd());
    shop.worker();
    shop.gateway();
    shop.simulatedRobot("Robot1", "--make-time", "500ms");

    ChildProcess order = shop.smoothie("order", "Strawberry Smoothie", "--id", "my-1");

    assertEquals(0, order.awaitEnd(), () -> order + order.output());
    assertTrue(order.output().contains("Robot1"), order::output);
    assertEquals("Robot1", shop.end(new OrderId("my-1")).robot());
    assertEquals(
        List.of(AttemptOutcome.SUCCEEDED),
        shop.table().attempts().of(new OrderId("my-1")).stream().map(Attempt::outcome).toList());
    shop.awaitRest();
    assertEquals(RobotStatus.ONLINE, shop.robot("Robot1").status());
  }

  @Test
  void a_silent_robot_times_out_and_the_order_fails(Shop shop) {
    shop.open("Robot1");
    shop.simulatedRobot("Robot1", "--silent");

    OrderEnd end = shop.end(shop.place(AS_THE_DEMO));

    assertEquals(FailureType.ROBOT_TIMED_OUT, end.how(), end::message);
    assertEquals(RobotStatus.BROKEN, shop.robot("Robot1").status());
    shop.awaitRest();
  }

  @Test
  void an_order_without_a_subscriber_times_out_and_says_so_and_then_no_robot_is_free(Shop shop) {
    shop.open("Robot1");

    OrderEnd timedOut = shop.end(shop.place(AS_THE_DEMO));
    OrderEnd noRobot = shop.end(shop.place(AS_THE_DEMO));

    assertEquals(FailureType.ROBOT_TIMED_OUT, timedOut.how(), timedOut::message);
    assertTrue(timedOut.message().contains("subscribed"), timedOut::message);
    assertEquals(FailureType.NO_ROBOT_AVAILABLE, noRobot.how(), noRobot::message);
    shop.awaitRest();
  }

  @Test
  void an_order_goes_on_with_another_robot_and_a_late_success_of_the_first_is_kept_beside_it(
      Shop shop) {
    shop.open("Robot1", "Robot2");
    shop.simulatedRobot("Robot1", "--silent");
    shop.simulatedRobot("Robot2", "--make-time", "100ms");

    OrderId order = shop.place(ORDER.withStartToClose(Duration.ofSeconds(6)));
    OrderEnd end = shop.end(order);
    shop.succeed("Robot1", order);

    assertEquals("Robot2", end.robot(), end::toString);
    assertEquals(
        List.of(AttemptOutcome.TIMED_OUT, AttemptOutcome.SUCCEEDED),
        shop.table().attempts().of(order).stream().map(Attempt::outcome).toList());
    await()
        .until(
            () ->
                shop.table()
                        .attempts()
                        .find(order, new RobotName("Robot1"))
                        .orElseThrow()
                        .extraAnswers()
                    == 1);
    assertEquals(RobotStatus.BROKEN, shop.robot("Robot1").status());
    assertEquals(List.of(), shop.table().deadLetters().list(10));
    shop.awaitRest();
  }

  @Test
  void a_robot_that_reports_its_failure_is_broken_at_once_and_for_that_reason(Shop shop) {
    shop.open("Robot1", "Robot2");
    shop.simulatedRobot("Robot1", "--make-time", "100ms", "--fail=out of strawberries");
    shop.simulatedRobot("Robot2", "--make-time", "100ms");

    OrderEnd end = shop.end(shop.place(ORDER.withStartToClose(Duration.ofSeconds(60))));

    assertEquals("Robot2", end.robot(), end::toString);
    assertTrue(
        String.valueOf(shop.robot("Robot1").brokenReason()).contains("out of strawberries"),
        () -> shop.robot("Robot1").toString());
    shop.awaitRest();
  }

  @Test
  void the_second_of_two_orders_waits_for_the_only_robot(Shop shop) {
    shop.open("Robot1");
    shop.simulatedRobot("Robot1", "--make-time", "1s");

    OrderId first = shop.place(ORDER);
    OrderId second = shop.place(ORDER);

    assertEquals("Robot1", shop.end(first).robot());
    assertEquals("Robot1", shop.end(second).robot());
    assertNull(shop.robot("Robot1").brokenReason());
    shop.awaitRest();
  }

  @Test
  void an_order_costs_few_events_and_one_that_waited_not_many_more(Shop shop) {
    shop.open("Robot1");
    ChildProcess robot = shop.demoRobot("Robot1", 2);
    OrderId happy = shop.place(ORDER);
    robot.awaitOutput("making ");
    OrderId waited = shop.place(ORDER);
    shop.awaitWaiters(1);

    assertEquals("made", shop.end(happy).how());
    assertEquals("made", shop.end(waited).how());

    assertTrue(shop.history(happy).size() <= 15, () -> shop.history(happy).toString());
    assertTrue(shop.history(waited).size() <= 30, () -> shop.history(waited).toString());
  }

  @Test
  void orders_are_found_in_temporal_by_what_was_ordered_by_robot_and_by_failure(Shop shop) {
    shop.open("Robot1", "Robot2");
    shop.simulatedRobot("Robot1", "--make-time", "100ms");
    await("the worker's registration of the search attributes")
        .ignoreExceptions()
        .until(() -> shop.found("OrderStatus = 'none'").isEmpty());
    String smoothie = "Searched " + OrderId.random();
    OrderId made = shop.place(OrderRequest.of(smoothie).withPriority(2));
    assertEquals("made", shop.end(made).how());
    // Only the silent Robot2 is left.
    assertEquals(0, shop.smoothie("robots", "remove", "Robot1").awaitEnd());
    OrderId failed =
        shop.place(
            OrderRequest.of(smoothie).withAttempts(1).withStartToClose(Duration.ofSeconds(1)));
    assertEquals(FailureType.ROBOT_TIMED_OUT, shop.end(failed).how());

    String ours = "OrderSmoothie = '%s' AND ".formatted(smoothie);
    await()
        .untilAsserted(
            () -> {
              assertEquals(
                  List.of(made.workflowId()),
                  shop.found(ours + "OrderStatus = 'made' AND OrderRobot = 'Robot1'"));
              assertEquals(
                  List.of(failed.workflowId()),
                  shop.found(ours + "OrderFailureType = 'RobotTimedOut' AND OrderPriority = 3"));
              assertEquals(List.of(made.workflowId()), shop.found(ours + "OrderPriority = 2"));
            });
    ChildProcess list = shop.smoothie("orders", "list", "-n", "1000");
    assertEquals(0, list.awaitEnd());
    assertTrue(
        list.output().matches("(?s).*\\Q%s\\E +made +Robot1 .*".formatted(made)), list::output);
    assertTrue(
        list.output().matches("(?s).*\\Q%s\\E +failed +Robot2 .*".formatted(failed)), list::output);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void ctrl_c_on_a_followed_order_leaves_it_going_and_says_how_to_follow_it(Shop shop) {
    shop.open("Robot1");
    ChildProcess robot = shop.simulatedRobot("Robot1", "--silent");
    OrderId id = OrderId.random();
    ChildProcess order =
        shop.smoothie("order", "Slow Smoothie", "--id", id.value(), "--start-to-close", "1m");
    robot.awaitOutput("keeps silent about order " + id);
    order.awaitOutput("SetRobotWorking");

    assertEquals(130, order.interrupt(), order::output);
    assertTrue(
        order.output().contains("smoothie orders show %s --follow".formatted(id)), order::output);
    assertFalse(order.output().contains("\tat "), order::output);
    shop.succeed("Robot1", id);

    assertEquals("Robot1", shop.end(id).robot());
    shop.awaitRest();
  }

  @Test
  void the_demos_own_protocol_is_spoken_by_mosquittos_clients(Shop shop) {
    shop.open("Robot1");
    ChildProcess robot = shop.demoRobot("Robot1", 1);

    OrderId order = shop.place(ORDER);

    assertEquals("Robot1", shop.end(order).robot(), robot::output);
    assertTrue(robot.output().contains("making \"Strawberry Smoothie\""), robot::output);
    shop.awaitRest();
  }

  @Test
  void one_demo_client_serves_every_robot_through_a_wildcard(Shop shop) {
    shop.open("Robot1", "Robot2");
    shop.demoRobot("+", 1);

    List<OrderId> orders = List.of(shop.place(ORDER), shop.place(ORDER));

    assertEquals(
        List.of("Robot1", "Robot2"),
        orders.stream().map(order -> String.valueOf(shop.end(order).robot())).sorted().toList());
    shop.awaitRest();
  }

  @Test
  void an_execution_without_the_prefix_fails_before_it_claims_a_robot(Shop shop) {
    shop.addRobots("Robot1");
    shop.worker();

    ChildProcess run =
        shop.temporal(
            "workflow",
            "execute",
            "--type",
            "SmoothieOrderWorkflow",
            "--task-queue",
            shop.taskQueue(),
            "--workflow-id",
            "not-" + shop.taskQueue(),
            "--input",
            "{\"smoothie\":\"Mango Smoothie\"}");

    run.awaitEnd();
    assertTrue(run.output().contains("no robot could answer it"), run::output);
    assertEquals(RobotStatus.ONLINE, shop.robot("Robot1").status());
    shop.awaitRest();
  }

  @Test
  void two_gateways_and_robots_that_say_everything_twice_make_each_order_once(Shop shop) {
    shop.addRobots("Robot1", "Robot2");
    shop.worker();
    shop.gateway(shop.taskQueue() + "-1");
    shop.gateway(shop.taskQueue() + "-2");
    shop.simulatedRobot("Robot1", "--make-time", "100ms", "--duplicate");
    shop.simulatedRobot("Robot2", "--make-time", "100ms", "--duplicate");

    List<OrderId> orders =
        IntStream.range(0, 20)
            .mapToObj(i -> shop.place(ORDER.withStartToClose(Duration.ofMinutes(1))))
            .toList();

    for (OrderId order : orders) {
      assertEquals("made", shop.end(order).how());
      assertEquals(
          List.of(AttemptOutcome.SUCCEEDED),
          shop.table().attempts().of(order).stream().map(Attempt::outcome).toList());
    }
    shop.awaitRest();
    assertEquals(List.of(), shop.table().deadLetters().list(10));
  }
}
