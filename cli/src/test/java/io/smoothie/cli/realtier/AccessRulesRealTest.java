package io.smoothie.cli.realtier;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.activities.mqtt.FreePort;
import io.smoothie.activities.table.Attempt;
import io.smoothie.activities.table.RobotStatus;
import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A Mosquitto whose access rules grant every subscription, as Mosquitto does, and drop messages.
 */
@RealTier
class AccessRulesRealTest {
  private static final OrderRequest ORDER = OrderRequest.of("Strawberry Smoothie");

  private @Nullable ChildProcess mosquitto;

  @AfterEach
  void stopMosquitto() {
    if (mosquitto != null) {
      mosquitto.close();
    }
  }

  /** Starts a broker with these rules for every user, and returns its URL. */
  private String broker(Shop shop, RealServers servers, String... rules) throws IOException {
    int port = FreePort.find();
    Path acl = Files.writeString(shop.folder().resolve("acl"), String.join("\n", rules) + "\n");
    Path conf =
        Files.writeString(
            shop.folder().resolve("mosquitto.conf"),
            """
            listener %d 127.0.0.1
            allow_anonymous true
            acl_file %s
            log_dest stderr
            user %s
            """
                .formatted(port, acl, System.getProperty("user.name")));
    ChildProcess started =
        ChildProcess.start(
            "mosquitto-with-rules",
            Map.of(),
            List.of(servers.binaries().mosquitto().toString(), "-c", conf.toString()));
    mosquitto = started;
    started.awaitPort(port);
    return "mqtt://127.0.0.1:" + port;
  }

  private void rules(Shop shop, String... rules) throws IOException {
    Files.writeString(shop.folder().resolve("acl"), String.join("\n", rules) + "\n");
    assertEquals(
        0,
        ChildProcess.start(
                "kill",
                Map.of(),
                List.of("kill", "-HUP", String.valueOf(mosquitto == null ? 0 : mosquitto.pid())))
            .awaitEnd());
  }

  @Test
  void a_gateway_that_the_rules_make_deaf_says_which_it_needs_and_no_robot_is_told_meanwhile(
      Shop shop, RealServers servers) throws IOException {
    String url = broker(shop, servers, "topic write #");
    shop.addRobots("Robot1");
    ChildProcess worker = shop.smoothie("worker", "--mqtt-url", url);
    ChildProcess gateway = shop.smoothie("gateway", "--client-id", "deaf", "--mqtt-url", url);
    ChildProcess robot = shop.smoothie("robot", "Robot1", "--make-time", "0s", "--mqtt-url", url);
    robot.awaitOutput("Robot1");
    gateway.awaitOutput("hears nothing");
    gateway.awaitOutput("topic read robots/+/success");
    gateway.awaitOutput("topic write robots/$deaf/success");
    OrderId order = shop.place(ORDER);
    await("the order to wait for a gateway")
        .failFast(worker + " has ended", () -> !worker.isAlive())
        .until(() -> shop.robot("Robot1").tried() != null);
    assertTrue(!shop.robot("Robot1").told(), "told while no gateway listens");

    rules(shop, "topic readwrite #");
    shop.awaitListening();
    assertEquals("Robot1", shop.end(order).robot());
    shop.awaitRest();
  }

  @Test
  void a_gateway_that_may_not_talk_to_itself_logs_a_warning_and_counts_as_listening(
      Shop shop, RealServers servers) throws IOException {
    String url = broker(shop, servers, "topic read #");
    ChildProcess gateway = shop.smoothie("gateway", "--client-id", "mute", "--mqtt-url", url);

    gateway.awaitOutput("takes no message on robots/$mute/success");
    gateway.awaitOutput("takes no message on robots/$mute-status/progress");
    shop.awaitListening();
  }

  /** Rules of a time before robots had a progress: its subscription is granted all the same. */
  @Test
  void where_the_rules_leave_out_progress_no_heartbeat_is_missed_and_the_gateway_says_why(
      Shop shop, RealServers servers) throws IOException {
    String url =
        broker(
            shop,
            servers,
            "topic write #",
            "topic read robots/+/order",
            "topic read robots/+/success",
            "topic read robots/+/failure",
            "topic read robots/+/status");
    shop.addRobots("Robot1");
    shop.smoothie("worker", "--mqtt-url", url);
    ChildProcess gateway = shop.smoothie("gateway", "--client-id", "half", "--mqtt-url", url);
    shop.awaitListening();
    ChildProcess robot =
        shop.smoothie("robot", "Robot1", "--make-time=15s", "--progress=1s", "--mqtt-url", url);
    robot.awaitOutput("Robot1");

    OrderId order =
        shop.place(
            ORDER
                .withAttempts(1)
                .withStartToClose(Duration.ofMinutes(2))
                .withHeartbeat(Duration.ofSeconds(2)));

    gateway.awaitOutput("does not hear how far robots are");
    gateway.awaitOutput("topic read robots/+/progress, topic write robots/$half-status/progress");
    OrderEnd end = shop.end(order);
    assertEquals("Robot1", end.robot(), end::toString);
    shop.awaitRest();
  }

  @Test
  void a_robot_that_no_client_may_tell_is_passed_over_for_the_next(Shop shop, RealServers servers)
      throws IOException {
    String url = broker(shop, servers, "topic readwrite #", "topic deny robots/Robot1/order");
    shop.addRobots("Robot1", "Robot2");
    shop.smoothie("worker", "--mqtt-url", url);
    shop.smoothie("gateway", "--client-id", "gateway", "--mqtt-url", url);
    shop.awaitListening();
    ChildProcess robot = shop.smoothie("robot", "Robot2", "--make-time", "0s", "--mqtt-url", url);
    robot.awaitOutput("Robot2");

    OrderId order = shop.place(ORDER.withAttempts(1));

    OrderEnd end = shop.end(order);

    assertEquals("Robot2", end.robot(), end::toString);
    assertEquals(
        List.of(AttemptOutcome.REFUSED, AttemptOutcome.SUCCEEDED),
        shop.table().attempts().of(order).stream().map(Attempt::outcome).toList());
    assertEquals(RobotStatus.ONLINE, shop.robot("Robot1").status());
    shop.awaitRest();
  }
}
