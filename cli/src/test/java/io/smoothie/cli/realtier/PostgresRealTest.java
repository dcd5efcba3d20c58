package io.smoothie.cli.realtier;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table on PostgreSQL, with two workers and two gateways that share it. */
@RealTier
class PostgresRealTest {
  private static final OrderRequest ORDER =
      OrderRequest.of("Strawberry Smoothie").withStartToClose(Duration.ofSeconds(40));

  @TempDir Path folder;

  @Test
  void no_order_is_lost_when_the_database_a_worker_and_a_gateway_die(RealServers servers)
      throws Exception {
    try (RealPostgres postgres = new RealPostgres(folder.resolve("data"));
        Shop shop = new Shop(servers, "postgres", postgres.url())) {
      shop.addRobots("Robot1", "Robot2", "Robot3");
      ChildProcess worker = shop.worker();
      shop.worker();
      ChildProcess gateway = shop.gateway(shop.taskQueue() + "-1");
      shop.gateway(shop.taskQueue() + "-2");
      shop.awaitListening();
      ChildProcess robots = shop.demoRobot("+", 1);
      List<OrderId> orders = IntStream.range(0, 18).mapToObj(i -> shop.place(ORDER)).toList();

      awaitMade(robots, 3);
      postgres.restart();
      awaitMade(robots, 7);
      worker.kill();
      awaitMade(robots, 11);
      gateway.kill();

      for (OrderId order : orders) {
        OrderEnd end = shop.end(order);
        assertEquals("made", end.how(), end::toString);
      }
      assertEquals(
          List.of(),
          shop.table().robots().list().stream()
              .filter(robot -> robot.brokenReason() != null)
              .toList());
      shop.awaitRest();
    }
  }

  private static void awaitMade(ChildProcess robots, int count) {
    await("%d made".formatted(count))
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> robots.output().lines().filter(line -> line.contains("made ")).count() >= count);
  }

  @Test
  void commands_use_postgresql_and_show_no_password(RealServers servers) throws Exception {
    try (RealPostgres postgres = new RealPostgres(folder.resolve("data"));
        Shop shop = new Shop(servers, "postgres", postgres.url() + "&password=s3cret")) {
      ChildProcess add = shop.smoothie("robots", "add", "Robot1");
      assertEquals(0, add.awaitEnd(), add::output);
      ChildProcess worker = shop.worker();
      ChildProcess gateway = shop.gateway();
      shop.simulatedRobot("Robot1");
      ChildProcess order = shop.smoothie("order", "Green Smoothie");
      assertEquals(0, order.awaitEnd(), order::output);
      assertTrue(worker.output().contains("table jdbc:postgresql://"), worker::output);
      assertEquals(-1, (worker.output() + gateway.output()).indexOf("s3cret"));

      ChildProcess away =
          shop.smoothie(
              Map.of("SMOOTHIE_DB_URL", "jdbc:postgresql://127.0.0.1:1/smoothie?password=s3cret"),
              "robots",
              "list");
      assertEquals(4, away.awaitEnd(), away::output);
      assertTrue(away.output().contains("cannot be reached"), away::output);
      assertEquals(-1, away.output().indexOf("s3cret"));
    }
  }
}
