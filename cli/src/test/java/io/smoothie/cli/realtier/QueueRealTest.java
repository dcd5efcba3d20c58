package io.smoothie.cli.realtier;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.activities.table.RobotStatus;
import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.ClaimRequest;
import io.smoothie.workflow.FailureType;
import io.smoothie.workflow.OrderActivities.BrokenRequest;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.SmoothieOrderWorkflow.CancelAnswer;
import io.temporal.api.enums.v1.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Waiting for a robot, and what may happen to the robot meanwhile. */
@RealTier
class QueueRealTest {
  private static final OrderRequest ORDER = OrderRequest.of("Strawberry Smoothie");
  private static final RobotName ROBOT1 = new RobotName("Robot1");

  @Test
  void waiters_are_served_by_priority_and_one_gives_up_at_its_queue_timeout(Shop shop) {
    shop.open("Robot1");
    ChildProcess robot = shop.demoRobot("Robot1", 3);
    OrderId first = shop.place(ORDER.withSmoothie("first"));
    robot.awaitOutput("making ");
    OrderId low = waiting(shop, 1, ORDER.withSmoothie("low").withPriority(5));
    OrderId usual = waiting(shop, 2, ORDER.withSmoothie("usual"));
    OrderId urgent = waiting(shop, 3, ORDER.withSmoothie("urgent").withPriority(1));
    OrderId impatient = shop.place(ORDER.withPriority(5).withQueueTimeout(Duration.ofMillis(1500)));

    assertEquals(FailureType.QUEUE_TIMED_OUT, shop.end(impatient).how());
    for (OrderId order : List.of(first, low, usual, urgent)) {
      assertEquals("made", shop.end(order).how());
    }
    assertEquals(
        List.of("first", "urgent", "usual", "low"),
        Pattern.compile("making \"(\\w+)\"")
            .matcher(robot.output())
            .results()
            .map((MatchResult made) -> made.group(1))
            .toList());
    shop.awaitRest();
  }

  @Test
  void a_repaired_robot_comes_to_the_waiter_behind_a_hundred_terminated_ones(Shop shop) {
    shop.open("Robot1");
    shop.demoRobot("Robot1", 1);
    breakRobot1(shop);
    List<OrderId> gone = IntStream.range(0, 100).mapToObj(i -> shop.place(ORDER)).toList();
    shop.awaitWaiters(gone.size());
    OrderId waiter = waiting(shop, gone.size() + 1, ORDER);
    gone.forEach(shop::terminate);

    ChildProcess repair = shop.smoothie("robots", "repair", "Robot1");

    assertEquals(0, repair.awaitEnd(), repair::output);
    assertEquals("Robot1", shop.end(waiter).robot());
    shop.awaitRest();
  }

  @Test
  void a_waiter_whose_only_robot_is_removed_fails_and_says_so(Shop shop) {
    shop.open("Robot1");
    breakRobot1(shop);
    OrderId waiter = waiting(shop, 1, ORDER);

    ChildProcess remove = shop.smoothie("robots", "remove", "Robot1");

    assertEquals(0, remove.awaitEnd(), remove::output);
    OrderEnd end = shop.end(waiter);
    assertEquals(FailureType.NO_ROBOT_AVAILABLE, end.how());
    assertTrue(end.message().contains("smoothie robots add"), end::message);
    shop.awaitRest();
  }

  @Test
  void a_robot_that_goes_offline_keeps_its_order_and_gets_the_next_when_it_is_back(Shop shop) {
    shop.open("Robot1");
    ChildProcess robot = shop.demoRobot("Robot1", 3);
    OrderId first = shop.place(ORDER);
    robot.awaitOutput("making ");
    OrderId second = waiting(shop, 1, ORDER);

    shop.publish("robots/Robot1/status", "OFFLINE");
    assertEquals("Robot1", shop.end(first).robot());
    await("OFFLINE").until(() -> shop.robot("Robot1").status() == RobotStatus.OFFLINE);
    assertEquals(1, shop.table().queue().length());
    shop.publish("robots/Robot1/status", "ONLINE");

    assertEquals("Robot1", shop.end(second).robot());
    shop.awaitRest();
  }

  @Test
  void a_hand_over_whose_process_died_before_the_signal_is_told_again_by_the_reaper(Shop shop) {
    shop.open("Robot1");
    shop.demoRobot("Robot1", 1);
    breakRobot1(shop);
    OrderId waiter = waiting(shop, 1, ORDER);

    // The commit alone: the process that made it was killed before it could wake the waiter.
    assertTrue(shop.table().robots().repair(ROBOT1, null));
    assertEquals(waiter, shop.robot("Robot1").order());

    assertEquals("Robot1", shop.end(waiter).robot());
    shop.awaitRest();
  }

  @Test
  void a_hand_over_to_an_order_that_is_cancelled_before_it_knows_goes_on_to_the_next(Shop shop) {
    shop.open("Robot1");
    shop.demoRobot("Robot1", 1);
    breakRobot1(shop);
    OrderId cancelled = waiting(shop, 1, ORDER);
    OrderId next = waiting(shop, 2, ORDER);

    shop.table().robots().repair(ROBOT1, null);
    assertEquals(cancelled, shop.robot("Robot1").order());
    assertEquals(CancelAnswer.ACCEPTED, shop.orders().cancel(cancelled));

    assertEquals("CANCELED", shop.end(cancelled).how());
    assertEquals("Robot1", shop.end(next).robot());
    shop.awaitRest();
  }

  @Test
  void a_hand_over_to_an_order_that_gives_up_before_it_knows_is_taken_all_the_same(Shop shop) {
    shop.open("Robot1");
    shop.demoRobot("Robot1", 1);
    breakRobot1(shop);
    Duration queueTimeout = Duration.ofSeconds(8);
    OrderId waiter = waiting(shop, 1, ORDER.withQueueTimeout(queueTimeout));
    long waiting = System.nanoTime();

    // The reaper leaves a hand-over alone for 5 s: what wakes the order here is its own timer.
    await("the last seconds of the wait")
        .until(() -> System.nanoTime() - waiting > queueTimeout.toNanos() * 5 / 8);
    shop.table().robots().repair(ROBOT1, null);
    assertEquals(waiter, shop.robot("Robot1").order());

    assertEquals("Robot1", shop.end(waiter).robot());
    shop.awaitRecorded(waiter, EventType.EVENT_TYPE_TIMER_FIRED);
    shop.awaitRest();
  }

  @Test
  void a_worker_on_another_namespace_refuses_the_table(Shop shop) {
    shop.worker();
    ChildProcess create =
        shop.temporal("operator", "namespace", "create", "--namespace", shop.taskQueue());
    assertEquals(0, create.awaitEnd(), create::output);

    ChildProcess other = shop.smoothie("worker", "--temporal-namespace", shop.taskQueue());

    assertEquals(4, other.awaitEnd(), other::output);
    assertTrue(other.output().contains("default"), other::output);
  }

  private static OrderId waiting(Shop shop, int length, OrderRequest request) {
    OrderId order = shop.place(request);
    shop.awaitWaiters(length);
    return order;
  }

  private static void breakRobot1(Shop shop) {
    OrderId order = new OrderId("long-ago");
    shop.table().claims().claim(new ClaimRequest(order, 1, 3, Instant.EPOCH, false));
    shop.table()
        .claims()
        .broken(new BrokenRequest(order, 1, ROBOT1, AttemptOutcome.FAILED, "out of order"));
  }
}
