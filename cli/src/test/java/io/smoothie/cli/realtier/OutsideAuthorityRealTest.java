package io.smoothie.cli.realtier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.cli.exit.ExitCode;
import io.smoothie.workflow.OrderRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What docs/security.md says of authorities that {@code smoothie ca} has not made. */
@RealTier
class OutsideAuthorityRealTest {
  private static final String CLIENT = "extendedKeyUsage=clientAuth\n";
  private static final String BROKER = "subjectAltName=IP:127.0.0.1\nextendedKeyUsage=serverAuth\n";

  @Test
  void worker_gateway_and_robot_with_chains_of_outside_authorities_make_an_order(
      Shop shop, RealServers servers) throws IOException {
    Path folder = FleetMosquitto.newFolder();
    OpensslAuthority robots = new OpensslAuthority(folder, "robots");
    OpensslAuthority ours = new OpensslAuthority(folder, "shop");
    Path certs = folder.resolve("certs");
    ours.issue("broker", ours.root(), BROKER, certs);
    Files.copy(robots.root(), certs.resolve("robots-ca.pem"));
    Files.copy(ours.root(), certs.resolve("shop-ca.pem"));
    Path forWorker = issued(ours, ours, "worker", folder.resolve("for-worker"));
    Path forGateway = issued(ours, ours, "gateway", folder.resolve("for-gateway"));
    Path forRobot = issued(robots, ours, "Robot1", folder.resolve("for-robot"));
    // A robot may have any name.
    Path impostor = issued(robots, ours, "worker", folder.resolve("impostor"));

    shop.addRobots("Robot1");
    try (FleetMosquitto broker = new FleetMosquitto(servers.binaries(), folder)) {
      ChildProcess worker = shop.smoothie(broker.forPart(forWorker), "worker");
      shop.smoothie(broker.forPart(forGateway), "gateway", "--client-id", shop.taskQueue());
      ChildProcess robot =
          shop.smoothie(broker.forRobot(forRobot), "robot", "Robot1", "--make-time=100ms");
      robot.awaitOutput("on at MQTT");
      worker.awaitOutput("Ctrl-C stops it");
      shop.awaitListening();

      OrderEnd end = shop.end(shop.place(OrderRequest.of("Strawberry Smoothie")));

      assertEquals("Robot1", end.robot(), end::toString);
      Map<String, String> atOurListener = broker.forPart(impostor);
      ChildProcess refused = shop.smoothie(atOurListener, "worker");
      assertEquals(ExitCode.UNAVAILABLE, refused.awaitEnd(), refused::output);
      assertTrue(refused.output().contains("trusts its issuer"), refused::output);
    }
  }

  private static Path issued(
      OpensslAuthority by, OpensslAuthority trusted, String name, Path folder) throws IOException {
    by.issue(name, trusted.root(), CLIENT, folder);
    return folder;
  }
}
