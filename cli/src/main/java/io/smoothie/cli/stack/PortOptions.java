package io.smoothie.cli.stack;

import picocli.CommandLine.Option;

/** Mix in: where the servers of {@code up} listen. */
final class PortOptions {
  @Option(
      names = "--temporal-port",
      paramLabel = "PORT",
      defaultValue = "7233",
      description = "Temporal's port (default: ${DEFAULT-VALUE}; 0: any free one, as below).")
  private int temporalPort;

  @Option(
      names = "--ui-port",
      paramLabel = "PORT",
      defaultValue = "8233",
      description = "Port of Temporal's Web UI (default: ${DEFAULT-VALUE}).")
  private int uiPort;

  @Option(
      names = "--mqtt-port",
      paramLabel = "PORT",
      defaultValue = "1883",
      description = "The broker's port (default: ${DEFAULT-VALUE}).")
  private int mqttPort;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      defaultValue = Ports.LOOPBACK,
      description =
          "Address the broker listens at (default: ${DEFAULT-VALUE}). Beyond loopback, every"
              + " client that reaches it can answer for any robot.")
  private String bind = Ports.LOOPBACK;

  int temporal() {
    return temporalPort;
  }

  int ui() {
    return uiPort;
  }

  int mqtt() {
    return mqttPort;
  }

  String bind() {
    return bind;
  }
}
