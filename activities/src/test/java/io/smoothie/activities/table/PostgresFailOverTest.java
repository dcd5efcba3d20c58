package io.smoothie.activities.table;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.RobotName;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A server of its own, that stops, comes back as a standby, and is promoted. */
final class PostgresFailOverTest {
  private static final List<RobotName> ONE = List.of(new RobotName("Robot1"));
  private static final List<RobotName> TWO = List.of(new RobotName("Robot2"));

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // started before each test
  private EmbeddedPostgres server;

  private int port;

  @BeforeEach
  void start() throws IOException {
    server = started(0);
    port = server.getPort();
  }

  private EmbeddedPostgres started(int at) throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "off")
            .setDataDirectory(folder.resolve("server"))
            .setCleanDataDirectory(false);
    return (at == 0 ? builder : builder.setPort(at)).start();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void a_table_named_by_two_hosts_goes_on_with_the_one_that_is_the_primary() throws IOException {
    PostgresServer.execute(url("postgres"), "CREATE DATABASE empty");
    String primary =
        url("postgres").replace("127.0.0.1:", "127.0.0.1:1,127.0.0.1:")
            + "&targetServerType=primary&hostRecheckSeconds=0";
    try (Table table = Table.open(primary)) {
      table.robots().add(ONE);

      server.close();
      assertRefused(() -> table.robots().add(TWO), "see that PostgreSQL runs there");
      Files.createFile(folder.resolve("server/standby.signal"));
      server = started(port);

      assertRefused(
          () -> table.robots().add(TWO), "cannot be reached", "targetServerType: primary");
      try (Table standby = Table.open(url("postgres"))) {
        assertEquals(1, standby.robots().list().size());
        assertRefused(
            () -> standby.robots().add(TWO), "is read-only, a standby perhaps", "name the primary");
      }
      assertRefused(
          () -> Table.open(url("empty")).close(),
          "is read-only, a standby perhaps",
          "name the primary");

      PostgresServer.execute(url("postgres"), "SELECT pg_promote()");
      // The pool pauses longer after each connection that it tried for in vain, for seconds at
      // last.
      await().ignoreExceptions().untilAsserted(() -> table.robots().add(TWO));
      assertEquals(2, table.robots().list().size());
    }
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s?user=postgres".formatted(port, database);
  }

  private static void assertRefused(Executable call, String... words) {
    String message = String.valueOf(assertThrows(TableException.class, call).getMessage());
    for (String word : words) {
      assertTrue(message.contains(word), message);
    }
    assertEquals(1, message.lines().count(), message);
  }
}
