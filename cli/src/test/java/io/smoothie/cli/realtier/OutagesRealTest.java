package io.smoothie.cli.realtier;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.activities.table.Robot;
import io.smoothie.activities.table.RobotStatus;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code kill -9} of the servers while orders are out: the orders still end, once. */
@RealTier
class OutagesRealTest {
  private static final OrderRequest ORDER = OrderRequest.of("Strawberry Smoothie");

  @Test
  void broker_killed_with_a_success_in_the_session_of_a_gateway_that_is_away(
      Shop shop, RealServers servers) {
    shop.addRobots("Robot1");
    shop.worker();
    ChildProcess gateway = shop.gateway();
    ChildProcess robot = shop.demoRobot("Robot1", 1);
    OrderId order = shop.place(ORDER.withStartToClose(Duration.ofSeconds(60)));
    robot.awaitOutput("making ");

    gateway.kill();
    robot.awaitOutput("made ");
    servers.awaitSaved(order.workflowId());
    servers.killMosquitto();
    servers.restartMosquitto();
    shop.gateway();

    assertEquals("Robot1", shop.end(order).robot());
    shop.awaitRest();
  }

  @Test
  void temporal_away_for_a_minute_with_fifty_orders_out_breaks_no_robot(
      Shop shop, RealServers servers) {
    String[] names = IntStream.rangeClosed(1, 50).mapToObj(i -> "Robot" + i).toArray(String[]::new);
    shop.open(names);
    ChildProcess robots = shop.demoRobot("+", 12);
    List<OrderId> orders =
        IntStream.range(0, names.length)
            .mapToObj(i -> shop.place(ORDER.withStartToClose(Duration.ofSeconds(16))))
            .toList();
    await("every robot told").until(() -> count(robots, "making ") == names.length);

    servers.killTemporal();
    long away = System.nanoTime();
    await("every robot done").until(() -> count(robots, "made ") == names.length);
    await().until(() -> System.nanoTime() - away > Duration.ofMinutes(1).toNanos());
    servers.restartTemporal();

    for (OrderId order : orders) {
      assertEquals("made", shop.end(order).how());
    }
    assertEquals(
        List.of(),
        shop.table().robots().list().stream()
            .filter(robot -> robot.brokenReason() != null)
            .map(Robot::name)
            .toList());
    shop.awaitRest();
  }

  /** Each makes its order in 5 s, and has 10; what it says comes when the broker is back. */
  private void whileFiveRobotsWork(Shop shop, Runnable away, Runnable back) {
    String[] names = IntStream.rangeClosed(1, 5).mapToObj(i -> "Robot" + i).toArray(String[]::new);
    shop.open(names);
    shop.awaitListening();
    ChildProcess robots = shop.demoRobot("+", 5);
    List<OrderId> orders =
        IntStream.range(0, names.length).mapToObj(i -> shop.place(ORDER)).toList();
    await("every robot told").until(() -> count(robots, "making ") == names.length);

    away.run();
    long since = System.nanoTime();
    await("the deadlines to pass")
        .until(() -> System.nanoTime() - since > Duration.ofSeconds(12).toNanos());
    back.run();

    for (OrderId order : orders) {
      OrderEnd end = shop.end(order);
      assertEquals("made", end.how(), end::toString);
      assertEquals(1, shop.table().attempts().of(order).size(), "made by the first robot told");
    }
    assertEquals(
        List.of(),
        shop.table().robots().list().stream()
            .filter(robot -> robot.brokenReason() != null)
            .toList());
    assertEquals(names.length, count(robots, "made "), "none is made a second time");
    shop.awaitRest();
  }

  @Test
  void broker_away_for_twelve_seconds_breaks_no_robot_that_makes_its_order(
      Shop shop, RealServers servers) {
    whileFiveRobotsWork(shop, servers::killMosquitto, servers::restartMosquitto);
  }

  @Test
  void the_only_gateway_away_for_twelve_seconds_breaks_no_robot_that_makes_its_order(Shop shop) {
    whileFiveRobotsWork(shop, () -> shop.kill("gateway"), shop::gateway);
  }

  @Test
  void broker_away_when_an_order_is_placed(Shop shop, RealServers servers) {
    shop.open("Robot1");
    // With a session, so that either the robot or the worker may come back first.
    assertEquals(0, shop.listen("Robot1", "-E").awaitEnd());
    servers.awaitSaved("robots/Robot1/order");
    servers.killMosquitto();
    OrderId order;
    try {
      order = shop.place(ORDER.withStartToClose(Duration.ofMinutes(1)));
      await().until(() -> shop.robot("Robot1").status() == RobotStatus.WORKING);
    } finally {
      servers.restartMosquitto();
    }
    ChildProcess told = shop.listen("Robot1", "-C", "1");
    assertEquals(0, told.awaitEnd(), told::output);
    assertTrue(told.output().contains(order.workflowId()), told::output);
    shop.succeed("Robot1", order);

    OrderEnd end = shop.end(order);

    assertEquals("Robot1", end.robot(), end::toString);
    shop.awaitRest();
  }

  @Test
  void temporal_away_is_one_line_in_each_log_and_so_is_its_return(Shop shop, RealServers servers) {
    shop.addRobots("Robot1", "Robot2");
    ChildProcess worker = shop.worker();
    ChildProcess gateway = shop.gateway();
    ChildProcess robot = shop.demoRobot("+", 3);
    OrderId cancelled = shop.place(ORDER.withStartToClose(Duration.ofSeconds(60)));
    robot.awaitOutput("making ");
    shop.orders().cancel(cancelled);
    OrderId order = shop.place(ORDER.withStartToClose(Duration.ofSeconds(60)));
    await("both told").until(() -> count(robot, "making ") == 2);

    servers.killTemporal();
    await("both made").until(() -> count(robot, "made ") == 2);
    gateway.awaitOutput("does not answer");
    long away = System.nanoTime();
    await().until(() -> System.nanoTime() - away > Duration.ofSeconds(12).toNanos());
    servers.restartTemporal();

    assertEquals("made", shop.end(order).how());
    assertNotEquals("made", shop.end(cancelled).how());
    for (ChildProcess process : List.of(worker, gateway)) {
      process.awaitOutput("answers again");
      assertEquals(1, count(process, "Temporal at " + servers.temporalAddress() + " does not"));
      assertEquals(1, count(process, "answers again"), process::output);
      assertEquals(1, count(process, " WARN "), process::output);
      assertEquals(0, count(process, "Exception"), process::output);
    }
    worker.awaitOutput("Order %s: Strawberry Smoothie was made by ".formatted(order));
    worker.awaitOutput("INFO  SmoothieOrder - Order %s was cancelled".formatted(cancelled));
    shop.awaitRest();
  }

  static long count(ChildProcess process, String text) {
    return process.output().lines().filter(line -> line.contains(text)).count();
  }
}
