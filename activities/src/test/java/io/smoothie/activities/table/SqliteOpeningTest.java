package io.smoothie.activities.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.OrderActivities.BrokenRequest;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Opening, and every file that cannot be opened. */
final class SqliteOpeningTest {
  private static final RobotName ROBOT = new RobotName("Robot1");

  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = folder.resolve("smoothie.db");
  }

  @Test
  void a_new_database_is_made_with_its_folders_and_kept() {
    file = folder.resolve("a/b/smoothie.db");
    try (Table table = Table.open(url())) {
      table.robots().add(List.of(ROBOT));
    }
    try (Table table = Table.open(url())) {
      assertEquals(1, table.robots().list().size());
    }
    assertEquals(List.of("smoothie.db"), names(file.resolveSibling(".")));
  }

  @Test
  void an_empty_file_becomes_a_database() throws IOException {
    Files.createFile(file);
    try (Table table = Table.open(url())) {
      assertEquals(List.of(), table.robots().list());
    }
  }

  @Test
  void the_statuses_of_robots_from_before_version_3_are_kept() throws SQLException {
    migrations().target("1").load().migrate();
    execute(
        "INSERT INTO robots (name, connected, since) VALUES ('Away', 0, 7000), ('Here', 1, 8000),"
            + " ('Mute', NULL, 9000)");
    execute("INSERT INTO dead_letters (at, topic, payload, reason) VALUES (1, 't', x'00', 'r')");
    try (Table table = Table.open(url())) {
      List<Robot> robots = table.robots().list();
      assertEquals(Instant.ofEpochSecond(7), robots.get(0).awaySince());
      assertEquals(Instant.ofEpochSecond(8), robots.get(1).saidAt());
      assertNull(robots.get(2).saidAt());
      assertNull(table.deadLetters().list(1).get(0).order());
    }
  }

  @Test
  void orders_that_waited_before_version_6_are_served_by_their_age() throws SQLException {
    migrations().target("5").load().migrate();
    for (String insert : WaiterOfVersion5.INSERTS) {
      execute(insert);
    }
    WaiterOfVersion5.assertIsServedByItsAge(url());
  }

  @Test
  void the_version_looked_for_is_that_of_the_newest_migration() {
    var newest = migrations().load().info().all();
    assertEquals(
        String.valueOf(Schema.VERSION), String.valueOf(newest[newest.length - 1].getVersion()));
  }

  @Test
  void a_newer_schema_is_shared_if_it_says_so_and_refused_if_not() throws SQLException {
    try (Table table = Table.open(url())) {
      table.robots().add(List.of(ROBOT));
    }
    execute("UPDATE flyway_schema_history SET version = '99'");
    try (Table table = Table.open(url())) {
      assertEquals(1, table.robots().list().size(), "it only adds to ours");
    }

    execute("UPDATE settings SET value = '98' WHERE name = 'oldest_schema'");
    String refusal = refusal(url());
    assertTrue(refusal.contains(file + " has schema 99"), refusal);
    assertTrue(refusal.contains("that know schema 98 can use"), refusal);
    assertTrue(refusal.contains("newer version of smoothie"), refusal);

    execute("DELETE FROM settings WHERE name = 'oldest_schema'");
    assertTrue(refusal(url()).contains("that know schema 99 can use"), refusal(url()));
    execute("INSERT INTO settings (name, value) VALUES ('oldest_schema', 'soon')");
    assertTrue(refusal(url()).contains("\"soon\""), refusal(url()));
  }

  @Test
  void the_newest_migration_says_which_programs_may_share_the_database() throws SQLException {
    Table.open(url()).close();
    try (Connection connection = DriverManager.getConnection(url());
        Statement statement = connection.createStatement();
        ResultSet oldest =
            statement.executeQuery("SELECT value FROM settings WHERE name = 'oldest_schema'")) {
      assertTrue(oldest.next());
      assertEquals(Schema.OLDEST, oldest.getInt(1));
    }
  }

  @Test
  void a_database_of_the_first_version_is_brought_up_to_date_with_all_that_is_in_it()
      throws SQLException {
    migrations().target("1").load().migrate();
    execute(
        "INSERT INTO robots (name, order_id, claim, told, since) VALUES ('Robot1', 'o', 2, 1, 7)");
    execute(
        "INSERT INTO attempts (order_id, claim, robot, outcome, started_at, order_started_at)"
            + " VALUES ('o', 1, 'Robot2', 'timed_out', 5, 1), ('o', 2, 'Robot1', 'working', 7, 1)");

    try (Table table = Table.open(url())) {
      OrderId order = new OrderId("o");
      assertEquals(order, table.robots().list().get(0).order());
      assertEquals(
          List.of(AttemptOutcome.TIMED_OUT, AttemptOutcome.WORKING),
          table.attempts().of(order).stream().map(Attempt::outcome).toList());
      table
          .claims()
          .broken(new BrokenRequest(order, 2, ROBOT, AttemptOutcome.UNHEARD, "nothing heard"));
      assertEquals(
          AttemptOutcome.UNHEARD, table.attempts().find(order, ROBOT).orElseThrow().outcome());
    }
  }

  @Test
  void attempts_from_before_version_4_are_kept_until_they_are_old() throws SQLException {
    migrations().target("3").load().migrate();
    execute(AttemptOfVersion3.INSERT);
    AttemptOfVersion3.assertIsKeptUntilItIsOld(url());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "smoothie.db",
        "jdbc:mysql://localhost/smoothie",
        "jdbc:sqlite:",
        "jdbc:sqlite::memory:",
        "jdbc:sqlite:memory:x",
        "jdbc:sqlite:file::memory:?cache=shared",
        "jdbc:sqlite:file:x?mode=memory",
        "jdbc:sqlite::resource:x.db"
      })
  void a_url_that_names_no_sqlite_file_is_refused(String url) {
    assertTrue(refusal(url).contains("\"" + url + "\""));
    assertFalse(Files.exists(Path.of("memory:x")));
  }

  @Test
  void a_file_that_is_no_database_is_refused_and_left_alone() throws IOException {
    String text = "this is not a database, but a text about smoothies\n".repeat(100);
    Files.writeString(file, text);
    assertEquals(
        "The file %s is not an SQLite database: name another file".formatted(file), refusal(url()));
    assertEquals(text, Files.readString(file));
  }

  @Test
  void another_programs_database_is_refused_and_left_alone() throws SQLException {
    execute("CREATE TABLE songs (name TEXT)");
    assertTrue(refusal(url()).contains("another program's"), refusal(url()));
    execute("INSERT INTO songs VALUES ('still here')");
    assertThrows(SQLException.class, () -> execute("SELECT * FROM robots"));
  }

  @Test
  void a_folder_is_refused() {
    assertTrue(refusal("jdbc:sqlite:" + folder).contains(folder + " is a folder"));
  }

  @Test
  void a_folder_that_cannot_be_made_is_named() throws IOException {
    Files.createFile(file);
    String refusal = refusal("jdbc:sqlite:" + file.resolve("sub/smoothie.db"));
    assertTrue(refusal.contains("The folder " + file.resolve("sub")), refusal);
  }

  @Test
  void a_read_only_file_is_refused() throws IOException {
    Table.open(url()).close();
    assumeFalse(writableAfterAll(file), "the user of this process may write everything");
    assertTrue(refusal(url()).contains(file + " is read-only"));
  }

  @Test
  void a_read_only_folder_is_refused() throws IOException {
    Table.open(url()).close();
    assumeFalse(writableAfterAll(folder), "the user of this process may write everything");
    assertTrue(refusal(url()).contains(folder + " is read-only"));
    assertTrue(folder.toFile().setWritable(true));
  }

  @Test
  void a_write_to_a_database_opened_read_only_is_a_sentence() {
    Table.open(url()).close();
    try (Table table = Table.open("jdbc:sqlite:file:%s?mode=ro".formatted(file))) {
      TableException refused =
          assertThrows(TableException.class, () -> table.robots().add(List.of(ROBOT)));
      assertEquals(
          "The database file %s is read-only: allow writing it or name another file"
              .formatted(file),
          refused.getMessage());
    }
  }

  @Test
  void a_database_that_another_program_keeps_locked_is_a_sentence() throws SQLException {
    try (Table table = Table.open(url()).eachWithin(Duration.ofMillis(200));
        Connection other = DriverManager.getConnection(url());
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      assertEquals(List.of(), table.robots().list(), "reading goes on");
      TableException refused =
          assertThrows(TableException.class, () -> table.robots().add(List.of(ROBOT)));
      assertTrue(
          String.valueOf(refused.getMessage()).contains(file + " has been locked for longer"),
          refused.getMessage());
      statement.execute("ROLLBACK");
      assertEquals(1, table.robots().add(List.of(ROBOT)).size());
    }
  }

  @Test
  void a_table_that_is_closed_is_a_sentence() {
    Table table = Table.open(url());
    table.close();
    table.close();
    TableException refused = assertThrows(TableException.class, () -> table.robots().list());
    assertTrue(String.valueOf(refused.getMessage()).contains(file.toString()));
  }

  @Test
  void many_threads_open_one_new_database_at_once() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> opened = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        RobotName robot = new RobotName("R" + i);
        opened.add(
            threads.submit(
                () -> {
                  try (Table table = Table.open(url())) {
                    table.robots().add(List.of(robot));
                  }
                }));
      }
      for (Future<?> future : opened) {
        future.get();
      }
    } finally {
      threads.shutdownNow();
    }
    try (Table table = Table.open(url())) {
      assertEquals(8, table.robots().list().size());
    }
    assertEquals(List.of("smoothie.db"), names(folder));
  }

  private String url() {
    return "jdbc:sqlite:" + file;
  }

  private static String refusal(String url) {
    return String.valueOf(
        assertThrows(TableException.class, () -> Table.open(url).close()).getMessage());
  }

  private FluentConfiguration migrations() {
    return Flyway.configure()
        .dataSource(new Sqlite(SqliteUrl.parse(url())).dataSource())
        .locations("classpath:db/migration/sqlite");
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static boolean writableAfterAll(Path path) {
    return !path.toFile().setWritable(false) || Files.isWritable(path);
  }

  private static List<String> names(Path folder) {
    try (var files = Files.list(folder)) {
      return files.map(path -> String.valueOf(path.getFileName())).sorted().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
