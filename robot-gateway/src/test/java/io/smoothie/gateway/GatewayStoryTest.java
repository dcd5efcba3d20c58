package io.smoothie.gateway;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.activities.table.Attempt;
import io.smoothie.activities.table.Robot;
import io.smoothie.activities.table.RobotStatus;
import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.temporal.Orders.State;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The gateway with the worker, the table, a broker and Temporal in memory. */
class GatewayStoryTest {
  private static final OrderRequest PATIENT =
      OrderRequest.of("Strawberry Smoothie").withStartToClose(Duration.ofSeconds(60));

  @TempDir Path folder;

  @Test
  void one_client_serves_every_robot() throws Exception {
    try (Kitchen kitchen = new Kitchen(folder, Kitchen::succeed)) {
      kitchen.table.robots().add(robots(3));
      kitchen.gateway("gateway");

      IntStream.range(0, 9).forEach(i -> kitchen.place("o" + i, PATIENT));

      IntStream.range(0, 9).forEach(i -> kitchen.result("o" + i));
      assertAtRest(kitchen, 3);
    }
  }

  @Test
  void two_gateways_and_a_hundred_orders_with_duplicates_and_late_answers_leave_no_dead_letter()
      throws Exception {
    // Every tenth order's first robot answers when a second one has been told.
    Map<OrderId, Kitchen.Told> late = new ConcurrentHashMap<>();
    try (Kitchen kitchen =
        new Kitchen(
            folder,
            (self, told) -> {
              if (told.order().value().endsWith("0")) {
                Kitchen.Told first = late.putIfAbsent(told.order(), told);
                if (first == null) {
                  return;
                }
                self.succeed(first);
              }
              self.succeed(told);
              self.succeed(told);
              self.succeedLater(told, Duration.ofMillis(200));
            })) {
      kitchen.table.robots().add(robots(25));
      kitchen.gateway("first");
      kitchen.gateway("second");

      IntStream.range(0, 100)
          .forEach(
              i ->
                  kitchen.place(
                      "o" + i,
                      i % 10 == 0 ? PATIENT.withStartToClose(Duration.ofSeconds(2)) : PATIENT));
      IntStream.range(0, 100).forEach(i -> kitchen.result("o" + i));

      await()
          .untilAsserted(
              () ->
                  assertTrue(
                      attempts(kitchen, 100).stream()
                          .filter(attempt -> attempt.outcome() == AttemptOutcome.TIMED_OUT)
                          .allMatch(attempt -> attempt.extraAnswers() > 0)));
      List<Attempt> attempts = attempts(kitchen, 100);
      assertEquals(100, count(attempts, AttemptOutcome.SUCCEEDED));
      // On a busy machine a second robot of the hasty orders may be heard too late as well.
      assertTrue(count(attempts, AttemptOutcome.TIMED_OUT) >= 10, attempts::toString);
      assertEquals(List.of(), kitchen.table.deadLetters().list(10));
    }
  }

  @Test
  void with_temporal_away_from_the_gateway_every_order_is_still_made() throws Exception {
    Set<OrderId> told = ConcurrentHashMap.newKeySet();
    try (Kitchen kitchen =
        new Kitchen(
            folder,
            (self, order) -> {
              told.add(order.order());
              self.succeedLater(order, Duration.ofMillis(500));
            })) {
      kitchen.table.robots().add(robots(10));
      kitchen.gateway("gateway");
      kitchen.temporalCable.cut();

      IntStream.range(0, 10).forEach(i -> kitchen.place("o" + i, PATIENT));
      await().until(() -> told.size() == 10);
      await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
      assertEquals(State.RUNNING, kitchen.orders.state(new OrderId("o0")));
      kitchen.temporalCable.mend();

      IntStream.range(0, 10).forEach(i -> kitchen.result("o" + i));
      assertAtRest(kitchen, 10);
      assertEquals(List.of(), kitchen.table.deadLetters().list(10));
    }
  }

  @ParameterizedTest
  @EnumSource(GatewayProcess.Point.class)
  void a_gateway_killed_in_the_middle_of_an_answer_loses_nothing(GatewayProcess.Point point)
      throws Exception {
    try (Kitchen kitchen = new Kitchen(folder, Kitchen::succeed)) {
      kitchen.table.robots().add(robots(1));
      Process process =
          GatewayProcess.start(
              kitchen.settings("gateway"),
              kitchen.dbUrl,
              "127.0.0.1:" + kitchen.temporalPort,
              point);
      try (BufferedReader output =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        awaitLine(output, GatewayProcess.READY);
        kitchen.place("o1", PATIENT);
        awaitLine(output, GatewayProcess.HERE);
      } finally {
        process.destroyForcibly().waitFor();
      }
      if (point == GatewayProcess.Point.BEFORE_THE_SIGNAL) {
        assertEquals(State.RUNNING, kitchen.orders.state(new OrderId("o1")));
      }

      kitchen.gateway("gateway");

      kitchen.result("o1");
      assertAtRest(kitchen, 1);
      assertEquals(1, count(attempts(kitchen, 2), AttemptOutcome.SUCCEEDED));
      assertEquals(List.of(), kitchen.table.deadLetters().list(10));
    }
  }

  private static List<RobotName> robots(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new RobotName("Robot%02d".formatted(i)))
        .toList();
  }

  private static List<Attempt> attempts(Kitchen kitchen, int orders) {
    return IntStream.range(0, orders)
        .boxed()
        .flatMap(i -> kitchen.table.attempts().of(new OrderId("o" + i)).stream())
        .toList();
  }

  private static long count(List<Attempt> attempts, AttemptOutcome outcome) {
    return attempts.stream().filter(attempt -> attempt.outcome() == outcome).count();
  }

  private static void assertAtRest(Kitchen kitchen, int robots) {
    List<Robot> all = kitchen.table.robots().list();
    assertEquals(robots, all.size());
    assertTrue(
        all.stream().allMatch(robot -> robot.status() == RobotStatus.ONLINE), all.toString());
  }

  private static void awaitLine(BufferedReader output, String wanted) throws Exception {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.contains(wanted)) {
        return;
      }
    }
    throw new AssertionError("the process ended before it said " + wanted);
  }
}
