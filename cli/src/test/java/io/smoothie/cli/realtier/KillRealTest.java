package io.smoothie.cli.realtier;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code kill -9} of our parts while an order is out: the order still ends, once. */
@RealTier
class KillRealTest {
  private static final OrderRequest ORDER = OrderRequest.of("Strawberry Smoothie");

  @Test
  void worker_killed_while_the_robot_works(Shop shop) {
    shop.addRobots("Robot1");
    ChildProcess worker = shop.worker();
    shop.gateway();
    ChildProcess robot = shop.demoRobot("Robot1", 2);
    OrderId order = shop.place(ORDER.withStartToClose(Duration.ofSeconds(30)));
    robot.awaitOutput("making ");

    worker.kill();
    robot.awaitOutput("made ");
    shop.worker();

    assertEquals("Robot1", shop.end(order).robot());
    assertNull(shop.robot("Robot1").brokenReason());
    shop.awaitRest();
  }

  @Test
  void worker_away_past_the_deadline_with_the_success_recorded_before_it(Shop shop) {
    shop.addRobots("Robot1");
    ChildProcess worker = shop.worker();
    shop.gateway();
    ChildProcess robot = shop.demoRobot("Robot1", 1);
    long before = System.nanoTime();
    OrderId order = shop.place(ORDER.withStartToClose(Duration.ofSeconds(4)));
    robot.awaitOutput("making ");

    worker.kill();
    robot.awaitOutput("made ");
    await().until(() -> System.nanoTime() - before > Duration.ofSeconds(6).toNanos());
    shop.worker();

    assertEquals("Robot1", shop.end(order).robot());
    assertNull(shop.robot("Robot1").brokenReason());
    shop.awaitRest();
  }

  @Test
  void gateway_killed_while_the_robot_works_and_away_when_it_succeeds(Shop shop) {
    shop.addRobots("Robot1");
    shop.worker();
    ChildProcess gateway = shop.gateway();
    ChildProcess robot = shop.demoRobot("Robot1", 1);
    OrderId order = shop.place(ORDER.withStartToClose(Duration.ofSeconds(30)));
    robot.awaitOutput("making ");

    gateway.kill();
    robot.awaitOutput("made ");
    shop.gateway();

    assertEquals("Robot1", shop.end(order).robot());
    shop.awaitRest();
  }

  @Test
  void sigterm_ends_each_process_in_time_with_its_exit_code_and_no_stack_trace(Shop shop) {
    shop.addRobots("Robot1");
    List<ChildProcess> all = List.of(shop.worker(), shop.gateway(), shop.simulatedRobot("Robot1"));

    for (ChildProcess process : all) {
      int exit = process.terminate();
      // 143 is what a JVM that is told to end says of itself.
      assertTrue(exit == 0 || exit == 143, () -> "exit code %d of %s".formatted(exit, process));
      assertTrue(!process.output().contains("\tat "), process::output);
    }
  }
}
