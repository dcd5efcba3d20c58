package io.smoothie.activities.table;

import io.smoothie.workflow.ClaimRequest;
import io.smoothie.workflow.ClaimResult;
import io.smoothie.workflow.OrderActivities.FinishRequest;
import io.smoothie.workflow.OrderActivities.TellOutcome;
import io.smoothie.workflow.OrderActivities.TellRequest;
import io.smoothie.workflow.OrderActivities.TellResult;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * What an order's three commits (claim, telling, finish) take on this machine's disk, on SQLite and
 * on PostgreSQL, by 1, 8 and 32 threads that each have a robot; a measurement, not a test.
 */
final class TableBenchmark {
  private static final int[] THREADS = {1, 8, 32};

  private TableBenchmark() {}

  /** Arguments: a folder on the disk to be measured, how many orders. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory(Path.of(arguments[0]), "table");
    int orders = Integer.parseInt(arguments[1]);
    try (EmbeddedPostgres server =
        EmbeddedPostgres.builder().setDataDirectory(folder.resolve("postgresql")).start()) {
      for (String url :
          List.of(
              "jdbc:sqlite:" + folder.resolve("smoothie.db"),
              server.getJdbcUrl("postgres", "postgres"))) {
        try (Table table = Table.open(url)) {
          table.robots().add(IntStream.range(0, 32).mapToObj(i -> new RobotName("R" + i)).toList());
          make(table, "warm", 8, orders);
          for (int threads : THREADS) {
            double seconds = make(table, "t" + threads, threads, orders);
            System.out.printf(
                "%-10s %2d threads: %6.0f orders/s, %6.2f ms of a thread's time an order%n",
                url.startsWith("jdbc:sqlite:") ? "sqlite" : "postgresql",
                threads,
                orders / seconds,
                seconds * 1000 * threads / orders);
          }
        }
      }
    }
  }

  private static double make(Table table, String prefix, int threads, int orders) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    ScheduledExecutorService gateway = Executors.newSingleThreadScheduledExecutor();
    try {
      table.gateways().listening("benchmark", true);
      ScheduledFuture<?> unused =
          gateway.scheduleAtFixedRate(
              () -> table.gateways().listening("benchmark", true), 1, 1, TimeUnit.SECONDS);
      List<Callable<Boolean>> work = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        String name = prefix + "-" + thread + "-";
        work.add(
            () -> {
              for (int i = 0; i < orders / threads; i++) {
                make(table, new OrderId(name + i));
              }
              return true;
            });
      }
      long before = System.nanoTime();
      for (Future<Boolean> done : pool.invokeAll(work)) {
        done.get();
      }
      return (System.nanoTime() - before) / 1e9;
    } finally {
      gateway.shutdownNow();
      pool.shutdownNow();
    }
  }

  private static void make(Table table, OrderId order) {
    ClaimResult claim = table.claims().claim(new ClaimRequest(order, 1, 3, Instant.now(), true));
    RobotName robot = claim.robot();
    TellResult told = new TellResult(TellOutcome.TOLD, null);
    if (robot == null
        || !told.equals(
            table
                .claims()
                .tell(
                    new TellRequest(order, 1, robot, "Green", Duration.ofSeconds(10), null, null),
                    () -> told))) {
      throw new IllegalStateException("the benchmark's own order was not told: " + claim);
    }
    table.claims().finish(new FinishRequest(order, 1, robot));
  }
}
