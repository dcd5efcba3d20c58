package io.smoothie.activities.table;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

final class PostgresStatementsTest extends StatementsContract {
  private final String url = PostgresServer.freshUrl();

  @Override
  String freshUrl() {
    return url;
  }

  @Override
  void assertPlanned(String sql) {
    PostgresServer.execute(url, "VACUUM ANALYZE");
    List<String> lines = plan("EXPLAIN", sql);
    String plan = String.join("\n", lines);
    for (String line : lines) {
      // An offer sorts the first waiter of each group that the robot serves: a row each.
      assertFalse(
          line.matches("[ >-]*(Incremental )?Sort .*") && !sql.contains("robot_groups"),
          () -> sql + "\n" + plan);
      assertFalse(
          line.matches(".*Seq Scan on (attempts|waiters|endings) .*"), () -> sql + "\n" + plan);
    }
  }

  @Override
  void assertFindsAttemptsByIndex(String sql) {
    PostgresServer.execute(url, "VACUUM ANALYZE");
    String plan = String.join("\n", plan("EXPLAIN", sql));
    assertFalse(plan.contains("Seq Scan on attempts"), () -> sql + "\n" + plan);
    assertTrue(plan.contains("on attempts"), plan);
  }

  @Override
  void assertReadsGroupByGroup(String sql) {
    String plan = String.join("\n", plan("EXPLAIN", sql));
    assertTrue(plan.contains("using waiters_of_a_group on waiters x"), plan);
    assertTrue(plan.contains("Index Cond: (group_id = "), plan);
    // Whether a waiter has used the robot is looked up for each by itself, and never joined.
    assertTrue(plan.contains("using attempts_of_an_order_on_a_robot on attempts a"), plan);
    assertFalse(plan.contains("Anti Join"), plan);
  }
}
