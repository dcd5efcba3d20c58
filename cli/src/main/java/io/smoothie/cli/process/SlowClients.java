package io.smoothie.cli.process;

import io.smoothie.workflow.thread.Daemons;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a client that sends or reads slowly from keeping a thread of the JDK's HTTP server. Its
 * property for slow responses would end every response that lasts, and a board's events last.
 */
public final class SlowClients {
  /** How long a client may take for its request, and for taking what it is sent at once. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final ScheduledThreadPoolExecutor WATCH =
      new ScheduledThreadPoolExecutor(1, Daemons.named("slow-clients"));

  static {
    // Nearly every write is over at once: its watch, with its thread, is not to be kept till then.
    WATCH.setRemoveOnCancelPolicy(true);
  }

  /** Writing to a client. */
  @FunctionalInterface
  public interface Writing {
    void run() throws IOException;
  }

  private SlowClients() {}

  /** Limits the time of requests, in every server of this process that is begun later. */
  public static void limitRequests() {
    System.setProperty("sun.net.httpserver.maxReqTime", String.valueOf(PATIENCE.toSeconds()));
  }

  /**
   * Writes in this thread; fails, and closes the connection, when the client does not take it in
   * time.
   */
  public static void limit(Writing writing) throws IOException {
    limit(PATIENCE, writing);
  }

  static void limit(Duration patience, Writing writing) throws IOException {
    Thread writer = Thread.currentThread();
    // An interrupt closes the channel that the thread is writing to.
    Future<?> watch = WATCH.schedule(writer::interrupt, patience.toMillis(), TimeUnit.MILLISECONDS);
    try {
      writing.run();
    } finally {
      watch.cancel(false);
    }
  }
}
