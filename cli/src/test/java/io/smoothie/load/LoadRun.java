package io.smoothie.load;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.temporal.Orders;
import io.smoothie.workflow.temporal.TemporalConnection;
import io.smoothie.workflow.temporal.TemporalSettings;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Places orders as fast as Temporal takes them and says every five seconds how many are made, and
 * what memory the given processes use. Run by {@code scripts/load-run}; not a test.
 */
final class LoadRun {
  private static final Duration TICK = Duration.ofSeconds(5);

  private LoadRun() {}

  /** Arguments: Temporal's address, the task queue, how many orders, then process IDs to watch. */
  public static void main(String[] arguments) throws Exception {
    String taskQueue = arguments[1];
    int count = Integer.parseInt(arguments[2]);
    List<String> processes = Arrays.asList(arguments).subList(3, arguments.length);
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    try (TemporalConnection temporal =
        TemporalConnection.connect(TemporalSettings.of(arguments[0]))) {
      Instant start = Instant.now();
      place(new Orders(temporal.client()), taskQueue, count);
      out.printf("%d orders placed in %.1f s%n", count, seconds(start));
      long made = made(temporal, taskQueue);
      Instant last = Instant.now();
      while (made < count) {
        TimeUnit.MILLISECONDS.sleep(TICK.toMillis());
        long now = made(temporal, taskQueue);
        out.printf(
            "%6.0f s  %6d made  %5.1f/s  %s%n",
            seconds(start), now, (now - made) / seconds(last), memory(processes));
        made = now;
        last = Instant.now();
      }
      out.printf("all made after %.1f s%n", seconds(start));
    }
  }

  private static void place(Orders orders, String taskQueue, int count) throws Exception {
    ExecutorService placing = Executors.newFixedThreadPool(16);
    List<Future<?>> placed =
        IntStream.range(0, count)
            .<Future<?>>mapToObj(
                i ->
                    placing.submit(
                        () ->
                            orders.place(
                                OrderId.random(), OrderRequest.of("Smoothie " + i), taskQueue)))
            .toList();
    for (Future<?> order : placed) {
      order.get();
    }
    placing.shutdown();
  }

  private static long made(TemporalConnection temporal, String taskQueue) {
    return temporal
        .stubs()
        .blockingStub()
        .countWorkflowExecutions(
            CountWorkflowExecutionsRequest.newBuilder()
                .setNamespace(temporal.namespace())
                .setQuery("TaskQueue = '%s' AND ExecutionStatus = 'Completed'".formatted(taskQueue))
                .build())
        .getCount();
  }

  /** Resident memory as Linux tells it. */
  private static String memory(List<String> processes) throws Exception {
    StringBuilder text = new StringBuilder();
    for (String process : processes) {
      String resident =
          Files.readAllLines(Path.of("/proc", process, "status")).stream()
              .filter(line -> line.startsWith("VmRSS:"))
              .findFirst()
              .orElse("gone");
      text.append(process).append(' ').append(resident.replaceAll("\\s+", " ")).append("  ");
    }
    return text.toString();
  }

  private static double seconds(Instant since) {
    return Duration.between(since, Instant.now()).toMillis() / 1000.0;
  }
}
