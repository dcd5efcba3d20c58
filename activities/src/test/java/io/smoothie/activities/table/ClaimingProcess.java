package io.smoothie.activities.table;

import io.smoothie.workflow.ClaimOutcome;
import io.smoothie.workflow.ClaimRequest;
import io.smoothie.workflow.ClaimResult;
import io.smoothie.workflow.OrderActivities.FinishRequest;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** A JVM of its own in which eight threads claim; what they got is read from the table. */
final class ClaimingProcess {
  static final int THREADS = 8;

  private static final int TRIES = 5;

  private ClaimingProcess() {}

  /** Starts one; {@code play} is {@code once} or {@code through}. */
  static Process start(String url, String play, String name, int ordersOfEachThread, Path log)
      throws IOException {
    File output = log.toFile();
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            ClaimingProcess.class.getName(),
            url,
            play,
            name,
            String.valueOf(ordersOfEachThread))
        .redirectErrorStream(true)
        .redirectOutput(output)
        .start();
  }

  public static void main(String[] args) throws Exception {
    int orders = Integer.parseInt(args[3]);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (Table table = Table.open(args[0])) {
      List<Callable<Boolean>> plays = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        String prefix = args[2] + "-" + thread + "-";
        plays.add(
            () -> {
              for (int i = 0; i < orders; i++) {
                play(table, args[1], new OrderId(prefix + i));
              }
              return true;
            });
      }
      for (Future<Boolean> played : threads.invokeAll(plays)) {
        played.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void play(Table table, String play, OrderId order) {
    boolean once = play.equals("once");
    ClaimRequest request = new ClaimRequest(order, 1, 3, Instant.EPOCH.plusMillis(1), !once);
    ClaimResult result = repeated(() -> table.claims().claim(request));
    if (once) {
      return;
    }
    while (result.outcome() != ClaimOutcome.CLAIMED) {
      // An order would wait for its signal; here it looks whether it was given a robot.
      LockSupport.parkNanos(25_000_000);
      if (table.queue().place(order).isEmpty()) {
        result = repeated(() -> table.claims().claim(request));
      }
    }
    FinishRequest finish = new FinishRequest(order, 1, robot(result));
    boolean unused =
        repeated(
            () -> {
              table.claims().finish(finish);
              return true;
            });
  }

  /** As Temporal repeats it when the table is too busy to answer. */
  private static <T> T repeated(Supplier<T> call) {
    for (int tries = 1; ; tries++) {
      try {
        return call.get();
      } catch (TableException e) {
        if (tries == TRIES) {
          throw e;
        }
      }
    }
  }

  private static RobotName robot(ClaimResult result) {
    if (result.robot() == null) {
      throw new IllegalStateException("a claim without a robot: " + result);
    }
    return result.robot();
  }
}
