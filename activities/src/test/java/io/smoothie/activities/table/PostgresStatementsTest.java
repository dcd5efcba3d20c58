package io.smoothie.activities.table;

import static org.junit.jupiter.api.Assertions.assertFalse;

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
      assertFalse(line.matches("[ >-]*(Incremental )?Sort .*"), () -> sql + "\n" + plan);
      assertFalse(line.matches(".*Seq Scan on (attempts|waiters) .*"), () -> sql + "\n" + plan);
    }
  }
}
