package io.smoothie.activities.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Skills;
import java.util.List;

/**
 * Orders that waited, and a robot at work, before there were needs, ranks and robots out of
 * service.
 */
final class WaiterOfVersion5 {
  /** As that version writes them, beside a newer one too. */
  static final List<String> INSERTS =
      List.of(
          "INSERT INTO robots (name, order_id, claim, since) VALUES ('Robot1', 'now', 1, 0)",
          "INSERT INTO waiters (order_id, claim, priority, started_at, enqueued_at)"
              + " VALUES ('fresh', 1, 1, 7200001, 0), ('old', 1, 3, 0, 0), ('last', 1, 5, 0, 0)");

  private WaiterOfVersion5() {}

  static void assertIsServedByItsAge(String url) {
    try (Table table = Table.open(url)) {
      assertEquals(
          List.of("old", "fresh", "last"),
          table.queue().list(9).stream().map(waiter -> waiter.order().value()).toList());
      Robot robot = table.robots().list().get(0);
      assertEquals(RobotStatus.WORKING, robot.status());
      assertEquals(Skills.NONE, robot.skills());
      table.claims().releaseEnded(new OrderId("now"), 1, null);
      assertEquals(
          new OrderId("old"), table.robots().find(new RobotName("Robot1")).orElseThrow().order());
    }
  }
}
