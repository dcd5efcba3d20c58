package io.smoothie.cli.realtier;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smoothie.activities.table.RobotStatus;
import io.smoothie.activities.table.Table;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.temporal.Orders;
import io.smoothie.workflow.temporal.TemporalConnection;
import io.smoothie.workflow.temporal.TemporalSettings;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A backup of the table or of Temporal is put back while the other has gone on: docs/operating.md.
 */
@RealTier
class RestoreRealTest {
  private static final OrderRequest ORDER =
      OrderRequest.of("Strawberry Smoothie").withStartToClose(Duration.ofMinutes(3));

  @Test
  void a_table_of_before_loses_no_order_and_releases_every_robot(Shop shop, RealServers servers)
      throws Exception {
    Path file = shop.folder().resolve("kept.db");
    String url = "jdbc:sqlite:" + file;
    Map<String, String> kept = Map.of("SMOOTHIE_DB_URL", url);
    OrderId over;
    OrderId working;
    try (Table table = Table.open(url)) {
      table.robots().add(List.of(new RobotName("Robot1"), new RobotName("Robot2")));
      shop.smoothie(kept, "worker").awaitOutput("Ctrl-C ");
      shop.smoothie(kept, "gateway", "--client-id", shop.taskQueue()).awaitOutput("Ctrl-C ");
      over = told(table, "Robot1", shop.place(ORDER));
      backUp(url, shop.folder().resolve("backup.db"));
      shop.succeed("Robot1", over);
      assertEquals("made", shop.end(over).how());
      working = told(table, "Robot1", shop.place(ORDER));
      // A worker that dies before that tells again, another robot, as the table knows of none.
      awaitTellingOnRecord(servers.connection().client(), working);
      shop.kill("worker");
      shop.kill("gateway");
    }
    Files.move(shop.folder().resolve("backup.db"), file, StandardCopyOption.REPLACE_EXISTING);
    Files.deleteIfExists(Path.of(file + "-wal"));
    Files.deleteIfExists(Path.of(file + "-shm"));

    try (Table table = Table.open(url)) {
      assertEquals(over, table.robots().find(new RobotName("Robot1")).orElseThrow().order());
      shop.smoothie(kept, "worker").awaitOutput("Ctrl-C ");
      shop.smoothie(kept, "gateway", "--client-id", shop.taskQueue()).awaitOutput("Ctrl-C ");
      shop.succeed("Robot1", working);
      assertEquals("made", shop.end(working).how());
      awaitFree(table, "Robot1", "Robot2");
      OrderId after = told(table, "Robot1", shop.place(ORDER));
      shop.succeed("Robot1", after);
      assertEquals("made", shop.end(after).how());
    }
  }

  private static void awaitTellingOnRecord(WorkflowClient client, OrderId order) {
    await("the telling to be on record")
        .until(
            () ->
                client.fetchHistory(order.workflowId()).getEvents().stream()
                    .anyMatch(HistoryEvent::hasTimerStartedEventAttributes));
  }

  @Test
  void a_Temporal_of_before_releases_the_robots_of_orders_that_it_does_not_know(
      Shop shop, RealServers servers) throws Exception {
    Path database = shop.folder().resolve("temporal.db");
    Path backup = shop.folder().resolve("temporal-backup.db");
    try (TemporalProcess temporal = new TemporalProcess(servers, shop.folder(), database);
        TemporalConnection connection =
            TemporalConnection.lazy(TemporalSettings.exactly(temporal.address(), "default"))) {
      Map<String, String> own = Map.of("TEMPORAL_ADDRESS", temporal.address());
      shop.addRobots("Robot1", "Robot2");
      shop.smoothie(own, "worker").awaitOutput("Ctrl-C ");
      shop.smoothie(own, "gateway", "--client-id", shop.taskQueue()).awaitOutput("Ctrl-C ");
      Orders orders = new Orders(connection.client());
      OrderId known = OrderId.random();
      orders.place(known, ORDER.withStartToClose(Duration.ofSeconds(30)), shop.taskQueue());
      told(shop.table(), "Robot1", known);
      awaitTellingOnRecord(connection.client(), known);
      temporal.stop();
      copy(database, backup);
      temporal.start();
      OrderId lost = OrderId.random();
      orders.place(lost, ORDER, shop.taskQueue());
      told(shop.table(), "Robot2", lost);
      shop.succeed("Robot1", known);
      assertEquals("made", OrderEnd.await(connection.client(), known, Duration.ofMinutes(1)).how());
      temporal.stop();
      copy(backup, database);
      temporal.start();

      await("Temporal with what it knew")
          .ignoreExceptions()
          .until(() -> orders.state(known) == Orders.State.RUNNING);
      assertEquals(Orders.State.NOT_FOUND, orders.state(lost));
      await("Robot2 not to have the order that Temporal does not know")
          .until(() -> !lost.equals(shop.robot("Robot2").order()));
      orders.place(lost, ORDER, shop.taskQueue());
      shop.succeed(robotOf(shop.table(), lost), lost);
      assertEquals("made", OrderEnd.await(connection.client(), lost, Duration.ofMinutes(1)).how());
      // Its success was heard before, and is not heard again: another robot makes it once more.
      assertEquals("Robot2", robotOf(shop.table(), known));
      shop.succeed("Robot2", known);
      OrderEnd again = OrderEnd.await(connection.client(), known, Duration.ofMinutes(1));
      assertEquals("Robot2", again.robot(), again::toString);
      awaitFree(shop.table(), "Robot1", "Robot2");
    }
  }

  /** The robot that has been told of the order, once there is one. */
  private static String robotOf(Table table, OrderId order) {
    return await("a robot to be told of order " + order)
        .until(
            () ->
                table.robots().list().stream()
                    .filter(robot -> order.equals(robot.order()) && robot.told())
                    .map(robot -> robot.name().value())
                    .findFirst()
                    .orElse(""),
            name -> !name.isEmpty());
  }

  private static OrderId told(Table table, String robot, OrderId order) {
    await("%s to be told of order %s".formatted(robot, order))
        .until(
            () ->
                table
                    .robots()
                    .find(new RobotName(robot))
                    .filter(found -> order.equals(found.order()) && found.told())
                    .isPresent());
    return order;
  }

  /** A stopped development server leaves what it committed last in its log. */
  private static void copy(Path database, Path to) throws IOException {
    for (String suffix : List.of("", "-wal")) {
      Files.copy(
          Path.of(database + suffix), Path.of(to + suffix), StandardCopyOption.REPLACE_EXISTING);
    }
    Files.deleteIfExists(Path.of(to + "-shm"));
  }

  private static void awaitFree(Table table, String... robots) {
    for (String robot : robots) {
      await(robot + " to be free")
          .until(
              () ->
                  table.robots().find(new RobotName(robot)).orElseThrow().status()
                      == RobotStatus.ONLINE);
    }
  }

  /** As docs/operating.md says it. */
  private static void backUp(String url, Path backup) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("VACUUM INTO '" + backup + "'");
    }
  }
}
