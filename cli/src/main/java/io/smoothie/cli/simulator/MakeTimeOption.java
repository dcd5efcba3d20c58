package io.smoothie.cli.simulator;

import io.smoothie.cli.input.Values;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Mix in: how long simulated robots need. */
public final class MakeTimeOption {
  @Option(
      names = "--make-time",
      paramLabel = "DURATION",
      defaultValue = "3s",
      converter = Values.OfDuration.class,
      description = "How long they make a smoothie (default: ${DEFAULT-VALUE}).")
  private Duration makeTime = Duration.ofSeconds(3);

  public Duration duration() {
    return makeTime;
  }
}
