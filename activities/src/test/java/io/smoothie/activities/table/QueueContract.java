package io.smoothie.activities.table;

import static io.smoothie.workflow.ClaimOutcome.ALL_TRIED;
import static io.smoothie.workflow.ClaimOutcome.NO_ROBOTS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.activities.table.QueuePlace.Estimate;
import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.ClaimRequest;
import io.smoothie.workflow.ClaimResult;
import io.smoothie.workflow.OrderActivities.EndRequest;
import io.smoothie.workflow.OrderActivities.EndResult;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The queue, and the one path on which a robot finds its next order. */
abstract class QueueContract extends TableContract {
  @Test
  void waiters_stand_by_priority_then_start_then_id() {
    robots(ROBOT1);
    claim(APPLE, 1);
    start(BERRY);
    start(CHERRY);
    OrderId urgent = new OrderId("urgent");
    assertEquals(ClaimResult.queued(1), claim(CHERRY, 1));
    assertEquals(ClaimResult.queued(1), claim(BERRY, 1));
    assertEquals(ClaimResult.queued(1), claim(urgent, 1, 1));
    assertEquals(List.of(urgent, BERRY, CHERRY), waiting());
    assertEquals(ClaimResult.queued(2), claim(BERRY, 1), "asked again, it keeps its place");
    assertEquals(3, table.queue().length());
    assertEquals(3, table.queue().place(CHERRY).orElseThrow().position());
    assertEquals(Optional.empty(), table.queue().place(APPLE));
  }

  @Test
  void the_second_order_gets_the_robot_by_the_end_of_the_first() {
    robots(ROBOT1);
    claim(APPLE, 1);
    claim(BERRY, 1);
    claim(CHERRY, 1);
    assertEquals(wake(BERRY, 1), finish(APPLE, 1, ROBOT1));
    assertEquals(BERRY, robot(ROBOT1).order());
    assertEquals(List.of(CHERRY), waiting());

    clock.pass(Duration.ofSeconds(2));
    assertEquals(ClaimResult.claimed(ROBOT1), claim(BERRY, 1));
    assertFalse(robot(ROBOT1).told());
    assertTrue(telling(BERRY, 1, ROBOT1));
    assertTrue(robot(ROBOT1).told());
    assertEquals(HandClock.START.plusSeconds(2), attempt(BERRY, ROBOT1).started());
  }

  @Test
  void a_robot_goes_to_the_first_waiter_that_has_not_used_it() {
    robots(ROBOT1, ROBOT2);
    claim(APPLE, 1);
    claim(BERRY, 1);
    timedOut(APPLE, 1, ROBOT1);
    assertEquals(ClaimResult.queued(1), claim(APPLE, 2));
    assertEquals(ClaimResult.queued(2), claim(CHERRY, 1));
    assertEquals(wake(CHERRY, 1), wokenBy(() -> table.robots().repair(ROBOT1, null)));
    assertEquals(wake(APPLE, 2), finish(BERRY, 1, ROBOT2));
  }

  @Test
  void a_retry_stands_where_its_order_always_stood() {
    robots(ROBOT1, ROBOT2);
    claim(APPLE, 1);
    claim(BERRY, 1);
    claim(CHERRY, 1);
    timedOut(APPLE, 1, ROBOT1);
    assertEquals(ClaimResult.queued(1), claim(APPLE, 2));
    assertEquals(List.of(APPLE, CHERRY), waiting());
  }

  @Test
  void every_way_in_which_a_robot_becomes_free_offers_it() {
    robots(ROBOT1);
    claim(APPLE, 1);
    claim(BERRY, 1);
    assertEquals(wake(BERRY, 1), wokenBy(() -> table.robots().add(List.of(ROBOT1, ROBOT2))));
    claim(CHERRY, 1);
    assertEquals(wake(CHERRY, 1), free(APPLE, 1, ROBOT1));
    claim(APPLE, 2);
    assertEquals(wake(APPLE, 2), end(BERRY));
    end(APPLE);

    table.robots().presence(ROBOT2, false, false);
    OrderId damson = new OrderId("damson");
    claim(damson, 1);
    assertEquals(List.of(), wokenBy(() -> table.robots().presence(ROBOT2, false, false)));
    assertEquals(wake(damson, 1), wokenBy(() -> table.robots().presence(ROBOT2, true, false)));

    OrderId elder = new OrderId("elder");
    claim(elder, 1);
    assertEquals(wake(elder, 1), wokenBy(() -> table.robots().repair(ROBOT1, CHERRY)));
  }

