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

  /**
   * @param port for the frontend, 0 for any
   * @param uiPort for the Web UI, 0 for any
   */
  TemporalServer start(Map<String, String> environment, Path folder, int port, int uiPort)
      throws InterruptedException {
    if (this == AUTO && isGiven(environment)) {
      return GivenTemporal.ofEnvironment();
    }
    int free = Ports.free(port, Ports.LOOPBACK, "Temporal", "--temporal-port");
    if (isInMemory(environment)) {
      try {
        return InMemoryTemporal.start(free);
      } catch (IOException e) {
        throw new CommandFailure(
            ExitCode.UNAVAILABLE, "Temporal did not start in memory: " + e.getMessage(), e);
      }
    }
    int freeUi = Ports.free(uiPort, Ports.LOOPBACK, "Temporal's Web UI", "--ui-port");
    return DevServerTemporal.start(TemporalBinary.find(environment), folder, free, freeUi);
  }

  /** Whether it comes to the server that forgets its orders. */
  boolean isInMemory(Map<String, String> environment) {
    return this == IN_MEMORY
        || (this == AUTO && !isGiven(environment) && TemporalBinary.find(environment).isEmpty());
  }

  private static boolean isGiven(Map<String, String> environment) {
    return !environment.getOrDefault("TEMPORAL_ADDRESS", "").isBlank();
  }
}
