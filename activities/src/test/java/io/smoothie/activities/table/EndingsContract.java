package io.smoothie.activities.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.FailureType;
import io.smoothie.workflow.JobData;
import io.smoothie.workflow.Needs;
import io.smoothie.workflow.OrderActivities.EndRequest;
import io.smoothie.workflow.OrderActivities.EndResult;
import io.smoothie.workflow.OrderActivities.FinishRequest;
import io.smoothie.workflow.OrderEnding;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderOutcome;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Skills;
import io.smoothie.workflow.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** That an order's ending is kept, once, with what the order had asked for. */
abstract class EndingsContract extends TableContract {
  private static final OrderRequest REQUEST =
      OrderRequest.of("Bäckerei „Süß“ 🍓")
          .withPriority(2)
          .withAttempts(4)
          .withStartToClose(Duration.ofSeconds(90))
          .withParams(JobData.parse("{\"sugar\":\"none\",\"ice\":3}"))
          .withNeeds(new Needs(Skills.ofText("cold sharp"), new RobotName("Robot1")))
          .withHeartbeat(Duration.ofSeconds(5))
          .withDue(Instant.parse("2026-12-01T08:00:00Z"));

  @Test
  void a_made_order_is_kept_with_its_robot_its_times_and_its_whole_request() {
    robots(ROBOT1);
    claim(APPLE, 1);
    clock.pass(Duration.ofSeconds(3));
    made(APPLE, 1, ROBOT1);

    assertEquals(
        new KeptEnding(
            APPLE,
            OrderOutcome.MADE,
            REQUEST,
            start(APPLE),
            start(APPLE).plusSeconds(1),
            clock.instant(),
            1,
            ROBOT1,
            null,
            null,
            null),
        kept(APPLE));
    assertTrue(table.endings().find(BERRY).isEmpty());
  }

  @Test
  void a_failed_order_is_kept_with_its_failure_but_not_while_a_told_robot_has_it() {
    robots(ROBOT1);
    claim(APPLE, 1);
    assertTrue(telling(APPLE, 1, ROBOT1));
    OrderEnding ending = failed(APPLE, FailureType.LIMIT_EXCEEDED);

    EndResult left =
        table.claims().end(new EndRequest(APPLE, start(APPLE), /* evenIfTold= */ false, ending));
    assertEquals(ROBOT1, left.robot());
    assertTrue(table.endings().find(APPLE).isEmpty(), "it goes on");

    end(APPLE, ending);
    KeptEnding kept = kept(APPLE);
    assertEquals(OrderOutcome.FAILED, kept.outcome());
    assertEquals(FailureType.LIMIT_EXCEEDED, kept.failureType());
    assertEquals(Stage.TELL_ROBOT_ORDER, kept.stage());
    assertEquals("Order apple failed.", kept.message());
    assertEquals(2, kept.attempts());
  }

  @Test
  void a_repeated_call_changes_nothing_and_neither_does_another_ending_of_the_same_workflow() {
    robots(ROBOT1);
    claim(APPLE, 1);
    made(APPLE, 1, ROBOT1);
    KeptEnding first = kept(APPLE);
    clock.pass(Duration.ofHours(1));

    made(APPLE, 1, ROBOT1);
    end(APPLE, failed(APPLE, FailureType.ORDER_CLOSED));
    table.claims().releaseEnded(APPLE, 1, outside(APPLE));

    assertEquals(first, kept(APPLE));
    assertEquals(List.of(first), table.endings().latest(10));
  }

  @Test
  void failures_are_counted_by_type_since_a_time_and_other_endings_are_not() {
    end(APPLE, failed(APPLE, FailureType.ROBOT_TIMED_OUT));
    clock.pass(Duration.ofHours(1));
    Instant since = table.now();
    end(BERRY, failed(BERRY, FailureType.LIMIT_EXCEEDED));
    robots(ROBOT1);
    claim(CHERRY, 1);
    made(CHERRY, 1, ROBOT1);

    assertEquals(Map.of(FailureType.LIMIT_EXCEEDED, 1), table.endings().failuresSince(since));
    assertEquals(2, table.endings().failuresSince(Instant.EPOCH).size());
  }

  @Test
  void a_later_workflow_of_the_same_id_replaces_it_and_a_call_of_the_earlier_one_does_not() {
    robots(ROBOT1);
    claim(APPLE, 1);
    OrderEnding earlier = failed(APPLE, FailureType.ROBOT_TIMED_OUT);
    end(APPLE, earlier);
    OrderEnding later =
        new OrderEnding(
            OrderOutcome.CANCELLED,
            OrderRequest.of("Another"),
            earlier.placed().plusMillis(1),
            earlier.placed(),
            0,
            null,
            FailureType.ORDER_CANCELLED,
            Stage.GET_ROBOT,
            "Order apple was cancelled: as was asked.");

    end(APPLE, later);
    end(APPLE, earlier);

    assertEquals(OrderOutcome.CANCELLED, kept(APPLE).outcome());
    assertEquals(OrderRequest.of("Another"), kept(APPLE).request());
  }

  @Test
  void an_order_that_temporal_ended_is_kept_with_the_robots_that_the_table_knows_of() {
    robots(ROBOT1, ROBOT2);
    claim(APPLE, 1);
    timedOut(APPLE, 1, ROBOT1);
    claim(APPLE, 2);
    claim(BERRY, 1);

    table.claims().releaseEnded(APPLE, 1, outside(APPLE));
    assertTrue(table.endings().find(APPLE).isEmpty(), "another claim's word");
    table.claims().releaseEnded(APPLE, 2, outside(APPLE));
    assertEquals(ROBOT2, kept(APPLE).robot());
    assertEquals(2, kept(APPLE).attempts());
    assertEquals(FailureType.TERMINATED, kept(APPLE).failureType());

    table.claims().releaseEnded(BERRY, 1, null);
    assertTrue(table.endings().find(BERRY).isEmpty(), "how it ended is not known");
  }

