package io.smoothie.cli.realtier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.OrderId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Servers behind names and settings of the JVM as they are met in container networks. */
@RealTier
class AddressesRealTest {
  @Test
  void an_order_is_made_through_hosts_with_an_underscore_and_past_a_proxy(
      Shop shop, RealServers servers) throws IOException {
    // The JVM's own way to have names that no resolver knows.
    Path hosts =
        Files.writeString(shop.folder().resolve("hosts"), "127.0.0.1 my_temporal my_broker\n");
    Map<String, String> environment =
        Map.of(
            "TEMPORAL_ADDRESS", "my_temporal:" + servers.temporalPort(),
            "SMOOTHIE_MQTT_URL", "mqtt://my_broker:" + servers.mqttPort(),
            // Nothing listens at that proxy.
            "JAVA_TOOL_OPTIONS",
                "-Djdk.net.hosts.file=%s -Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=1 -Dhttp.nonProxyHosts="
                    .formatted(hosts));
    shop.addRobots("Robot1");
    ChildProcess worker = shop.smoothie(environment, "worker");
    ChildProcess gateway = shop.smoothie(environment, "gateway", "--client-id", shop.taskQueue());
    ChildProcess robot = shop.smoothie(environment, "robot", "Robot1", "--make-time=50ms");
    worker.awaitOutput("Temporal my_temporal:%d".formatted(servers.temporalPort()));
    gateway.awaitOutput("MQTT mqtt://my_broker:%d".formatted(servers.mqttPort()));
    robot.awaitOutput("on at MQTT mqtt://my_broker");

    OrderId order = OrderId.random();
    ChildProcess placed = shop.smoothie(environment, "order", "Plum", "--id", order.value());

    assertEquals(0, placed.awaitEnd(), placed::output);
    assertTrue(placed.output().contains("made by Robot1"), placed::output);
    assertEquals("made", shop.end(order).how());
  }

  @Test
  void the_ip_address_of_this_machine_is_never_looked_for_through_a_proxy(
      Shop shop, RealServers servers) {
    ChildProcess list =
        shop.smoothie(
            Map.of(
                "JAVA_TOOL_OPTIONS",
                "-Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=1 -Dhttp.nonProxyHosts="),
            "orders",
            "list");

    assertEquals(0, list.awaitEnd(), list::output);
  }
}
