package io.smoothie.cli.stack;

import io.smoothie.cli.ca.Authorities;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Mix in: where the servers of {@code up} listen, and to whom. */
final class PortOptions {
  @Option(
      names = "--temporal-port",
      paramLabel = "PORT",
      defaultValue = UsualPorts.TEMPORAL,
      description = "Temporal's port (default: ${DEFAULT-VALUE}; 0: any free one, as below).")
  private int temporalPort;

  @Option(
      names = "--ui-port",
      paramLabel = "PORT",
      defaultValue = UsualPorts.UI,
      description = "Port of Temporal's Web UI (default: ${DEFAULT-VALUE}).")
  private int uiPort;

  @Option(
      names = "--mqtt-port",
      paramLabel = "PORT",
      defaultValue = UsualPorts.MQTT,
      description = "The broker's port (default: ${DEFAULT-VALUE}).")
  private int mqttPort;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      defaultValue = Ports.LOOPBACK,
      description =
          "Address the broker listens at (default: ${DEFAULT-VALUE}). Beyond loopback that is for"
              + " robots with a certificate each, by TLS; everything else stays on loopback.")
  private String bind = Ports.LOOPBACK;

  @Option(
      names = "--mqtts-port",
      paramLabel = "PORT",
      defaultValue = "8883",
      description = "The broker's port for these robots (default: ${DEFAULT-VALUE}).")
  private int mqttsPort;

  @Option(
      names = "--insecure",
      description =
          "With --bind: no TLS and no certificates. Every client that reaches the broker can answer"
              + " for any robot.")
  private boolean insecure;

  int temporal() {
    return temporalPort;
  }

  int ui() {
    return uiPort;
  }

  int mqtt() {
    return mqttPort;
  }

  /** Where every client may do everything: loopback, unless the person wants it otherwise. */
  String bind() {
    return insecure || !Ports.isBeyondLoopback(bind) ? bind : Ports.LOOPBACK;
  }

  /** Where only robots with a certificate are let in; null: nowhere. */
  @Nullable RobotListener robots(Authorities authorities) {
    return insecure || !Ports.isBeyondLoopback(bind)
        ? null
        : new RobotListener(bind, mqttsPort, authorities);
  }
}