  @Test
  void a_robot_that_is_broken_or_away_is_not_offered() {
    robots(ROBOT1);
    claim(APPLE, 1);
    claim(BERRY, 1);
    timedOut(APPLE, 1, ROBOT1);
    assertEquals(List.of(), wokenBy(() -> table.robots().presence(ROBOT1, true, false)));
    table.robots().presence(ROBOT1, false, false);
    assertEquals(List.of(), wokenBy(() -> table.robots().repairWhereItIs(ROBOT1, null)));
    assertEquals(wake(BERRY, 1), wokenBy(() -> table.robots().presence(ROBOT1, true, false)));
  }

  @Test
  void leaving_while_still_waiting_gives_the_place_up() {
    robots(ROBOT1);
    claim(APPLE, 1);
    claim(BERRY, 1);
    assertEquals(Optional.empty(), leave(BERRY, 2));
    assertEquals(List.of(BERRY), waiting(), "another claim's call");
    assertEquals(Optional.empty(), leave(BERRY, 1));
    assertEquals(List.of(), waiting());
    assertEquals(List.of(), finish(APPLE, 1, ROBOT1));
  }

  @Test
  void leaving_on_queue_timeout_keeps_a_robot_that_was_assigned_meanwhile() {
    robots(ROBOT1);
    claim(APPLE, 1);
    claim(BERRY, 1);
    finish(APPLE, 1, ROBOT1);
    assertEquals(Optional.of(ROBOT1), leave(BERRY, 1));
    assertEquals(Optional.of(ROBOT1), leave(BERRY, 1));
    assertEquals(BERRY, robot(ROBOT1).order());
    assertTrue(telling(BERRY, 1, ROBOT1));
  }

  @Test
  void an_order_that_ends_in_the_queue_offers_an_assigned_robot_on_in_the_same_transaction() {
    robots(ROBOT1);
    claim(APPLE, 1);
    claim(BERRY, 1);
    claim(CHERRY, 1);
    finish(APPLE, 1, ROBOT1);
    EndRequest cancelled = new EndRequest(BERRY, start(BERRY), false);
    assertEquals(
        wake(CHERRY, 1),
        wokenBy(() -> assertEquals(new EndResult(null, 0), table.claims().end(cancelled))));
    assertEquals(CHERRY, robot(ROBOT1).order());
    assertEquals(AttemptOutcome.RELEASED, outcome(BERRY, ROBOT1));
    assertEquals(List.of(), wokenBy(() -> table.claims().end(cancelled)));
    assertEquals(CHERRY, robot(ROBOT1).order());
  }

  @Test
  void removing_robots_wakes_the_orders_that_have_none_left_and_their_claim_says_why() {
    robots(ROBOT1, ROBOT2);
    claim(APPLE, 1);
    claim(BERRY, 1);
    timedOut(APPLE, 1, ROBOT1);
    claim(APPLE, 2);
    claim(CHERRY, 1);
    assertEquals(wake(APPLE, 2), wokenBy(() -> table.robots().remove(ROBOT2, BERRY)));
    assertEquals(ClaimResult.missed(ALL_TRIED), claim(APPLE, 2));
    assertEquals(List.of(CHERRY), waiting());
    assertEquals(wake(CHERRY, 1), wokenBy(() -> table.robots().remove(ROBOT1, null)));
    assertEquals(wake(CHERRY, 1), table.queue().stranded());
    assertEquals(ClaimResult.missed(NO_ROBOTS), claim(CHERRY, 1));
    assertEquals(0, table.queue().length());
  }

  @Test
  void an_estimate_is_the_range_of_lately_and_counts_what_is_being_made() {
    robots(ROBOT1);
    OrderId damson = new OrderId("damson");
    claim(APPLE, 1);
    claim(BERRY, 1);
    assertNull(table.queue().place(BERRY).orElseThrow().estimate(), "nothing was made yet");
    clock.pass(Duration.ofSeconds(4));
    finish(APPLE, 1, ROBOT1);
    claim(CHERRY, 1);
    claim(damson, 1);
    assertEquals(new Estimate(seconds(4), seconds(5)), estimate(CHERRY));
    assertEquals(new Estimate(seconds(8), seconds(10)), estimate(damson));
    clock.pass(seconds(3));
    assertEquals(new Estimate(seconds(1), seconds(2)), estimate(CHERRY));
    clock.pass(seconds(1).plusMillis(500));
    assertEquals(new Estimate(Duration.ZERO, Duration.ofMillis(500)), estimate(CHERRY));
    clock.pass(seconds(1));
    assertNull(estimate(CHERRY), "longer than it ever took: it may take any time");
    timedOut(BERRY, 1, ROBOT1);
    assertNull(estimate(CHERRY));
  }

