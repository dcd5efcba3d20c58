package io.smoothie.cli.input;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Mix in: how long an order is followed. */
public final class WaitTimeoutOption {
  private static final Duration LONGEST = Duration.ofDays(366);

  @Option(
      names = "--wait-timeout",
      paramLabel = "DURATION",
      converter = Values.OfDuration.class,
      description = "Follow it for so long at most, then exit with 8; the order goes on.")
  private @Nullable Duration duration;

  /**
   * The time by {@link System#nanoTime} until which to wait.
   *
   * @param atMost how long, or null for as long as it takes; a year at most
   */
  public static long deadline(@Nullable Duration atMost) {
    Duration most = atMost == null || atMost.compareTo(LONGEST) > 0 ? LONGEST : atMost;
    return System.nanoTime() + most.toNanos();
  }

  /** Null when the order is followed to its end. */
  public @Nullable Duration duration() {
    return duration;
  }
}
