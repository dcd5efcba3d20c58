package io.smoothie.cli.realtier;

import io.smoothie.cli.ca.Authorities;
import io.smoothie.cli.ca.CertificateRequest;
import io.smoothie.cli.ca.CertificateRequest.Kind;
import io.smoothie.workflow.RobotName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The fleet's Mosquitto with a shop of its own, whose authorities are ours. */
final class FleetBroker implements AutoCloseable {
  private static final Duration YEAR = Duration.ofDays(365);

  private final Path folder;
  private final Authorities authorities;
  private final FleetMosquitto mosquitto;

  private FleetBroker(Binaries binaries, Path folder) throws IOException {
    this.folder = folder;
    authorities = Authorities.in(folder.resolve("ca"));
    authorities.init();
    Path certs = folder.resolve("certs");
    authorities.provision(CertificateRequest.broker(List.of("127.0.0.1"), YEAR), certs);
    authorities.writeTrust(certs);
    mosquitto = new FleetMosquitto(binaries, folder);
  }

  static FleetBroker start(Binaries binaries) throws IOException {
    return new FleetBroker(binaries, FleetMosquitto.newFolder());
  }

  Authorities authorities() {
    return authorities;
  }

  int robotsPort() {
    return mosquitto.robotsPort();
  }

  int shopPort() {
    return mosquitto.shopPort();
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
    return mosquitto.forRobot(credentials);
  }

  /** Variables for a worker's or a gateway's process with these credentials. */
  Map<String, String> forPart(Path credentials) {
    return mosquitto.forPart(credentials);
  }

  /** The folder with the broker's own. */
  Path certificates() {
    return folder.resolve("certs");
  }

  /** Has the broker read new revocation lists. */
  void reload() {
    authorities.writeTrust(certificates());
    mosquitto.reload();
  }

  void killAndRestart() {
    mosquitto.killAndRestart();
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
