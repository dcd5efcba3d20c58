package io.smoothie.activities.table;

import static io.smoothie.workflow.OrderActivities.ClaimOutcome.ALL_TRIED;
import static io.smoothie.workflow.OrderActivities.ClaimOutcome.NO_ROBOTS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.OrderActivities.ClaimResult;
import io.smoothie.workflow.OrderActivities.EndRequest;
import io.smoothie.workflow.OrderActivities.EndResult;
import io.smoothie.workflow.OrderId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
    assertEquals(wake(CHERRY, 1), table.robots().repair(ROBOT1, null).wakeUps());
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
    assertEquals(wake(BERRY, 1), table.robots().add(List.of(ROBOT1, ROBOT2)).wakeUps());
    claim(CHERRY, 1);
    assertEquals(wake(CHERRY, 1), free(APPLE, 1, ROBOT1));
    claim(APPLE, 2);
    assertEquals(wake(APPLE, 2), end(BERRY));
    end(APPLE);

    table.robots().presence(ROBOT2, false, false);
    OrderId damson = new OrderId("damson");
    claim(damson, 1);
    assertEquals(List.of(), table.robots().presence(ROBOT2, false, false).wakeUps());
    assertEquals(wake(damson, 1), table.robots().presence(ROBOT2, true, false).wakeUps());

    OrderId elder = new OrderId("elder");
    claim(elder, 1);
    assertEquals(wake(elder, 1), table.robots().repair(ROBOT1, CHERRY).wakeUps());
  }

  @Test
  void a_robot_that_is_broken_or_away_is_not_offered() {
    robots(ROBOT1);
    claim(APPLE, 1);
    claim(BERRY, 1);
    timedOut(APPLE, 1, ROBOT1);
    assertEquals(List.of(), table.robots().presence(ROBOT1, true, false).wakeUps());
    table.robots().presence(ROBOT1, false, false);
    assertEquals(List.of(), table.robots().repairWhereItIs(ROBOT1, null).wakeUps());
    assertEquals(wake(BERRY, 1), table.robots().presence(ROBOT1, true, false).wakeUps());
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
    assertEquals(new Ended(new EndResult(null, 0), wake(CHERRY, 1)), table.claims().end(cancelled));
    assertEquals(CHERRY, robot(ROBOT1).order());
    assertEquals(AttemptOutcome.RELEASED, outcome(BERRY, ROBOT1));
    assertEquals(List.of(), table.claims().end(cancelled).wakeUps());
    assertEquals(CHERRY, robot(ROBOT1).order());
  }

  @Test
  void removing_robots_wakes_those_who_have_none_left_and_their_claim_says_why() {
    robots(ROBOT1, ROBOT2);
    claim(APPLE, 1);
    claim(BERRY, 1);
    timedOut(APPLE, 1, ROBOT1);
    claim(APPLE, 2);
    claim(CHERRY, 1);
    assertEquals(wake(APPLE, 2), table.robots().remove(ROBOT2, BERRY).wakeUps());
    assertEquals(ClaimResult.missed(ALL_TRIED), claim(APPLE, 2));
    assertEquals(List.of(CHERRY), waiting());
    assertEquals(wake(CHERRY, 1), table.robots().remove(ROBOT1, null).wakeUps());
    assertEquals(wake(CHERRY, 1), table.queue().stranded());
    assertEquals(ClaimResult.missed(NO_ROBOTS), claim(CHERRY, 1));
    assertEquals(0, table.queue().length());
  }

  @Test
  void the_estimate_comes_from_make_times_seen_and_the_robots_there_are() {
    robots(ROBOT1);
    claim(APPLE, 1);
    claim(BERRY, 1);
    assertEquals(new QueuePlace(1, null), table.queue().place(BERRY).orElseThrow());
    clock.pass(Duration.ofSeconds(4));
    finish(APPLE, 1, ROBOT1);
    claim(CHERRY, 1);
    claim(new OrderId("damson"), 1);
    assertEquals(
        new QueuePlace(2, Duration.ofSeconds(8)),
        table.queue().place(new OrderId("damson")).orElseThrow());
    timedOut(BERRY, 1, ROBOT1);
    assertEquals(new QueuePlace(1, null), table.queue().place(CHERRY).orElseThrow());
  }

  @Test
  void all_waiters_can_be_visited_by_priority_and_in_turn() {
    robots(ROBOT1);
    claim(APPLE, 1);
    for (int i = 0; i < 9; i++) {
      claim(new OrderId("o" + i), 1, 1 + i % 3);
    }
    assertEquals(
        List.of("o0", "o3", "o1", "o4", "o2", "o5"),
        table.queue().heads(2).stream().map(w -> w.order().value()).toList());
    List<Waiter> some = table.queue().after(null, 5);
    List<Waiter> rest = table.queue().after(some.get(4).order(), 5);
    assertEquals(5, some.size());
    assertEquals(4, rest.size());
    assertEquals(List.of(), table.queue().after(rest.get(3).order(), 5));
  }

  @Test
  void the_reaper_finds_nothing_to_offer_where_every_call_offers_what_it_frees() {
    robots(ROBOT1);
    assertEquals(List.of(), table.queue().offerFreeRobots());
    claim(APPLE, 1);
    claim(BERRY, 1);
    assertEquals(List.of(), table.queue().offerFreeRobots());
  }

  @Test
  void the_reaper_offers_a_free_robot_that_stands_beside_a_waiter() {
    robots(ROBOT1);
    claim(APPLE, 1);
    claim(BERRY, 1);
    table
        .database()
        .write(handle -> handle.execute("UPDATE robots SET order_id = NULL, claim = 0"));
    assertEquals(wake(BERRY, 1), table.queue().offerFreeRobots());
    assertEquals(BERRY, robot(ROBOT1).order());
  }
}
