package io.smoothie.cli.stack;

import io.smoothie.activities.mqtt.ClientTls;
import io.smoothie.activities.mqtt.MqttSettings;
import io.smoothie.cli.ca.Authorities;
import io.smoothie.cli.ca.CertificateRequest;
import io.smoothie.cli.ca.Issued;
import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.workflow.RobotName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Where robots of other machines reach the broker: by TLS, each with a certificate of the robots'
 * authority. What {@code up} itself needs for it is beside the authorities, in a folder that only
 * its owner may enter.
 *
 * @param bind the address to listen at
 */
record RobotListener(String bind, int port, Authorities authorities) {
  private static final Duration VALID = Duration.ofDays(365);

  /** A certificate that ends within this time is renewed at the start. */
  private static final Duration RENEWED = Duration.ofDays(30);

  private static final String CONFIG =
      """
          <tls-tcp-listener>
            <port>%1$d</port>
            <bind-address>%2$s</bind-address>
            <tls>
              <keystore>
                <path>%3$s</path>
                <password>%5$s</password>
                <private-key-password>%5$s</private-key-password>
              </keystore>
              <client-authentication-mode>REQUIRED</client-authentication-mode>
              <truststore>
                <path>%4$s</path>
                <password>%5$s</password>
              </truststore>
            </tls>
          </tls-tcp-listener>
      """;

  RobotListener onFreePort(Ports ports) {
    return new RobotListener(
        bind, ports.take(port, bind, "robots at the MQTT broker", "--mqtts-port"), authorities);
  }

  /**
   * Makes the authorities and the broker's certificate where they are not there yet.
   *
   * @return the listener's part of the broker's configuration, which has a password in it
   */
  String configuration() throws IOException {
    authorities.init();
    List<String> hosts = Hosts.of(bind);
    CertificateRequest request = CertificateRequest.broker(hosts, VALID);
    Path folder = own("broker");
    Issued issued = authorities.provision(request, folder);
    KeyStores stores = new KeyStores(folder);
    if (isNearlyOver(issued) || !Hosts.areNamedIn(stores.certificate(), hosts)) {
      authorities.renew(request, folder);
    }
    stores.write(authorities.robots().certificateFile());
    return CONFIG.formatted(
        port, bind, inXml(stores.keyStore()), inXml(stores.trustStore()), stores.password());
  }

  /** Who may do what there. */
  RobotAccess access() {
    return new RobotAccess(authorities.robots().revocationListFile());
  }

  /**
   * How a simulated robot of this process connects: with a certificate of its own.
   *
   * @throws CommandFailure also when a robot elsewhere has that name and a certificate
   */
  MqttSettings settings(RobotName robot) {
    CertificateRequest request = CertificateRequest.robot(robot, VALID);
    Path folder = own("robots").resolve(robot.value());
    try {
      if (isNearlyOver(authorities.provision(request, folder))) {
        authorities.renew(request, folder);
      }
    } catch (CommandFailure e) {
      throw new CommandFailure(
          e.exitCode(),
          "No certificate for the simulated %s; --robots names others, or 0 for none. %s"
              .formatted(robot, e.getMessage()),
          e);
    }
    return MqttSettings.parse(url(Hosts.reachable(bind)))
        .withTls(
            ClientTls.of(
                folder.resolve("ca.pem"), folder.resolve("cert.pem"), folder.resolve("key.pem")));
  }

  /** The URL by which the robots of another machine reach it. */
  String shownUrl() {
    return url(Hosts.elsewhere(bind));
  }

  private String url(String host) {
    return "mqtts://%s:%d".formatted(host, port);
  }

  private Path own(String name) {
    return authorities.folder().resolve("up").resolve(name);
  }

  private static boolean isNearlyOver(Issued issued) {
    return issued.until().isBefore(Instant.now().plus(RENEWED));
  }

  private static String inXml(Path path) {
    return path.toString().replace("&", "&amp;").replace("<", "&lt;");
  }
}
