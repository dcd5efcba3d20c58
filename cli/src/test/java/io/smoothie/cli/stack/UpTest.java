package io.smoothie.cli.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.activities.mqtt.BrokerUnavailableException;
import io.smoothie.activities.mqtt.ClientTls;
import io.smoothie.activities.mqtt.MqttClients;
import io.smoothie.activities.mqtt.MqttConnection;
import io.smoothie.activities.mqtt.MqttSettings;
import io.smoothie.activities.table.Table;
import io.smoothie.cli.config.RunningUp;
import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.config.TableOptions;
import io.smoothie.cli.simulator.Behaviour;
import io.smoothie.cli.simulator.SimulatedRobot;
import io.smoothie.cli.testing.Shop;
import io.smoothie.cli.testing.StayingCommand;
import io.smoothie.workflow.ClaimRequest;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpTest {
  private static final String READY = "as they pass the broker";

  @Test
  void the_whole_story_in_one_process_found_by_the_other_commands(@TempDir Path home)
      throws Exception {
    Surroundings user = new Surroundings(Map.of(), home.resolve("state"));
    Path data = home.resolve("data");
    holdRobot1ForAnOrderOfAnotherTemporal(data);

    try (StayingCommand up = StayingCommand.up(user, data, "--make-time", "100ms").says(READY)) {
      assertTrue(up.text().contains("in-memory test server"), up.text());

      Shop.Ran order = Shop.ran(user, List.of("order", "Strawberry Smoothie", "--id", "one"));
      assertEquals(0, order.exit(), order.out() + order.err());
      up.says("robots/Robot1/success  {\"TaskToken\":\"smoothie-one\"}");
      up.says("robots/Robot1/order  {\"task_token\":\"smoothie-one\"");

      Shop.Ran robots = Shop.ran(user, List.of("robots", "list"));
      assertEquals(0, robots.exit(), robots.err());
      assertTrue(robots.out().contains("Robot2"), robots.out());
      assertEquals(0, Shop.ran(user, List.of("orders", "show", "one")).exit());

      Shop.Ran second = Shop.ran(user, List.of("up", "--temporal", "in-memory"));
      assertEquals(1, second.exit());
      assertTrue(second.err().contains("is running"), second.err());

      Surroundings other = new Surroundings(Map.of(), home.resolve("other"));
      Shop.Ran sameData =
          Shop.ran(other, List.of("up", "--temporal", "in-memory", "--data", data.toString()));
      assertEquals(1, sameData.exit());
      assertTrue(sameData.err().contains("--data"), sameData.err());

      assertEquals(130, up.interrupt());
      assertTrue(up.text().contains("Stopped."), up.text());
    }
    assertFalse(Files.exists(user.stateFolder().resolve("up.json")));
    try (Table untouched = Table.open(TableOptions.urlIn(data))) {
      assertEquals(
          new OrderId("old"),
          untouched.robots().find(new RobotName("Robot1")).orElseThrow().order(),
          "the in-memory Temporal has a table of its own");
    }
    try (StayingCommand again = StayingCommand.up(user, data, "--robots", "Ada").says(READY)) {
      Shop.Ran robots = Shop.ran(user, List.of("robots", "list"));
      assertTrue(again.text().contains("smoothie-in-memory.db"), again.text());
      assertTrue(robots.out().contains("Ada"), robots.out());
      assertFalse(robots.out().contains("Robot1"), "begun anew: " + robots.out());
    }
    assertEquals(
        4,
        Shop.ran(user, List.of("orders", "list", "--temporal-address", "127.0.0.1:" + Ports.any()))
            .exit());
  }

  @Test
  void a_taken_port_is_named_with_its_option(@TempDir Path home) throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      Surroundings user = new Surroundings(Map.of(), home);
      for (String option : List.of("--mqtt-port", "--temporal-port")) {
        List<String> words =
            new ArrayList<>(List.of("up", "--temporal", "in-memory", option, port));
        for (String any : List.of("--mqtt-port", "--temporal-port")) {
          if (!any.equals(option)) {
            words.addAll(List.of(any, "0"));
          }
        }
        Shop.Ran up = Shop.ran(user, words);
        assertEquals(1, up.exit(), up.out());
        assertTrue(up.err().contains(option) && up.err().contains(port), up.err());
      }
    }
  }

  @Test
  void impossible_options_are_refused_before_anything_starts(@TempDir Path home) {
    Surroundings user = new Surroundings(Map.of(), home);
    int port = Ports.any();
    assertRefused(user, "are both " + port, "--mqtt-port", "" + port, "--temporal-port", "" + port);
    assertRefused(user, "--bind \"\"", "--bind", "");
    assertRefused(user, "--bind \"192.0.2.1\"", "--bind", "192.0.2.1");
    assertRefused(user, "2000 are too many", "--robots", "2000");
    assertRefused(user, "--board-port \"some\"", "--board-port", "some");
    assertRefused(user, "--board-port 70000", "--board-port", "70000");
    assertRefused(user, "--metrics-port 99999", "--metrics-port", "99999");
    assertRefused(user, "1d is the least", "--keep-attempts", "1m");
  }

  @Test
  void up_says_at_once_where_its_log_and_its_metrics_are(@TempDir Path home) throws Exception {
    Surroundings user = new Surroundings(Map.of(), home.resolve("state"));
    Path data = home.resolve("data");
    try (StayingCommand up =
        StayingCommand.up(user, data, "--robots", "0", "--metrics-port", "0").says(READY)) {
      assertTrue(
          up.text().startsWith("Starting Smoothie; its log is " + data.resolve("up.log")),
          up.text());
      assertTrue(
          up.text().lines().anyMatch(line -> line.matches("Metrics at http://.*:\\d+/metrics")),
          up.text());
      assertTrue(
          up.text().lines().anyMatch(line -> line.matches("  Board     http://127.0.0.1:\\d+/")),
          up.text());
    }
  }

  @Test
  void another_client_with_a_client_ID_of_up_is_named_on_the_screen(@TempDir Path home)
      throws Exception {
    Surroundings user = new Surroundings(Map.of(), home.resolve("state"));
    try (StayingCommand up = StayingCommand.up(user, home.resolve("data")).says(READY)) {
      MqttSettings broker =
          MqttSettings.parse(user.runningUp().map(RunningUp::mqttUrl).orElseThrow());
      SimulatedRobot.switchOn(
              broker, new RobotName("Robot1"), Behaviour.making(Duration.ZERO), line -> {})
          .close();
      up.says("The simulated Robot1 is off: ");

      MqttConnection other = MqttClients.connection(broker, Stack.GATEWAY_CLIENT_ID).connect();
      assertEquals(4, up.exit());
      other.close();
      assertTrue(up.text().contains("No robot is heard any more"), up.text());
    }
  }

  @Test
  void beyond_loopback_robots_need_a_certificate_and_the_simulated_ones_have_theirs(
      @TempDir Path home) throws Exception {
    Surroundings user = new Surroundings(Map.of(), home.resolve("state"));
    String[] open = {"--bind", "0.0.0.0", "--mqtts-port", "0", "--make-time", "10ms"};
    try (StayingCommand up = StayingCommand.up(user, home.resolve("data"), open).says(READY)) {
      assertTrue(up.text().contains("smoothie robots provision NAME --out FOLDER"), up.text());
      assertFalse(up.text().contains("WARNING"), up.text());
      Shop.Ran order = Shop.ran(user, List.of("order", "Strawberry Smoothie"));
      assertEquals(0, order.exit(), order.out() + order.err());
      MqttSettings own = MqttSettings.parse(user.runningUp().map(RunningUp::mqttUrl).orElseThrow());
      assertEquals("127.0.0.1", own.host());

      Path robot = user.stateFolder().resolve("ca/up/robots/Robot1");
      String port = up.text().replaceFirst("(?s).*mqtts://[^ ]*:([0-9]+),.*", "$1");
      MqttSettings outside = MqttSettings.parse("mqtts://127.0.0.1:" + port);
      ClientTls tls =
          ClientTls.of(
              robot.resolve("ca.pem"), robot.resolve("cert.pem"), robot.resolve("key.pem"));
      MqttClients.connection(outside.withTls(tls), "other").connect().close();
      up.says("The simulated Robot1 is off: ");

      Path out = home.resolve("robots");
      Shop.Ran provisioned =
          Shop.ran(
              user,
              List.of(
                  "robots provision R9 --out %s --broker 127.0.0.1:%s"
                      .formatted(out, port)
                      .split(" ")));
      assertEquals(0, provisioned.exit(), provisioned.out() + provisioned.err());
      Path r9 = out.resolve("R9");
      ClientTls its =
          ClientTls.of(r9.resolve("ca.pem"), r9.resolve("cert.pem"), r9.resolve("key.pem"));
      MqttClients.connection(outside.withTls(its), "any").connect().close();
      BrokerUnavailableException refused =
          assertThrows(
              BrokerUnavailableException.class,
              () ->
                  MqttClients.connection(
                          outside.withTls(ClientTls.of(robot.resolve("ca.pem"), null, null)), "x")
                      .connect());
      assertTrue(refused.toString().contains("asks for a client certificate"), refused::toString);
    }
  }

  @Test
  void the_way_to_a_certificate_names_another_folder_of_the_authorities(@TempDir Path home)
      throws Exception {
    Surroundings user = new Surroundings(Map.of(), home.resolve("state"));
    Path ca = home.resolve("my ca");
    String[] open = {
      "--bind",
      "0.0.0.0",
      "--mqtts-port",
      "0",
      "--robots",
      "0",
      "--ca-dir",
      ca.toString(),
      "--board-port",
      "none"
    };
    try (StayingCommand up = StayingCommand.up(user, home.resolve("data"), open).says(READY)) {
      assertFalse(up.text().contains("  Board  "), up.text());
      assertTrue(up.text().contains(" --ca-dir '" + ca + "'"), up.text());
    }
    assertTrue(Files.exists(ca.resolve("robots")), "made there");
  }

  @Test
  void insecure_is_the_way_without_certificates_and_says_what_that_means(@TempDir Path home)
      throws Exception {
    Surroundings user = new Surroundings(Map.of(), home.resolve("state"));
    String[] open = {"--bind", "0.0.0.0", "--insecure", "--robots", "0"};
    try (StayingCommand up = StayingCommand.up(user, home.resolve("data"), open).says(READY)) {
      assertTrue(up.text().contains("WARNING: the broker listens at 0.0.0.0"), up.text());
      assertFalse(up.text().contains("mqtts://"), up.text());
    }
    assertFalse(Files.exists(user.stateFolder().resolve("ca")));
  }

  private static void assertRefused(Surroundings user, String sentence, String... options) {
    List<String> words = new ArrayList<>(List.of("up", "--temporal", "in-memory"));
    words.addAll(List.of(options));
    if (!words.contains("--mqtt-port")) {
      words.addAll(List.of("--mqtt-port", "0", "--temporal-port", "0"));
    }
    Shop.Ran up = Shop.ran(user, words);
    assertEquals(2, up.exit(), up.err());
    assertTrue(up.err().contains(sentence), up.err());
    assertFalse(up.out().contains("Stopped."), up.out());
  }

  private static void holdRobot1ForAnOrderOfAnotherTemporal(Path data) throws IOException {
    Files.createDirectories(data);
    try (Table table = Table.open(TableOptions.urlIn(data))) {
      var added = table.robots().add(List.of(new RobotName("Robot1")));
      assertEquals(1, added.size());
      var claimed =
          table.claims().claim(new ClaimRequest(new OrderId("old"), 1, 3, Instant.now(), true));
      assertEquals(new RobotName("Robot1"), claimed.robot());
    }
  }
}
