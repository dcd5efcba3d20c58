package io.smoothie.cli.ca;

import io.smoothie.cli.input.Values;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Mix in: for how long a new certificate is valid. */
public final class ValidOption {
  @Option(
      names = "--valid",
      paramLabel = "DURATION",
      defaultValue = "365d",
      converter = Values.OfDuration.class,
      description = "For how long from now (default: 365d).")
  private Duration valid = Duration.ofDays(365);

  public Duration duration() {
    return valid;
  }
}