  @Test
  void calls_of_orders_of_earlier_versions_keep_nothing_and_do_all_else() {
    robots(ROBOT1);
    claim(APPLE, 1);
    table.claims().finish(new FinishRequest(APPLE, 1, ROBOT1));
    claim(BERRY, 1);
    table.claims().end(new EndRequest(BERRY, start(BERRY), true));

    assertEquals(List.of(), table.endings().latest(10));
    assertEquals(RobotStatus.ONLINE, robot(ROBOT1).status());
  }

  @Test
  void the_endings_of_some_orders_are_found_and_the_latest_are_listed_first() {
    for (OrderId order : List.of(APPLE, BERRY, CHERRY)) {
      end(order, failed(order, FailureType.NO_ROBOT_AVAILABLE));
      clock.pass(Duration.ofSeconds(1));
    }
    assertEquals(
        List.of(CHERRY, BERRY), table.endings().latest(2).stream().map(KeptEnding::order).toList());
    assertEquals(
        Set.of(APPLE, CHERRY),
        table.endings().of(List.of(APPLE, CHERRY, new OrderId("none"))).keySet());
    assertEquals(Map.of(), table.endings().of(List.of()));
  }

  @Test
  void a_row_that_cannot_be_read_is_left_out_of_lists_and_named() {
    end(APPLE, failed(APPLE, FailureType.NO_ROBOT_AVAILABLE));
    end(BERRY, failed(BERRY, FailureType.NO_ROBOT_AVAILABLE));
    execute("UPDATE endings SET request = '{' WHERE order_id = 'apple'");
    execute("UPDATE endings SET stage = 'Nirvana' WHERE order_id = 'berry'");

    assertEquals(List.of(), table.endings().latest(10));
    TableException apple = assertThrows(TableException.class, () -> table.endings().find(APPLE));
    assertTrue(String.valueOf(apple.getMessage()).contains("request"), apple.getMessage());
    TableException berry = assertThrows(TableException.class, () -> table.endings().find(BERRY));
    assertTrue(String.valueOf(berry.getMessage()).contains("Nirvana"), berry.getMessage());
  }

  @Test
  void endings_that_are_too_old_or_too_many_are_deleted_from_the_oldest_on() {
    EndingRetention aDay = new EndingRetention(EndingRetention.LEAST_AGE, 1_000);
    end(APPLE, failed(APPLE, FailureType.NO_ROBOT_AVAILABLE));
    clock.pass(Duration.ofHours(23));
    many(1_000);
    OldEndings old = table.oldEndings();
    assertEquals(1, old.delete(old.until(aDay), 100), "one too many");
    assertTrue(table.endings().find(APPLE).isEmpty());
    assertEquals(0, old.delete(old.until(aDay), 100));

    clock.pass(Duration.ofDays(1));
    assertEquals(100, old.delete(old.until(aDay), 100));
    assertEquals(900, old.delete(old.until(aDay), 10_000));
    assertEquals(List.of(), table.endings().latest(1));
  }

  @Test
  void too_short_a_time_and_too_few_are_refused() {
    for (Runnable refused :
        List.<Runnable>of(
            () -> new EndingRetention(Duration.ofHours(23), 1_000),
            () -> new EndingRetention(Duration.ofDays(1), 999))) {
      String why = assertThrows(IllegalArgumentException.class, refused::run).getMessage();
      assertTrue(String.valueOf(why).contains("is the least"), why);
    }
  }

  private void many(int many) {
    execute(
        """
        INSERT INTO endings (order_id, outcome, smoothie, request, placed_at, due_at, ended_at, attempts)
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
        SELECT 'many-' || i, 'made', 'S', '{"smoothie":"S"}', 1, 1, ?, 1 FROM n
        """,
        many,
        clock.millis());
  }

  private void made(OrderId order, int claim, RobotName robot) {
    table.claims().finish(new FinishRequest(order, claim, robot, made(order, robot)));
  }

  private OrderEnding made(OrderId order, RobotName robot) {
    return ending(order, OrderOutcome.MADE, robot, null, null, null, 1);
  }

  private OrderEnding failed(OrderId order, String type) {
    return ending(
        order,
        OrderOutcome.FAILED,
        ROBOT1,
        type,
        Stage.TELL_ROBOT_ORDER,
        "Order " + order + " failed.",
        2);
  }

  private OrderEnding outside(OrderId order) {
    return ending(
        order, OrderOutcome.FAILED, null, FailureType.TERMINATED, null, "It was terminated.", 0);
  }

  private OrderEnding ending(
      OrderId order,
      OrderOutcome outcome,
      @Nullable RobotName robot,
      @Nullable String type,
      @Nullable Stage stage,
      @Nullable String message,
      int attempts) {
    Instant placed = start(order);
    return new OrderEnding(
        outcome, REQUEST, placed, placed.plusSeconds(1), attempts, robot, type, stage, message);
  }

  private void end(OrderId order, OrderEnding ending) {
    table.claims().end(new EndRequest(order, start(order), /* evenIfTold= */ true, ending));
  }

  private KeptEnding kept(OrderId order) {
    return table.endings().find(order).orElseThrow();
  }
}
