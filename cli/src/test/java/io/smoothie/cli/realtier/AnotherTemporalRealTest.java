package io.smoothie.cli.realtier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.activities.table.Table;
import io.smoothie.activities.table.Waiter;
import io.smoothie.cli.config.TableOptions;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.RobotName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A second Temporal, whose namespace has the same name, on the default files of a running shop. */
@RealTier
class AnotherTemporalRealTest {
  private static final RobotName ROBOT = new RobotName("Robot1");

  @Test
  void another_Temporal_beside_a_running_shop_takes_no_robot_from_its_orders(
      Shop shop, RealServers servers) {
    Map<String, String> ours =
        Map.of(
            "TEMPORAL_ADDRESS", servers.temporalAddress(),
            "SMOOTHIE_MQTT_URL", servers.mqttUrl(),
            "SMOOTHIE_TASK_QUEUE", shop.taskQueue());
    Path data = shop.folder().resolve("home").resolve("data");
    try (Table table = Table.open(TableOptions.urlIn(data))) {
      assertEquals(1, table.robots().add(List.of(ROBOT)).size());
      shop.unconfigured(ours, "worker").awaitOutput("Ctrl-C ");
      shop.unconfigured(ours, "gateway", "--client-id", shop.taskQueue()).awaitOutput("Ctrl-C ");
      OrderId told = shop.place(request());
      Awaitility.await().until(() -> table.robots().find(ROBOT).orElseThrow().told());
      OrderId waits = shop.place(request());
      Awaitility.await().until(() -> table.queue().length() == 1);

      ChildProcess inMemory = up(shop, "--temporal", "in-memory");
      inMemory.awaitOutput("as they pass the broker");
      assertTrue(inMemory.output().contains("smoothie-in-memory.db"), inMemory::output);
      ChildProcess order = shop.unconfigured(Map.of(), "order", "Green Smoothie");
      assertEquals(0, order.awaitEnd(), order::output);
      assertEquals(130, inMemory.interrupt(), inMemory::output);
      ChildProcess own = up(shop);
      assertEquals(4, own.awaitEnd(), own::output);
      assertTrue(
          own.output().contains("1 robot held by its orders and 1 waiting order."), own::output);
      assertTrue(own.output().contains("smoothie robots take-over"), own::output);

      assertEquals(told, table.robots().find(ROBOT).orElseThrow().order());
      assertEquals(List.of(waits), table.queue().list(9).stream().map(Waiter::order).toList());
      shop.succeed("Robot1", told);
      assertEquals("made", shop.end(told).how());
      Awaitility.await()
          .until(() -> table.robots().find(ROBOT).filter(r -> waits.equals(r.order())).isPresent());
      shop.succeed("Robot1", waits);
      assertEquals("made", shop.end(waits).how());
    }
  }

  private static OrderRequest request() {
    return OrderRequest.of("Strawberry Smoothie").withStartToClose(Duration.ofMinutes(5));
  }

  private static ChildProcess up(Shop shop, String... more) {
    List<String> arguments = new ArrayList<>(List.of("up", "--make-time", "100ms"));
    for (String port : List.of("--temporal-port", "--ui-port", "--mqtt-port")) {
      arguments.addAll(List.of(port, "0"));
    }
    arguments.addAll(List.of(more));
    return shop.unconfigured(Map.of(), arguments.toArray(String[]::new));
  }
}
