package io.smoothie.activities.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.OrderActivities.ClaimOutcome;
import io.smoothie.workflow.OrderId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A database is input too: it may hold what no version of ours wrote. */
final class SqliteBadRowsTest extends TableContract {
  @TempDir Path folder;

  @Override
  String freshUrl() {
    return "jdbc:sqlite:" + folder.resolve("smoothie.db");
  }

  @Test
  void a_robot_with_an_impossible_name_is_passed_over_by_claims_and_lists_and_named()
      throws SQLException {
    execute("INSERT INTO robots (name, since) VALUES ('bad' || char(27) || ' name!', 0)");
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
    assertEquals(List.of(), table.queue().offerFreeRobots());
    execute("UPDATE robots SET order_id = NULL, claim = 0 WHERE name = 'Robot1'");
    assertEquals(wake(CHERRY, 1), table.queue().offerFreeRobots());
    assertEquals(0, held("bad"), "not given");
  }

  @Test
  void a_robot_that_holds_an_impossible_order_is_passed_over_and_named() throws SQLException {
    robots(ROBOT1, ROBOT2);
    execute("UPDATE robots SET order_id = 'an order', claim = 1 WHERE name = 'Robot1'");
    assertEquals(ROBOT2, claim(APPLE, 1).robot());
    assertEquals(List.of(ROBOT2), table.robots().list().stream().map(Robot::name).toList());
    assertUnreadable("robots", "order_id", "an order");
    assertNames("robots", "order_id", "an order", () -> table.robots().find(ROBOT1));
  }

  @Test
  void an_attempt_with_an_unknown_outcome_is_named() throws SQLException {
    robots(ROBOT1);
    claim(APPLE, 1);
    execute("UPDATE attempts SET outcome = 'exploded'");
    assertNames("attempts", "outcome", "exploded", () -> table.attempts().of(APPLE));
  }

  @Test
  void waiters_with_impossible_ids_stay_and_are_passed_over_and_named() throws SQLException {
    robots(ROBOT1);
    claim(APPLE, 1);
    claim(BERRY, 1);
    claim(CHERRY, 1);
    execute("INSERT INTO waiters VALUES ('', 1, 1, 1, 1)");
    execute("INSERT INTO waiters VALUES ('b b', 1, 1, 2, 1)");
    execute("INSERT INTO waiters VALUES ('c c', 1, 5, 3, 1)");
    assertEquals(List.of(BERRY), ids(table.queue().list(1)));
    assertEquals(List.of(BERRY, CHERRY), ids(table.queue().list(100)));
    assertEquals(List.of(BERRY), ids(table.queue().heads(1)));
    assertEquals(List.of(BERRY), ids(table.queue().after(null, 1)));
    assertEquals(List.of(CHERRY), ids(table.queue().after(BERRY, 1)));
    assertEquals(List.of(), table.queue().stranded());
    assertUnreadable("waiters", "order_id", "b b");
    assertEquals(3, table.queue().place(BERRY).orElseThrow().position());

    assertEquals(wake(BERRY, 1), finish(APPLE, 1, ROBOT1));
    assertEquals(wake(CHERRY, 1), finish(BERRY, 1, ROBOT1));
    assertEquals(List.of(), finish(CHERRY, 1, ROBOT1));
    assertEquals(3, table.queue().length(), "kept");
    assertEquals(List.of(), table.queue().offerFreeRobots());
    assertEquals(List.of(), table.robots().remove(ROBOT1, null).wakeUps());
  }

  @Test
  void a_table_that_is_missing_is_a_sentence() throws SQLException {
    execute("DROP TABLE robots");
    TableException refused = assertThrows(TableException.class, () -> table.robots().list());
    assertTrue(String.valueOf(refused.getMessage()).contains("no such table"));
    assertTrue(String.valueOf(refused.getMessage()).contains("smoothie.db"));
  }

  @Test
  void a_damaged_file_is_a_sentence() throws Exception {
    robots(ROBOT1);
    table.close();
    Path file = folder.resolve("smoothie.db");
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 4096; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31);
    }
    Files.write(file, bytes);
    TableException refused =
        assertThrows(
            TableException.class,
            () -> {
              try (Table damaged = Table.open("jdbc:sqlite:" + file)) {
                damaged.robots().list();
              }
            });
    assertTrue(
        String.valueOf(refused.getMessage()).contains("smoothie.db is damaged"),
        refused.getMessage());
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

  private void execute(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("smoothie.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA ignore_check_constraints = ON");
      statement.execute(sql);
    }
  }
}
