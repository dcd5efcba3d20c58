package io.smoothie.cli.realtier;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Workers of two versions, and orders that wait and are made while the current one changes. */
@RealTier
class RollingUpgradeRealTest {
  private static final OrderRequest ORDER =
      OrderRequest.of("Strawberry Smoothie").withStartToClose(Duration.ofMinutes(1));

  @Test
  void orders_under_way_go_on_with_the_version_that_becomes_current_and_back_again(Shop shop) {
    shop.addRobots("Robot1");
    ChildProcess old = shop.smoothie("worker", "--version-name", "1.0");
    old.awaitOutput("set-current-version");
    makeCurrent(shop, "1.0");
    shop.gateway();
    OrderId working = told(shop, shop.place(ORDER));
    OrderId waiting = shop.place(ORDER);
    shop.awaitWaiters(1);

    ChildProcess next = shop.smoothie("worker", "--version-name", "1.1");
    next.awaitOutput("set-current-version");
    makeCurrent(shop, "1.1");
    assertEquals(143, old.terminate(), old::output);
    assertEquals("made", succeeded(shop, working).how());
    assertEquals(List.of("1.0", "1.1"), versions(shop, working));

    told(shop, waiting);
    shop.smoothie("worker", "--version-name", "1.0").awaitOutput("set-current-version");
    makeCurrent(shop, "1.0");
    next.kill();
    assertEquals("made", succeeded(shop, waiting).how());
    assertEquals(List.of("1.0", "1.1", "1.0"), versions(shop, waiting));
    shop.awaitRest();
  }

  private static OrderId told(Shop shop, OrderId order) {
    shop.awaitRecorded(order, EventType.EVENT_TYPE_TIMER_STARTED);
    await("Robot1 to be told of order " + order)
        .until(() -> shop.table().attempts().of(order).size() == 1);
    return order;
  }

  private static OrderEnd succeeded(Shop shop, OrderId order) {
    shop.succeed("Robot1", order);
    return shop.end(order);
  }

  /** Temporal takes a version as current once it has seen its pollers. */
  private static void makeCurrent(Shop shop, String version) {
    await("version " + version + " to be current")
        .until(
            () -> {
              ChildProcess temporal =
                  shop.temporal(
                      "worker",
                      "deployment",
                      "set-current-version",
                      "--deployment-name",
                      shop.taskQueue(),
                      "--build-id",
                      version,
                      "--yes");
              return temporal.awaitEnd() == 0;
            });
  }

  /** The versions that did the order's workflow tasks, each named where it took over. */
  private static List<String> versions(Shop shop, OrderId order) {
    List<String> versions = new ArrayList<>();
    for (HistoryEvent event : shop.history(order)) {
      String version =
          event.getWorkflowTaskCompletedEventAttributes().getDeploymentVersion().getBuildId();
      if (!version.isEmpty()
          && (versions.isEmpty() || !versions.get(versions.size() - 1).equals(version))) {
        versions.add(version);
      }
    }
    return versions;
  }
}
