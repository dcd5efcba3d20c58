package io.smoothie.cli.realtier;

import io.smoothie.activities.mqtt.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/**
 * A Mosquitto on the fleet's configuration as it is shipped, but for ports and folders. Its rules
 * have one user more, {@code witness}, who may read and write everything.
 */
final class FleetMosquitto implements AutoCloseable {
  private static final Path SHIPPED = Path.of("..", "docker");

  private final Binaries binaries;
  private final Path folder;
  private final int robotsPort = FreePort.find();
  private final int shopPort = FreePort.find();
  private ChildProcess process;

  /**
   * @param folder has {@code certs}, with what that configuration expects there; where there are no
   *     revocation lists they are left out of it, as docs/security.md says
   */
  FleetMosquitto(Binaries binaries, Path folder) throws IOException {
    this.binaries = binaries;
    this.folder = folder;
    Files.writeString(
        Files.copy(SHIPPED.resolve("shop.acl"), folder.resolve("shop.acl")),
        "\nuser witness\ntopic readwrite #\ntopic read $SYS/#\n",
        StandardOpenOption.APPEND);
    Files.copy(SHIPPED.resolve("robots.acl"), folder.resolve("robots.acl"));
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(
        folder.resolve("mosquitto.conf"),
        Files.readString(SHIPPED.resolve("mosquitto-fleet.conf"))
            .replaceFirst("(?m)^listener 8883$", "listener %d 127.0.0.1".formatted(robotsPort))
            .replaceFirst("(?m)^listener 8884$", "listener %d 127.0.0.1".formatted(shopPort))
            .replaceAll(
                Files.exists(folder.resolve("certs/robots-crl.pem")) ? "$^" : "(?m)^crlfile .*$",
                "")
            .replace("/mosquitto/config/", folder + "/")
            .replace("/mosquitto/", folder + "/")
            // Standard output into a file is written in blocks; the tests read it as it comes.
            .replaceFirst("(?m)^log_dest stdout$", "log_dest stderr")
            // Started by root it would become a user who cannot read here.
            .concat("user %s%n".formatted(System.getProperty("user.name")))
            .concat("sys_interval 1\n"));
    process = launch();
  }

  /** An empty one, kept after the tests. */
  static Path newFolder() throws IOException {
    Path target = Files.createDirectories(Path.of("target", "real-tier")).toAbsolutePath();
    return Files.createTempDirectory(target, "fleet");
  }

  int robotsPort() {
    return robotsPort;
  }

  int shopPort() {
    return shopPort;
  }

  /** Variables for a robot's process with these credentials. */
  Map<String, String> forRobot(Path credentials) {
    return variables(robotsPort, credentials);
  }

  /** Variables for a worker's or a gateway's process with these credentials. */
  Map<String, String> forPart(Path credentials) {
    return variables(shopPort, credentials);
  }

  private static Map<String, String> variables(int port, Path credentials) {
    return Map.of(
        "SMOOTHIE_MQTT_URL", "mqtts://127.0.0.1:" + port,
        "SMOOTHIE_MQTT_CA", credentials.resolve("ca.pem").toString(),
        "SMOOTHIE_MQTT_CERT", credentials.resolve("cert.pem").toString(),
        "SMOOTHIE_MQTT_KEY", credentials.resolve("key.pem").toString());
  }

  /** Has it read its revocation lists and rules again. */
  void reload() {
    ChildProcess kill =
        ChildProcess.start(
            "kill", Map.of(), List.of("kill", "-HUP", String.valueOf(process.pid())));
    if (kill.awaitEnd() != 0) {
      throw new AssertionError(kill.output());
    }
    process.awaitOutput("Reloading config");
  }

  void killAndRestart() {
    process.close();
    process = launch();
  }

  private ChildProcess launch() {
    ChildProcess started =
        ChildProcess.start(
            "mosquitto-fleet",
            Map.of(),
            List.of(
                binaries.mosquitto().toString(),
                "-v",
                "-c",
                folder.resolve("mosquitto.conf").toString()));
    started.awaitPort(shopPort);
    return started;
  }

  @Override
  public void close() {
    process.close();
  }

  @Override
  public String toString() {
    return process.toString();
  }
}
