package io.smoothie.cli.stack;

import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Which Temporal {@code up} uses. Nothing is downloaded unasked. */
enum TemporalChoice {
  /** {@code TEMPORAL_ADDRESS} if set, else a {@code temporal} binary at hand, else in memory. */
  AUTO,
  /** The binary at hand, or one that the SDK downloads. */
  DEV_SERVER,
  IN_MEMORY;

  /** As typed: {@code dev-server}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether another process runs the server. */
  boolean isGiven(Map<String, String> environment) {
    return this == AUTO && !environment.getOrDefault("TEMPORAL_ADDRESS", "").isBlank();
  }

  /** Whether this choice needs a download of the server, unless an earlier run downloaded it. */
  boolean isDownloaded(Map<String, String> environment) {
    return this == DEV_SERVER && TemporalBinary.find(environment).isEmpty();
  }

  /**
   * @param port for the frontend
   * @param uiPort for the Web UI
   */
  TemporalServer start(Map<String, String> environment, Path folder, int port, int uiPort)
      throws InterruptedException {
    if (isGiven(environment)) {
      return GivenTemporal.ofEnvironment();
    }
    if (isInMemory(environment)) {
      try {
        return InMemoryTemporal.start(port);
      } catch (IOException e) {
        throw new CommandFailure(
            ExitCode.UNAVAILABLE, "Temporal did not start in memory: " + e.getMessage(), e);
      }
    }
    return DevServerTemporal.start(TemporalBinary.find(environment), folder, port, uiPort);
  }

  /** Whether this choice means the in-memory server, which forgets its orders. */
  boolean isInMemory(Map<String, String> environment) {
    return this == IN_MEMORY
        || (this == AUTO && !isGiven(environment) && TemporalBinary.find(environment).isEmpty());
  }
}
