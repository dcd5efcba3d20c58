package io.smoothie.cli.input;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Mix in: how long an order is followed. */
public final class WaitTimeoutOption {
  @Option(
      names = "--wait-timeout",
      paramLabel = "DURATION",
      converter = Values.OfDuration.class,
      description = "Follow it for so long at most, then exit with 8; the order goes on.")
  private @Nullable Duration duration;

  /** Null when the order is followed to its end. */
  public @Nullable Duration duration() {
    return duration;
  }
}
