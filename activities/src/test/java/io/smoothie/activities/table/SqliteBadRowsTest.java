package io.smoothie.activities.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
  void a_robot_with_an_impossible_name_is_named() throws SQLException {
    execute("INSERT INTO robots (name, since) VALUES ('bad' || char(27) || ' name!', 0)");
    assertNames("robots", "name", "bad name!", () -> table.robots().list());
    assertNames("robots", "name", "bad name!", () -> claim(APPLE, 1));
    execute("DELETE FROM robots");
    robots(ROBOT1);
    assertEquals(ROBOT1, claim(APPLE, 1).robot(), "nothing was left half done");
  }

  @Test
  void a_robot_that_holds_an_impossible_order_is_named() throws SQLException {
    robots(ROBOT1);
    execute("UPDATE robots SET order_id = 'an order', claim = 1");
    assertNames("robots", "order_id", "an order", () -> table.robots().list());
  }

  @Test
  void an_attempt_with_an_unknown_outcome_is_named() throws SQLException {
    robots(ROBOT1);
    claim(APPLE, 1);
    execute("UPDATE attempts SET outcome = 'exploded'");
    assertNames("attempts", "outcome", "exploded", () -> table.attempts().of(APPLE));
  }

  @Test
  void a_waiter_with_an_impossible_id_is_named_and_what_was_done_is_undone() throws SQLException {
    robots(ROBOT1);
    claim(APPLE, 1);
    execute("INSERT INTO waiters VALUES ('', 1, 1, 1, 1)");
    assertNames("waiters", "order_id", "", () -> table.queue().list(1));
    assertNames("waiters", "order_id", "", () -> finish(APPLE, 1, ROBOT1));
    assertEquals(APPLE, robot(ROBOT1).order());
    execute("DELETE FROM waiters");
    assertEquals(List.of(), finish(APPLE, 1, ROBOT1));
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
