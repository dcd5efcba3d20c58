package io.smoothie.activities.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.ClaimOutcome;
import io.smoothie.workflow.OrderId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A database is input too: it may hold what no version of ours wrote. */
abstract class BadRowsContract extends TableContract {
  /** Writes past the table, and past what the schema allows. */
  abstract void execute(String sql);

  @Test
  void a_robot_with_an_impossible_name_is_passed_over_by_claims_and_lists_and_named() {
    execute("INSERT INTO robots (name, since) VALUES ('bad\u001b name!', 0)");
    assertEquals(ClaimOutcome.QUEUED, claim(APPLE, 1).outcome());
    assertEquals(0, held("bad"), "not claimed");
    robots(ROBOT1, ROBOT2);
    assertEquals(ROBOT1, robot(ROBOT1).name());
    assertEquals(APPLE, robot(ROBOT1).order());
    assertEquals(ROBOT2, claim(BERRY, 1).robot());
    assertEquals(ClaimOutcome.QUEUED, claim(CHERRY, 1).outcome());
    assertEquals(0, held("bad"), "not claimed");
    assertEquals(List.of(ROBOT1, ROBOT2), table.robots().list().stream().map(Robot::name).toList());
    assertUnreadable("robots", "name", "bad name!");
    assertEquals(0, table.queue().offerFreeRobots());
    execute("UPDATE robots SET order_id = NULL, claim = 0 WHERE name = 'Robot1'");
    assertEquals(wake(CHERRY, 1), wokenBy(() -> table.queue().offerFreeRobots()));
    assertEquals(0, held("bad"), "not given");
  }

  @Test
  void a_robot_that_holds_an_impossible_order_is_passed_over_and_named() {
    robots(ROBOT1, ROBOT2);
    execute("UPDATE robots SET order_id = 'an order', claim = 1 WHERE name = 'Robot1'");
    assertEquals(ROBOT2, claim(APPLE, 1).robot());
    assertEquals(List.of(ROBOT2), table.robots().list().stream().map(Robot::name).toList());
    assertUnreadable("robots", "order_id", "an order");
    assertNames("robots", "order_id", "an order", () -> table.robots().find(ROBOT1));
  }

  @Test
  void an_attempt_with_an_unknown_outcome_is_named() {
    robots(ROBOT1);
    claim(APPLE, 1);
    execute("UPDATE attempts SET outcome = 'exploded'");
    assertNames("attempts", "outcome", "exploded", () -> table.attempts().of(APPLE));
  }

  @Test
  void waiters_with_impossible_ids_stay_and_are_passed_over_and_named() {
    robots(ROBOT1);
    claim(APPLE, 1);
    claim(BERRY, 1);
    claim(CHERRY, 1);
    execute(
        "INSERT INTO waiters (order_id, claim, priority, started_at, enqueued_at) VALUES ('', 1, 1, 1, 1)");
    execute(
        "INSERT INTO waiters (order_id, claim, priority, started_at, enqueued_at) VALUES ('b b', 1, 1, 2, 1)");
    execute(
        "INSERT INTO waiters (order_id, claim, priority, started_at, enqueued_at) VALUES ('c c', 1, 5, 1900000000000, 1)");
    assertEquals(List.of(BERRY), ids(table.queue().list(1)));
    assertEquals(List.of(BERRY, CHERRY), ids(table.queue().list(100)));
    assertEquals(List.of(BERRY), ids(table.queue().after(null, 1)));
    assertEquals(List.of(CHERRY), ids(table.queue().after(BERRY, 1)));
    assertEquals(List.of(), table.queue().stranded());
    assertUnreadable("waiters", "order_id", "b b");
    assertEquals(3, table.queue().place(BERRY).orElseThrow().position());

    assertEquals(wake(BERRY, 1), finish(APPLE, 1, ROBOT1));
    assertEquals(wake(CHERRY, 1), finish(BERRY, 1, ROBOT1));
    assertEquals(List.of(), finish(CHERRY, 1, ROBOT1));
    assertEquals(3, table.queue().length(), "kept");
    assertEquals(0, table.queue().offerFreeRobots());
    assertEquals(List.of(), wokenBy(() -> table.robots().remove(ROBOT1, null)));
  }

  private static List<OrderId> ids(List<Waiter> waiters) {
    return waiters.stream().map(Waiter::order).toList();
  }

  private int held(String prefix) {
    return table
        .database()
        .read(
            handle ->
                handle
                    .createQuery(
                        "SELECT COUNT(*) FROM robots"
                            + " WHERE name LIKE :prefix || '%' AND order_id IS NOT NULL")
                    .bind("prefix", prefix)
                    .mapTo(Integer.class)
                    .one());
  }

  private void assertUnreadable(String name, String column, String value) {
    List<String> sentences = table.unreadable();
    assertTrue(
        sentences.stream()
            .anyMatch(
                sentence ->
                    sentence.contains(
                        "table %s has a row whose %s is \"%s\"".formatted(name, column, value))),
        sentences::toString);
  }

  private static void assertNames(String name, String column, String value, Executable call) {
    String message = String.valueOf(assertThrows(TableException.class, call).getMessage());
    assertTrue(
        message.contains("table %s has a row whose %s is \"%s\"".formatted(name, column, value)),
        message);
  }
}
