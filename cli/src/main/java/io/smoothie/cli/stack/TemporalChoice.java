package io.smoothie.cli.stack;

import io.smoothie.cli.CommandFailure;
import io.smoothie.cli.ExitCode;
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

  /** Whether the server is one that this command does not run. */
  boolean isGiven(Map<String, String> environment) {
    return this == AUTO && !environment.getOrDefault("TEMPORAL_ADDRESS", "").isBlank();
  }

  /** Whether it comes to a server that has to be fetched first, unless it was already. */
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

  /** Whether it comes to the server that forgets its orders. */
  boolean isInMemory(Map<String, String> environment) {
    return this == IN_MEMORY
        || (this == AUTO && !isGiven(environment) && TemporalBinary.find(environment).isEmpty());
  }
}
