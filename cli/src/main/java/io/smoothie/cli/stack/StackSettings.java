package io.smoothie.cli.stack;

import io.smoothie.activities.worker.WorkerSettings;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a whole Smoothie in one process.
 *
 * @param environment where a {@code temporal} binary and {@code TEMPORAL_ADDRESS} are looked for
 * @param folder where all files are written
 * @param temporalPort 0 for any free port; the other ports likewise
 * @param bind the address the broker listens at; everything else is on loopback
 * @param robots where robots of other machines reach the broker; null: nowhere, or at {@code bind}
 * @param kept whether the broker's sessions outlast this process
 */
record StackSettings(
    TemporalChoice temporal,
    Map<String, String> environment,
    Path folder,
    int temporalPort,
    int uiPort,
    int mqttPort,
    String bind,
    @Nullable RobotListener robots,
    boolean kept,
    WorkerSettings worker) {

  /** Whether Temporal is the in-memory server, which forgets its orders. */
  boolean isInMemory() {
    return temporal.isInMemory(environment);
  }

  /**
   * The same settings with free ports: the requested number, or any for 0.
   *
   * @throws io.smoothie.cli.exit.CommandFailure when a port is taken, or requested twice
   */
  StackSettings onFreePorts() {
    boolean given = temporal.isGiven(environment);
    boolean ui = !given && !isInMemory();
    try (Ports ports = new Ports()) {
      return new StackSettings(
          temporal,
          environment,
          folder,
          given ? 0 : ports.take(temporalPort, Ports.LOOPBACK, "Temporal", "--temporal-port"),
          ui ? ports.take(uiPort, Ports.LOOPBACK, "Temporal's Web UI", "--ui-port") : 0,
          ports.take(mqttPort, bind, "the MQTT broker", "--mqtt-port"),
          bind,
          robots == null ? null : robots.onFreePort(ports),
          kept,
          worker);
    }
  }
}
