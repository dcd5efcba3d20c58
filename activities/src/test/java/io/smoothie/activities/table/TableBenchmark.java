package io.smoothie.activities.table;

import io.smoothie.workflow.OrderActivities.ClaimRequest;
import io.smoothie.workflow.OrderActivities.FinishRequest;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What an order's three commits take on this machine's disk; a measurement, not a test. */
final class TableBenchmark {
  private static final RobotName ROBOT = new RobotName("Robot1");

  private TableBenchmark() {}

  /** Arguments: a folder on the disk to be measured, how many orders. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory(Path.of(arguments[0]), "table");
    int orders = Integer.parseInt(arguments[1]);
    try (Table table =
        Table.open(
            "jdbc:sqlite:"
                + folder.resolve("smoothie.db")
                + (arguments.length > 2 ? "?" + arguments[2] : ""))) {
      table.robots().add(List.of(ROBOT));
      make(table, "warm-", orders);
      long[] nanos = make(table, "order-", orders);
      System.out.printf(
          "%d orders: claim %.2f ms, telling %.2f ms, finish %.2f ms, together %.2f ms%n",
          orders,
          ms(nanos[0], orders),
          ms(nanos[1], orders),
          ms(nanos[2], orders),
          ms(nanos[0] + nanos[1] + nanos[2], orders));
    }
  }

  private static long[] make(Table table, String prefix, int orders) {
    long[] nanos = new long[3];
    for (int i = 0; i < orders; i++) {
      OrderId order = new OrderId(prefix + i);
      long before = System.nanoTime();
      table.claims().claim(new ClaimRequest(order, 1, 3, Instant.now(), true));
      long claimed = System.nanoTime();
      table.claims().telling(order, 1, ROBOT);
      long told = System.nanoTime();
      table.claims().finish(new FinishRequest(order, 1, ROBOT));
      nanos[0] += claimed - before;
      nanos[1] += told - claimed;
      nanos[2] += System.nanoTime() - told;
    }
    return nanos;
  }

  private static double ms(long nanos, int orders) {
    return (double) TimeUnit.NANOSECONDS.toMicros(nanos) / orders / 1000;
  }
}
