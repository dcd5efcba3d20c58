package io.smoothie.cli.realtier;

import io.smoothie.activities.mqtt.FreePort;
import io.smoothie.cli.ca.Authorities;
import io.smoothie.cli.ca.CertificateRequest;
import io.smoothie.cli.ca.CertificateRequest.Kind;
import io.smoothie.workflow.RobotName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A Mosquitto on the fleet's configuration as it is shipped, but for ports and folders, with a shop
 * of its own. Its rules have one user more, {@code witness}, who may read and write everything.
 */
final class FleetBroker implements AutoCloseable {
  private static final Path SHIPPED = Path.of("..", "docker");
  private static final Duration YEAR = Duration.ofDays(365);

  private final Binaries binaries;
  private final Path folder;
  private final int robotsPort = FreePort.find();
  private final int shopPort = FreePort.find();
  private final Authorities authorities;
  private ChildProcess mosquitto;

  private FleetBroker(Binaries binaries, Path folder) throws IOException {
    this.binaries = binaries;
    this.folder = folder;
    authorities = Authorities.in(folder.resolve("ca"));
    authorities.init();
    Path certs = folder.resolve("certs");
    authorities.provision(CertificateRequest.broker(List.of("127.0.0.1"), YEAR), certs);
    authorities.writeTrust(certs);
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
            .replace("/mosquitto/config/", folder + "/")
            .replace("/mosquitto/", folder + "/")
            // Standard output into a file is written in blocks; the tests read it as it comes.
            .replaceFirst("(?m)^log_dest stdout$", "log_dest stderr")
            // Started by root it would become a user who cannot read here.
            .concat("user %s%n".formatted(System.getProperty("user.name")))
            .concat("sys_interval 1\n"));
    mosquitto = launch();
  }

  static FleetBroker start(Binaries binaries) throws IOException {
    Path target = Files.createDirectories(Path.of("target", "real-tier")).toAbsolutePath();
    return new FleetBroker(binaries, Files.createTempDirectory(target, "fleet"));
  }

  Authorities authorities() {
    return authorities;
  }

  int robotsPort() {
    return robotsPort;
  }

  int shopPort() {
    return shopPort;
  }

  /** The folder with the credentials of a robot. */
  Path robot(String name) {
    Path credentials = folder.resolve("robot-" + name);
    authorities.provision(CertificateRequest.robot(new RobotName(name), YEAR), credentials);
    return credentials;
  }

  /** The folder with the credentials of one of our own parts, or of the witness. */
  Path part(String name) {
    Path credentials = folder.resolve(name);
    authorities.provision(new CertificateRequest(Kind.GATEWAY, name, List.of(), YEAR), credentials);
    return credentials;
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

  /** The folder with the broker's own. */
  Path certificates() {
    return folder.resolve("certs");
  }

  /** Has the broker read new revocation lists. */
  void reload() {
    authorities.writeTrust(certificates());
    ChildProcess kill =
        ChildProcess.start(
            "kill", Map.of(), List.of("kill", "-HUP", String.valueOf(mosquitto.pid())));
    if (kill.awaitEnd() != 0) {
      throw new AssertionError(kill.output());
    }
    mosquitto.awaitOutput("Reloading config");
  }

  void killAndRestart() {
    mosquitto.close();
    mosquitto = launch();
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
    mosquitto.close();
  }

  @Override
  public String toString() {
    return mosquitto.toString();
  }
}
