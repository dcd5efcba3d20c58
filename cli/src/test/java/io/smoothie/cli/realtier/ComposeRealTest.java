package io.smoothie.cli.realtier;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smoothie.activities.table.RobotStatus;
import io.smoothie.cli.docs.Compose;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What docker-compose.yml counts on, with our processes as they are; no engine is needed. */
@RealTier
class ComposeRealTest {
  private static final List<String> OURS = List.of("worker", "gateway", "robots");
  private static final Compose COMPOSE = Compose.ofOneMachine();

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "/proc says who holds which connection")
  void each_process_holds_the_connections_that_its_health_check_looks_for(
      Shop shop, RealServers servers) {
    for (String service : OURS) {
      ChildProcess process = shop.smoothie(COMPOSE.command(service).toArray(String[]::new));
      List<Integer> checked = COMPOSE.healthPorts(service);

      await("%s to be connected to %s".formatted(process, checked))
          .failFast(process + " has ended", () -> !process.isAlive())
          .until(
              () ->
                  checked.stream()
                      .allMatch(
                          port -> Connections.isConnected(process.pid(), here(port, servers))));
    }
  }

  @Test
  void the_table_is_filled_again_while_an_order_is_out_and_a_robot_is_broken(Shop shop) {
    shop.open("Robot1", "Robot2");
    shop.simulatedRobot("Robot1", "--fail=out of order");
    ChildProcess robot = shop.demoRobot("Robot2", 600);
    OrderId order = shop.place(OrderRequest.of("Strawberry Smoothie"));
    robot.awaitOutput("making ");

    ChildProcess table = shop.smoothie(COMPOSE.command("table").toArray(String[]::new));

    assertEquals(0, table.awaitEnd(), table::output);
    assertEquals(RobotStatus.BROKEN, shop.robot("Robot1").status());
    assertEquals(order, shop.robot("Robot2").order());
  }

  /** Where the tests have what the containers reach at this port. */
  private static int here(int port, RealServers servers) {
    return switch (port) {
      case 7233 -> servers.temporalPort();
      case 1883 -> servers.mqttPort();
      default -> throw new AssertionError("port " + port);
    };
  }
}