  @Test
  void only_the_latest_make_times_of_each_robot_count() {
    robots(ROBOT1, ROBOT2);
    for (int i = 0; i < 20; i++) {
      OrderId order = new OrderId("made-" + i);
      claim(order, 1);
      clock.pass(seconds(i < 10 ? 200 : 2));
      finish(order, 1, ROBOT1);
    }
    claim(APPLE, 1);
    claim(BERRY, 1);
    claim(CHERRY, 1);
    // Robot2 has made none: what the fleet took lately is said of it, and Robot1 is sure.
    assertEquals(new Estimate(seconds(2), seconds(3)), estimate(CHERRY));
  }

  @Test
  void a_robot_that_the_order_has_used_is_not_waited_for() {
    robots(ROBOT1, ROBOT2);
    claim(APPLE, 1);
    clock.pass(seconds(2));
    finish(APPLE, 1, ROBOT1);
    claim(BERRY, 1);
    claim(CHERRY, 1);
    timedOut(BERRY, 1, ROBOT1);
    claim(BERRY, 2);
    table.robots().repair(ROBOT1, null);
    assertEquals(new Estimate(seconds(2), seconds(3)), estimate(BERRY), "Robot2 is its only one");
    timedOut(CHERRY, 1, ROBOT2);
    QueuePlace place = table.queue().place(BERRY).orElseThrow();
    assertEquals(List.of(ROBOT2), place.broken(), "Robot1 is well, and of no use to it");
  }

  @Test
  void without_a_robot_that_could_take_it_an_order_hears_which_are_broken_and_which_are_offline() {
    RobotName robot3 = new RobotName("Robot3");
    robots(ROBOT1, ROBOT2, robot3);
    claim(APPLE, 1);
    timedOut(APPLE, 1, ROBOT1);
    claim(BERRY, 1);
    timedOut(BERRY, 1, ROBOT2);
    table.robots().presence(robot3, false, false);
    claim(CHERRY, 1);
    assertEquals(
        new QueuePlace(1, null, List.of(ROBOT1, ROBOT2), List.of(robot3), List.of(), List.of()),
        table.queue().place(CHERRY).orElseThrow());
    claim(APPLE, 2);
    assertEquals(List.of(ROBOT2), table.queue().place(APPLE).orElseThrow().broken());
  }

  @Test
  void the_actual_wait_of_steady_work_falls_into_the_range() {
    List<RobotName> robots = List.of(ROBOT1, ROBOT2, new RobotName("Robot3"));
    robots(robots.toArray(RobotName[]::new));
    Random random = new Random(7);
    Map<RobotName, Instant> done = new HashMap<>();
    Map<OrderId, Instant> earliest = new HashMap<>();
    Map<OrderId, Instant> latest = new HashMap<>();
    int placed = 0;
    int served = 0;
    // Steady: five times of each robot hold the shortest and the longest.
    long[] times = {8_000, 10_000, 12_000, 9_000, 11_000};
    Map<RobotName, Integer> turn = new HashMap<>();
    while (served < 200) {
      while (table.queue().length() < 12) {
        OrderId order = new OrderId("order-" + placed++);
        claim(order, 1);
        Estimate estimate = table.queue().place(order).map(QueuePlace::estimate).orElse(null);
        if (estimate != null && served > 30) {
          earliest.put(order, clock.instant().plus(estimate.low()));
          latest.put(order, clock.instant().plus(estimate.high()));
        }
      }
      for (RobotName name : robots) {
        Robot robot = robot(name);
        if (robot.order() != null && !done.containsKey(name)) {
          OrderId order = robot.order();
          Instant from = earliest.get(order);
          if (from != null) {
            assertFalse(clock.instant().isBefore(from), order + " before " + from);
            assertFalse(clock.instant().isAfter(latest.get(order)), order + " after its range");
          }
          int next = turn.merge(name, 1, Integer::sum);
          // Some of a hand-over's time passes before the robot is told.
          done.put(
              name, clock.instant().plusMillis(times[next % times.length] + random.nextInt(500)));
          telling(order, robot.claim(), name);
        }
      }
      RobotName first = Collections.min(done.keySet(), Comparator.comparing(done::get));
      clock.pass(Duration.between(clock.instant(), done.remove(first)));
      finish(Objects.requireNonNull(robot(first).order()), robot(first).claim(), first);
      served++;
    }
    assertTrue(earliest.size() > 150, "judged: " + earliest.size());
  }

