package io.smoothie.activities.table;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteStatementsTest extends StatementsContract {
  @TempDir Path folder;

  @Override
  String freshUrl() {
    return "jdbc:sqlite:" + folder.resolve("smoothie.db");
  }

  /** PostgreSQL may well sort a whole fleet, which this one call reads. */
  @Test
  void a_place_in_the_queue_is_found_and_estimated_by_index() {
    robots(ROBOT1);
    claim(APPLE, 1);
    claim(BERRY, 1);
    List<String> statements = listen();
    table.queue().place(BERRY);
    assertPlanned(statements);
  }

  @Test
  void orders_that_ended_lately_are_found_by_the_time_of_their_end() {
    List<String> statements = listen();

    table
        .endings()
        .newest(new EndingFilter(Set.of(), null, null, null, null, null, table.now()), 10);

    String sql =
        statements.stream().filter(one -> one.contains("FROM endings")).findFirst().orElseThrow();
    String plan = String.join("\n", plan("EXPLAIN QUERY PLAN", sql));
    assertTrue(plan.contains("SEARCH endings USING INDEX endings_by_end (ended_at>?)"), plan);
    assertPlanned(sql);
  }

  @Override
  void assertPlanned(String sql) {
    List<String> lines = plan("EXPLAIN QUERY PLAN", sql);
    String plan = String.join("\n", lines);
    // An offer sorts the first waiter of each group that the robot serves: a row each.
    assertFalse(
        plan.contains("TEMP B-TREE") && !sql.contains("robot_groups"), () -> sql + "\n" + plan);
    assertFindsAttemptsByIndex(sql);
  }

  @Override
  void assertFindsAttemptsByIndex(String sql) {
    List<String> lines = plan("EXPLAIN QUERY PLAN", sql);
    for (String line : lines) {
      boolean tableOfOrders = line.matches("SCAN (attempts|a|waiters|w|me|endings|e)\\b.*");
      assertFalse(
          tableOfOrders && !line.contains("USING"), () -> sql + "\n" + String.join("\n", lines));
    }
  }

  @Override
  void assertReadsGroupByGroup(String sql) {
    String plan = String.join("\n", plan("EXPLAIN QUERY PLAN", sql));
    assertTrue(plan.contains("SEARCH x USING INDEX waiters_of_a_group (group_id=?)"), plan);
    assertTrue(plan.contains("SEARCH w USING INDEX sqlite_autoindex_waiters_1 (order_id=?)"), plan);
    assertTrue(plan.contains("attempts_of_an_order_on_a_robot (order_id=? AND robot=?"), plan);
  }
}
