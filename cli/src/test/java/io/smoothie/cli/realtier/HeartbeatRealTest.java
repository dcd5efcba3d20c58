package io.smoothie.cli.realtier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.activities.table.Attempt;
import io.smoothie.activities.table.RobotStatus;
import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.temporal.api.history.v1.HistoryEvent;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Robots that say how far they are, and one that stops saying so. */
@RealTier
class HeartbeatRealTest {
  @Test
  void a_robot_that_stalls_is_broken_within_the_reapers_interval_and_another_makes_the_order(
      Shop shop) {
    shop.open("Robot1", "Robot2");
    String[] pace = {"--make-time=12s", "--progress=500ms"};
    ChildProcess stalls = shop.smoothie("robot", "Robot1", pace[0], pace[1], "--stall-at=20");
    ChildProcess makes = shop.smoothie("robot", "Robot2", pace[0], pace[1]);
    stalls.awaitOutput("Robot1: on at MQTT");
    makes.awaitOutput("Robot2: on at MQTT");
    ChildProcess order =
        shop.smoothie("order", "Green", "--id=beats", "--heartbeat=3s", "--start-to-close=10m");

    stalls.awaitOutput("Robot1 stalls with order beats");
    order.awaitOutput("  ... Robot1: 20 %, blending");
    assertEquals(0, order.awaitEnd(), order::output);

    assertTrue(order.output().contains("was not heard for 3s"), order::output);
    assertTrue(order.output().contains("made by Robot2"), order::output);
    Attempt first = shop.table().attempts().of(new OrderId("beats")).get(0);
    assertEquals(AttemptOutcome.TIMED_OUT, first.outcome());
    assertEquals(20, first.percent());
    Duration silence =
        Duration.between(
            Objects.requireNonNull(first.heard()), Objects.requireNonNull(first.ended()));
    assertTrue(silence.compareTo(Duration.ofSeconds(40)) < 0, silence::toString);
    assertEquals(RobotStatus.BROKEN, shop.robot("Robot1").status());
  }

  @Test
  void a_robot_that_is_heard_is_not_broken_however_long_it_takes(Shop shop) {
    shop.open("Robot1");
    ChildProcess robot = shop.smoothie("robot", "Robot1", "--make-time=15s", "--progress=500ms");
    robot.awaitOutput("Robot1: on at MQTT");
    OrderId order =
        shop.place(
            OrderRequest.of("Green")
                .withStartToClose(Duration.ofMinutes(10))
                .withHeartbeat(Duration.ofSeconds(2)));

    assertEquals("made", shop.end(order).how());

    assertEquals(
        0,
        shop.history(order).stream()
            .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
            .count());
    assertEquals(
        1,
        shop.history(order).stream()
            .filter(HistoryEvent::hasWorkflowExecutionSignaledEventAttributes)
            .count(),
        "progress is no signal");
  }
}
