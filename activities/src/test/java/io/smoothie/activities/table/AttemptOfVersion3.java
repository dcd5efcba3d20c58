package io.smoothie.activities.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smoothie.workflow.OrderId;
import java.time.Instant;

/** An attempt in a table of version 3, and what a later version makes of it. */
final class AttemptOfVersion3 {
  static final String INSERT =
      "INSERT INTO attempts (order_id, claim, robot, outcome, started_at, ended_at,"
          + " order_started_at) VALUES ('o', 1, 'Robot1', 'succeeded', 5, 7, 1)";

  private AttemptOfVersion3() {}

  static void assertIsKeptUntilItIsOld(String url) {
    try (Table table = Table.open(url)) {
      OrderId order = new OrderId("o");
      assertEquals(1, table.attempts().of(order).size());
      Instant until = table.oldAttempts().until(AttemptRetention.DEFAULT);
      assertEquals(order, table.oldAttempts().page(until, null, 9).get(0).order());
    }
  }
}
