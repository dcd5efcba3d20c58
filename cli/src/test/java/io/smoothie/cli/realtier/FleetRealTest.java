package io.smoothie.cli.realtier;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.smoothie.cli.ca.CertificateRequest.Kind;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the fleet's broker denies to trespassers it does not deny to ours. */
@RealTier
class FleetRealTest {
  private static final OrderRequest ORDER = OrderRequest.of("Strawberry Smoothie");

  @Test
  void
      an_answer_waits_for_a_gateway_that_is_away_and_a_revoked_robot_fails_its_order_at_the_deadline(
          Shop shop, RealServers servers) throws Exception {
    try (FleetBroker broker = FleetBroker.start(servers.binaries());
        MqttsSocket witness =
            MqttsSocket.connect(
                TlsSocket.connect(
                    broker.shopPort(),
                    broker.part("witness"),
                    broker.authorities().shop().certificateFile()),
                "witness")) {
      witness.subscribe("robots/Robot1/success");
      shop.addRobots("Robot1");
      Map<String, String> asGateway = broker.forPart(broker.part("gateway"));
      ChildProcess worker = shop.smoothie(broker.forPart(broker.part("worker")), "worker");
      ChildProcess gateway = shop.smoothie(asGateway, "gateway", "--client-id", "fleet");
      ChildProcess robot =
          shop.smoothie(
              broker.forRobot(broker.robot("Robot1")),
              "robot",
              "Robot1",
              "--make-time=3s",
              "--status");
      // The probe, which only a gateway may write, has come back.
      shop.awaitListening();
      await("the robot's birth")
          .failFast(robot + " has ended", () -> !robot.isAlive())
          .failFast(worker + " has ended", () -> !worker.isAlive())
          .until(() -> Boolean.TRUE.equals(shop.robot("Robot1").connected()));

      assertEquals("Robot1", shop.end(shop.place(ORDER)).robot());

      OrderId answeredMeanwhile = shop.place(ORDER.withStartToClose(Duration.ofMinutes(1)));
      await("the robot to be told").until(() -> shop.robot("Robot1").told());
      gateway.kill();
      await("the answer").until(() -> witness.heard().size() == 2);
      shop.smoothie(asGateway, "gateway", "--client-id", "fleet");
      assertEquals("Robot1", shop.end(answeredMeanwhile).robot());
      shop.awaitRest();

      broker.authorities().revoke(Kind.ROBOT, "Robot1");
      broker.reload();
      // What is connected stays so until then.
      broker.killAndRestart();
      robot.awaitOutput("it is revoked");
      OrderEnd end =
          shop.end(shop.place(ORDER.withAttempts(1).withStartToClose(Duration.ofSeconds(5))));
      assertEquals("RobotTimedOut", end.how(), end::message);
      assertNotNull(shop.robot("Robot1").brokenReason());
    }
  }
}
