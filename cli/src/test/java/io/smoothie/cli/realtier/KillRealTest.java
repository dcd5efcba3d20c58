package io.smoothie.cli.realtier;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.smoothie.activities.table.Attempt;
import io.smoothie.workflow.AttemptOutcome;
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
  void worker_killed_between_the_hand_over_and_its_signal(Shop shop) {
    shop.addRobots("Robot1");
    ChildProcess worker = shop.workerThatWakesNoOrder();
    shop.gateway();
    ChildProcess robot = shop.demoRobot("Robot1", 2);
    OrderId first = shop.place(ORDER.withStartToClose(Duration.ofSeconds(60)));
    robot.awaitOutput("making ");
    OrderId waiter = shop.place(ORDER);
    shop.awaitWaiters(1);

    assertEquals(WorkerThatWakesNoOrder.DIED, worker.awaitEnd(), worker::output);
    assertEquals(waiter, shop.robot("Robot1").order());
    shop.worker();

    assertEquals("Robot1", shop.end(first).robot());
    assertEquals("Robot1", shop.end(waiter).robot());
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
      // What a JVM that is told to end says of itself.
      assertEquals(143, process.terminate(), process::toString);
      assertFalse(process.output().contains("\tat "), process::output);
    }
  }

  @Test
  void a_worker_told_to_end_leaves_its_order_to_another(Shop shop) {
    shop.addRobots("Robot1");
    shop.gateway();
    ChildProcess robot = shop.demoRobot("Robot1", 3);
    ChildProcess first = shop.worker();
    OrderId order = shop.place(ORDER.withStartToClose(Duration.ofSeconds(30)));
    robot.awaitOutput("making ");
    shop.smoothie("worker").awaitOutput("Worker on task queue");

    assertEquals(143, first.terminate(), first::output);

    assertEquals("Robot1", shop.end(order).robot());
    assertEquals(
        List.of(AttemptOutcome.SUCCEEDED),
        shop.table().attempts().of(order).stream().map(Attempt::outcome).toList());
    shop.awaitRest();
  }
}
