package io.smoothie.activities.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.activities.table.OldAttempts.OldAttempt;
import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.OrderActivities.BrokenRequest;
import io.smoothie.workflow.OrderId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which attempts need not be kept, and that they are deleted. */
abstract class OldAttemptsContract extends TableContract {
  private static final Duration DAY = Duration.ofDays(1);
  private static final AttemptRetention A_DAY = new AttemptRetention(DAY, 1_000_000);
  private static final AttemptRetention A_THOUSAND =
      new AttemptRetention(DAY.multipliedBy(9), 1_000);

  @Test
  void attempts_are_old_by_the_time_of_their_end() {
    made(APPLE);
    clock.pass(Duration.ofHours(2));
    made(BERRY);
    claim(CHERRY, 1);
    clock.pass(DAY.minusHours(2));

    assertEquals(List.of(APPLE), orders(page(A_DAY)));
    clock.pass(Duration.ofHours(2));
    assertEquals(List.of(APPLE, BERRY), orders(page(A_DAY)));
    clock.pass(DAY.multipliedBy(100));
    assertEquals(List.of(APPLE, BERRY), orders(page(A_DAY)), "an attempt under way is not old");
  }

  @Test
  void all_but_the_latest_are_too_many_and_those_of_the_last_day_are_not() {
    made(APPLE);
    clock.pass(Duration.ofMinutes(1));
    ended(1_000);
    assertEquals(List.of(), page(A_THOUSAND), "answers may still come");
    clock.pass(AttemptRetention.LEAST_AGE);
    assertEquals(List.of(APPLE), orders(page(A_THOUSAND)));
    delete(A_THOUSAND, APPLE);
    assertEquals(List.of(), page(A_THOUSAND));
  }

  @Test
  void a_page_is_in_the_order_of_the_ends_and_the_next_goes_on_behind_it() {
    robots(ROBOT1, ROBOT2);
    claim(APPLE, 1);
    timedOut(APPLE, 1, ROBOT1);
    claim(APPLE, 2);
    claim(BERRY, 1);
    finish(APPLE, 2, ROBOT2);
    claim(BERRY, 1);
    timedOut(BERRY, 1, ROBOT2);
    Instant end = clock.instant();
    clock.pass(DAY);
    OldAttempts old = table.oldAttempts();
    Instant until = old.until(A_DAY);

    List<OldAttempt> all = page(A_DAY);
    assertEquals(
        List.of(
            new OldAttempt(APPLE, 1, end),
            new OldAttempt(APPLE, 2, end),
            new OldAttempt(BERRY, 1, end)),
        all);
    assertEquals(all.subList(0, 2), old.page(until, null, 2));
    assertEquals(all.subList(2, 3), old.page(until, all.get(1), 2));
    assertEquals(List.of(), old.page(until, all.get(2), 2));
  }

  @Test
  void deleted_are_the_old_attempts_of_the_named_orders_only() {
    made(APPLE);
    made(BERRY);
    clock.pass(DAY);
    claim(CHERRY, 1);
    timedOut(CHERRY, 1, ROBOT1);

    assertEquals(0, table.oldAttempts().delete(List.of(), clock.instant()));
    assertEquals(1, delete(A_DAY, APPLE, CHERRY, new OrderId("none")));

    assertEquals(List.of(), table.attempts().of(APPLE));
    assertEquals(1, table.attempts().of(BERRY).size());
    assertEquals(1, table.attempts().of(CHERRY).size(), "it is young");
  }

  @Test
  void an_order_that_holds_a_robot_or_waits_keeps_its_attempts_even_when_it_is_named() {
    robots(ROBOT1, ROBOT2);
    claim(APPLE, 1);
    timedOut(APPLE, 1, ROBOT1);
    claim(APPLE, 2);
    table.robots().repair(ROBOT1, null);
    claim(BERRY, 1);
    timedOut(BERRY, 1, ROBOT1);
    claim(BERRY, 2);
    clock.pass(DAY.multipliedBy(400));

    assertEquals(0, delete(A_DAY, APPLE, BERRY));
    assertEquals(2, table.attempts().of(APPLE).size());
    table.robots().repair(ROBOT1, null);
    assertEquals(List.of(BERRY), waiting(), "it has used that robot");

    end(BERRY);
    finish(APPLE, 2, ROBOT2);
    assertEquals(2, delete(A_DAY, APPLE, BERRY), "the second of APPLE's has just ended");
  }

  @Test
  void an_older_attempt_of_a_running_order_is_not_taken_for_the_one_that_broke_the_robot() {
    robots(ROBOT1);
    claim(CHERRY, 1);
    Held unheard = new Held(CHERRY, 1, ROBOT1);
    table
        .claims()
        .broken(new BrokenRequest(CHERRY, 1, ROBOT1, AttemptOutcome.UNHEARD, "no gateway"));
    table.robots().repair(ROBOT1, null);
    clock.pass(DAY);
    claim(APPLE, 1);
    timedOut(APPLE, 1, ROBOT1);
    clock.pass(DAY);
    assertEquals(1, delete(A_DAY, APPLE));

    assertEquals(CHERRY, table.attempts().of(ROBOT1, 1).get(0).order());
    assertFalse(table.claims().putBack(unheard), "it was APPLE's attempt that broke it");
    assertEquals(RobotStatus.BROKEN, robot(ROBOT1).status());
  }

  @Test
  void an_order_whose_attempts_are_deleted_is_placed_again_as_a_new_one() {
    made(APPLE);
    clock.pass(DAY);
    assertEquals(1, delete(A_DAY, APPLE));
    table.attempts().answered(APPLE, ROBOT1);
    assertTrue(table.attempts().of(ROBOT1, 1).isEmpty());
    assertEquals(ROBOT1, claim(APPLE, 1).robot());
  }

  @Test
  void too_short_a_time_and_too_few_are_refused() {
    for (String refused :
        Stream.<Runnable>of(
                () -> new AttemptRetention(Duration.ofHours(23), 1_000),
                () -> new AttemptRetention(DAY, 999))
            .map(made -> assertThrows(IllegalArgumentException.class, made::run).getMessage())
            .toList()) {
      assertTrue(refused.contains("is the least"), refused);
    }
  }

  /** The order is made by Robot1. */
  private void made(OrderId order) {
    table.robots().add(List.of(ROBOT1));
    claim(order, 1);
    finish(order, 1, ROBOT1);
  }

  private void ended(int many) {
    long now = clock.millis();
    execute(
        """
        INSERT INTO attempts (order_id, claim, robot, outcome, started_at, ended_at, order_started_at)
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
        SELECT 'many-' || i, 1, 'Robot1', 'succeeded', ?, ?, ? FROM n
        """,
        many,
        now,
        now,
        now);
  }

  private List<OldAttempt> page(AttemptRetention kept) {
    return table.oldAttempts().page(table.oldAttempts().until(kept), null, 100);
  }

  private int delete(AttemptRetention kept, OrderId... orders) {
    return table.oldAttempts().delete(Set.of(orders), table.oldAttempts().until(kept));
  }

  private static List<OrderId> orders(List<OldAttempt> attempts) {
    return attempts.stream().map(OldAttempt::order).toList();
  }
}
