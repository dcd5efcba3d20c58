package io.smoothie.activities.table;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
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

  @Override
  void assertPlanned(String sql) {
    List<String> lines = plan("EXPLAIN QUERY PLAN", sql);
    String plan = String.join("\n", lines);
    assertFalse(plan.contains("TEMP B-TREE"), () -> sql + "\n" + plan);
    for (String line : lines) {
      boolean tableOfOrders = line.matches("SCAN (attempts|a|waiters|w|me)\\b.*");
      assertFalse(tableOfOrders && !line.contains("USING"), () -> sql + "\n" + plan);
    }
  }
}
