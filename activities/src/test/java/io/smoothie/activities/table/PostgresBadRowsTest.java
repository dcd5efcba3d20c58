package io.smoothie.activities.table;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class PostgresBadRowsTest extends BadRowsContract {
  private final String url = PostgresServer.freshUrl();

  @Override
  String freshUrl() {
    return url;
  }

  @Test
  void a_table_that_is_missing_is_a_sentence() {
    execute("DROP TABLE robots");
    TableException refused = assertThrows(TableException.class, () -> table.robots().list());
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains("relation \"robots\" does not exist"), message);
    assertTrue(message.contains("restore it"), message);
  }

  @Override
  void execute(String sql) {
    PostgresServer.execute(
        url, "ALTER TABLE attempts DROP CONSTRAINT IF EXISTS attempts_outcome_check");
    PostgresServer.execute(url, sql);
  }
}
