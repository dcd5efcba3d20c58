package io.smoothie.cli.realtier;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.OrderId;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** {@code smoothie up} as people run it: a process of its own that they stop with Ctrl-C. */
@RealTier
@DisabledOnOs(OS.WINDOWS)
class UpRealTest {
  private static final String READY = "as they pass the broker";

  @Test
  void with_a_temporal_at_hand_orders_outlive_up_and_ctrl_c_leaves_nothing_running(Shop shop) {
    ChildProcess up = up(shop, Map.of());
    up.awaitOutput(READY);
    assertTrue(up.output().contains("real dev server, with Web UI"), up::output);
    assertTrue(up.output().contains("Web UI    http://127.0.0.1:"), up::output);
    List<ProcessHandle> temporal = up.children("temporal");
    assertEquals(1, temporal.size(), temporal::toString);

    assertTrue(Files.exists(shop.folder().resolve("up/temporal.db-wal")), "a write-ahead log");
    assertDone(shop.unconfigured(Map.of(), "order", "Strawberry Smoothie", "--id", "kept"));
    assertEquals(130, up.interrupt(), up::output);

    assertTrue(up.output().endsWith("Stopped.\n"), up::output);
    assertFalse(up.output().contains("\tat "), up::output);
    awaitGone(temporal);
    ChildProcess again = up(shop, Map.of());
    again.awaitOutput(READY);
    ChildProcess show = shop.unconfigured(Map.of(), "orders", "show", "kept");
    assertDone(show);
    assertTrue(show.output().contains("Strawberry Smoothie, made"), show::output);
  }

  @Test
  void an_up_killed_for_good_takes_its_temporal_with_it_and_can_start_again(Shop shop) {
    ChildProcess up = up(shop, Map.of());
    up.awaitOutput(READY);
    List<ProcessHandle> temporal = up.children("temporal");
    assertEquals(1, temporal.size(), temporal::toString);

    up.kill();

    awaitGone(temporal);
    ChildProcess again = up(shop, Map.of());
    again.awaitOutput(READY);
    assertDone(shop.unconfigured(Map.of(), "order", "Strawberry Smoothie"));
  }

  @Test
  void with_temporals_address_set_up_uses_that_server_and_says_so(Shop shop, RealServers servers) {
    ChildProcess up =
        up(
            shop,
            Map.of(
                "TEMPORAL_ADDRESS",
                servers.temporalAddress(),
                "SMOOTHIE_TASK_QUEUE",
                shop.taskQueue()));
    up.awaitOutput(READY);

    assertTrue(
        up.output().contains(servers.temporalAddress() + ": the server TEMPORAL_ADDRESS names"),
        up::output);
    assertEquals(List.of(), up.children("temporal"));
    assertDone(
        shop.unconfigured(Map.of(), "order", "Strawberry Smoothie", "--id", shop.taskQueue()));
    assertEquals("made", shop.end(new OrderId(shop.taskQueue())).how());
    assertEquals(130, up.interrupt(), up::output);
  }

  /** On any free ports, in the shop's folder. */
  private static ChildProcess up(Shop shop, Map<String, String> environment) {
    List<String> arguments = new ArrayList<>(List.of("up", "--make-time", "100ms"));
    for (String port : List.of("--temporal-port", "--ui-port", "--mqtt-port")) {
      arguments.addAll(List.of(port, "0"));
    }
    arguments.addAll(List.of("--data", shop.folder().resolve("up").toString()));
    return shop.unconfigured(environment, arguments.toArray(String[]::new));
  }

  private static void assertDone(ChildProcess process) {
    assertEquals(0, process.awaitEnd(), () -> process + ": " + process.output());
  }

  private static void awaitGone(List<ProcessHandle> temporal) {
    await("the end of " + temporal)
        .until(() -> temporal.stream().noneMatch(child -> ChildProcess.isOf(child, "temporal")));
  }
}