  private @Nullable Estimate estimate(OrderId order) {
    return table.queue().place(order).orElseThrow().estimate();
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  @Test
  void age_outweighs_priority_an_hour_for_each() {
    robots(ROBOT1);
    claim(new OrderId("working"), 1);
    Duration hour = Duration.ofHours(1);
    queue("late", 3, Duration.ofHours(2).plusMillis(1));
    queue("patient", 5, Duration.ZERO);
    queue("urgent", 1, hour.multipliedBy(4).minusMillis(1));
    queue("just too late", 1, hour.multipliedBy(4).plusMillis(1));
    queue("even", 4, hour);
    assertEquals(
        List.of("urgent", "even", "patient", "just.too.late", "late"),
        waiting().stream().map(OrderId::value).toList());
  }

  private void queue(String id, int priority, Duration later) {
    OrderId order = new OrderId(id.replace(' ', '.'));
    table.claims().claim(new ClaimRequest(order, 1, priority, HandClock.START.plus(later), true));
  }

  @Test
  void another_step_counts_for_orders_that_queue_from_then_on() {
    robots(ROBOT1);
    claim(APPLE, 1);
    claim(BERRY, 1, 2);
    ClaimRequest late =
        new ClaimRequest(CHERRY, 1, 3, start(BERRY).plus(Duration.ofMinutes(1)), true);
    assertEquals(2, table.claims().claim(late, Duration.ofHours(1)).position());
    assertEquals(2, table.claims().claim(late, Duration.ZERO).position(), "it keeps its rank");
    ClaimRequest early =
        new ClaimRequest(new OrderId("damson"), 1, 5, start(BERRY).minusSeconds(1), true);
    assertEquals(1, table.claims().claim(early, Duration.ZERO).position());
  }

  @Test
  void a_priority_that_was_set_moves_a_waiter_and_is_kept_when_it_claims_again() {
    robots(ROBOT1, ROBOT2);
    claim(APPLE, 1, 5);
    claim(BERRY, 1);
    claim(CHERRY, 1);
    assertFalse(table.queue().setPriority(APPLE, 1), "it does not wait");
    timedOut(APPLE, 1, ROBOT1);
    assertEquals(ClaimResult.queued(2), claim(APPLE, 2, 5));
    assertTrue(table.queue().setPriority(APPLE, 1));
    assertEquals(List.of(APPLE, CHERRY), waiting());
    assertEquals(1, table.queue().line(1).get(0).priority());
    assertEquals(wake(APPLE, 2), finish(BERRY, 1, ROBOT2));
    free(APPLE, 2, ROBOT2);
    OrderId damson = new OrderId("damson");
    claim(damson, 1, 1);
    assertEquals(ClaimResult.queued(1), claim(APPLE, 3, 5), "before damson, which is younger");
    assertEquals(List.of(1, 1), priorities(APPLE, damson));

    end(APPLE);
    assertEquals(0, table.queue().forgetNeeds(1));
    assertEquals(0, setPriorities());
  }

  @Test
  void a_priority_that_was_set_is_not_that_of_a_later_order_of_the_same_id() {
    robots(ROBOT1);
    claim(APPLE, 1);
    claim(BERRY, 1, 4);
    table.queue().setPriority(BERRY, 1);
    ClaimRequest later = new ClaimRequest(BERRY, 1, 4, start(BERRY).plus(Duration.ofDays(9)), true);
    table.claims().claim(later);
    assertEquals(List.of(4), priorities(BERRY));
    assertEquals(0, setPriorities());
  }

  private List<Integer> priorities(OrderId... orders) {
    Map<OrderId, Integer> all = new HashMap<>();
    table.queue().list(100).forEach(waiter -> all.put(waiter.order(), waiter.priority()));
    return Arrays.stream(orders).map(all::get).toList();
  }

  private int setPriorities() {
    return table
        .database()
        .read(
            handle ->
                handle
                    .createQuery("SELECT COUNT(*) FROM order_priorities")
                    .mapTo(Integer.class)
                    .one());
  }

  @Test
  void all_waiters_can_be_visited_in_turn() {
    robots(ROBOT1);
    claim(APPLE, 1);
    for (int i = 0; i < 9; i++) {
      claim(new OrderId("o" + i), 1, 1 + i % 3);
    }
    List<Waiter> some = table.queue().after(null, 5);
    List<Waiter> rest = table.queue().after(some.get(4).order(), 5);
    assertEquals(5, some.size());
    assertEquals(4, rest.size());
    assertEquals(List.of(), table.queue().after(rest.get(3).order(), 5));
  }

  @Test
  void the_reaper_finds_nothing_to_offer_where_every_call_offers_what_it_frees() {
    robots(ROBOT1);
    assertEquals(0, table.queue().offerFreeRobots());
    claim(APPLE, 1);
    claim(BERRY, 1);
    assertEquals(0, table.queue().offerFreeRobots());
  }

  @Test
  void the_reaper_offers_a_free_robot_that_stands_beside_a_waiter() {
    robots(ROBOT1);
    claim(APPLE, 1);
    claim(BERRY, 1);
    table
        .database()
        .write(tx -> tx.handle().execute("UPDATE robots SET order_id = NULL, claim = 0"));
    assertEquals(wake(BERRY, 1), wokenBy(() -> table.queue().offerFreeRobots()));
    assertEquals(BERRY, robot(ROBOT1).order());
  }
}
