package io.smoothie.activities.table;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteBadRowsTest extends BadRowsContract {
  @TempDir Path folder;

  @Override
  String freshUrl() {
    return "jdbc:sqlite:" + folder.resolve("smoothie.db");
  }

  @Test
  void a_table_that_is_missing_is_a_sentence() {
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

  @Override
  void execute(String sql) {
    try (Connection connection = DriverManager.getConnection(freshUrl());
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA ignore_check_constraints = ON");
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
