package io.smoothie.cli.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.activities.table.Table;
import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.testing.Shop;
import io.smoothie.cli.testing.StayingCommand;
import io.smoothie.workflow.temporal.TemporalConnection;
import io.smoothie.workflow.temporal.TemporalNamespace;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each part as its own command, told by the environment where the others are. */
class ProcessesTest {
  @Test
  void worker_gateway_and_robot_make_an_order_and_stop_in_good_order(@TempDir Path home)
      throws Exception {
    try (InMemoryTemporal temporal = InMemoryTemporal.start(0);
        Broker broker =
            Broker.start(
                home.resolve("broker"), false, Ports.LOOPBACK, Ports.any(), null, m -> {})) {
      Surroundings user =
          new Surroundings(
              Map.of(
                  "SMOOTHIE_MQTT_URL",
                  broker.url(),
                  "SMOOTHIE_DB_URL",
                  "jdbc:sqlite:" + home.resolve("robots.db"),
                  "SMOOTHIE_TASK_QUEUE",
                  "kitchen"),
              home.resolve("state"));
      String at = "--temporal-address=" + temporal.address();
      assertEquals(0, Shop.ran(user, List.of("robots", "reset", at)).exit());

      try (StayingCommand worker = new StayingCommand(user, "worker", at);
          StayingCommand gateway = new StayingCommand(user, "gateway", "--client-id=g1", at);
          StayingCommand robot =
              new StayingCommand(user, "robot", "Robot1", "Robot2", "--make-time=50ms")) {
        worker.says("Worker on task queue kitchen");
        gateway.says("Gateway g1");
        robot.says("Robot1, Robot2: on at MQTT");

        Shop.Ran order = Shop.ran(user, List.of("order", "Lime", "--id", "lime", at));
        assertEquals(0, order.exit(), order.out() + order.err());
        robot.says("Robot1 has made order lime");

        try (StayingCommand usurper = new StayingCommand(user, "gateway", "--client-id=g1", at)) {
          usurper.says("Gateway g1");
          assertEquals(4, gateway.exit());
          assertTrue(gateway.text().contains("--client-id"), gateway.text());
          assertEquals(130, usurper.interrupt());
        }
        assertEquals(130, robot.interrupt());
        assertEquals(130, worker.interrupt());
      }
    }
  }

  @Test
  void a_process_that_is_stopped_while_it_connects_reports_no_trouble(@TempDir Path home)
      throws Exception {
    try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        StayingCommand robot =
            new StayingCommand(
                new Surroundings(Map.of(), home),
                "robot",
                "R",
                "--mqtt-url=mqtt://127.0.0.1:" + mute.getLocalPort());
        Socket connecting = mute.accept()) {
      assertTrue(connecting.getInputStream().read() > 0, "it waits for an answer now");

      assertEquals(130, robot.interrupt());

      assertEquals("", robot.text());
    }
  }

  @Test
  void a_Temporal_that_never_answers_is_named(@TempDir Path home) throws Exception {
    try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + mute.getLocalPort();

      Shop.Ran ran =
          Shop.ran(
              new Surroundings(Map.of(), home),
              List.of("orders", "list", "--temporal-address", address));

      assertEquals(4, ran.exit(), ran.err());
      assertTrue(ran.err().startsWith("Temporal does not answer at " + address), ran.err());
    }
  }

  @Test
  void a_gateway_whose_table_is_of_another_namespace_is_refused(@TempDir Path home)
      throws Exception {
    String url = "jdbc:sqlite:" + home.resolve("robots.db");
    try (Table table = Table.open(url)) {
      table.belongTo(new TemporalNamespace("elsewhere", "an-id", "127.0.0.1:1"));
    }
    try (InMemoryTemporal temporal = InMemoryTemporal.start(0)) {
      Shop.Ran ran =
          Shop.ran(
              new Surroundings(Map.of("SMOOTHIE_DB_URL", url), home),
              List.of("gateway", "--temporal-address", temporal.address()));

      assertEquals(4, ran.exit(), ran.err());
      assertTrue(ran.err().contains("elsewhere"), ran.err());
    }
  }

  @Test
  void each_life_of_the_in_memory_Temporal_is_another_Temporal() throws Exception {
    Set<String> ids = new HashSet<>();
    for (int life = 0; life < 2; life++) {
      try (InMemoryTemporal temporal = InMemoryTemporal.start(0);
          TemporalConnection connection = TemporalConnection.connect(temporal.settings())) {
        String id = connection.ask().id();
        assertFalse(id.isEmpty());
        assertEquals(id, connection.ask().id());
        ids.add(id);
      }
    }
    assertEquals(2, ids.size(), ids::toString);
  }

  @Test
  void a_server_that_is_not_there_is_named_with_what_to_do(@TempDir Path home) throws Exception {
    Surroundings user = new Surroundings(Map.of(), home);
    int silentPort = Ports.any();
    Shop.Ran robot =
        Shop.ran(user, List.of("robot", "R", "--mqtt-url=mqtt://127.0.0.1:" + silentPort));
    assertEquals(4, robot.exit());
    assertTrue(robot.err().contains("127.0.0.1:" + silentPort), robot.err());
    assertTrue(robot.err().contains("SMOOTHIE_MQTT_URL"), robot.err());

    Shop.Ran worker =
        Shop.ran(user, List.of("worker", "--temporal-address=127.0.0.1:" + silentPort));
    assertEquals(4, worker.exit());
    assertTrue(worker.err().contains("TEMPORAL_ADDRESS"), worker.err());

    assertEquals(2, Shop.ran(user, List.of("robot", "a/b")).exit());
    assertEquals(2, Shop.ran(user, List.of("robot", "R", "--make-time=soon")).exit());
    assertEquals(2, Shop.ran(user, List.of("robot", "R", "--mqtt-url=http://x")).exit());
    assertEquals(2, Shop.ran(user, List.of()).exit());
  }
}
