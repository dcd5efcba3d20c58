package io.smoothie.activities.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.RobotName;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Opening, and every server and database that cannot be used. */
final class PostgresOpeningTest {
  private static final RobotName ROBOT = new RobotName("Robot1");

  @Test
  void an_empty_database_is_made_by_several_at_once_and_kept() throws Exception {
    String url = PostgresServer.emptyUrl();
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      Callable<Boolean> opens =
          () -> {
            Table.open(url).close();
            return true;
          };
      for (Future<Boolean> opened : pool.invokeAll(List.of(opens, opens, opens, opens))) {
        assertTrue(opened.get());
      }
    } finally {
      pool.shutdownNow();
    }
    try (Table table = Table.open(url)) {
      table.robots().add(List.of(ROBOT));
    }
    try (Table table = Table.open(url)) {
      assertEquals(1, table.robots().list().size());
    }
  }

  @Test
  void a_database_of_the_third_version_is_brought_up_to_date_with_all_that_is_in_it() {
    String url = PostgresServer.emptyUrl();
    migrations(url).target("3").load().migrate();
    PostgresServer.execute(url, AttemptOfVersion3.INSERT);
    AttemptOfVersion3.assertIsKeptUntilItIsOld(url);
  }

  @Test
  void orders_that_waited_before_version_6_are_served_by_their_age() {
    String url = PostgresServer.emptyUrl();
    migrations(url).target("5").load().migrate();
    WaiterOfVersion5.INSERTS.forEach(insert -> PostgresServer.execute(url, insert));
    WaiterOfVersion5.assertIsServedByItsAge(url);
  }

  private static FluentConfiguration migrations(String url) {
    return Flyway.configure()
        .dataSource(TableSettings.of(url).dialect().dataSource())
        .locations("classpath:db/migration/postgresql");
  }

  @Test
  void the_version_looked_for_is_that_of_the_newest_migration() {
    var newest = migrations(PostgresServer.emptyUrl()).load().info().all();
    assertEquals(
        String.valueOf(Schema.VERSION), String.valueOf(newest[newest.length - 1].getVersion()));
  }

  @Test
  void each_schema_of_a_database_has_a_table_of_its_own() {
    String url = PostgresServer.emptyUrl();
    PostgresServer.execute(url, "CREATE SCHEMA one");
    PostgresServer.execute(url, "CREATE SCHEMA two");
    try (Table one = Table.open(url + "&currentSchema=one");
        Table two = Table.open(url + "&currentSchema=two")) {
      one.robots().add(List.of(ROBOT));
      assertEquals(List.of(), two.robots().list());
    }
  }

  /** Another schema of that database has a table, which must not be taken for this one's. */
  @Test
  void a_schema_that_is_not_there_is_a_sentence_that_names_it() {
    String url = PostgresServer.freshUrl();
    assertRefused(url + "&currentSchema=shpo", "has no schema for the table", "shpo", "create it");
    PostgresServer.execute(url, "CREATE SCHEMA \"my-shop\"");
    PostgresServer.execute(url, "CREATE SCHEMA my_shop");
    try (Table other = Table.open(url + "&currentSchema=my_shop");
        Table quoted = Table.open(url + "&currentSchema=\"my-shop\"")) {
      other.robots().add(List.of(ROBOT));
      assertEquals(List.of(), quoted.robots().list());
    }
  }

  @Test
  void a_schema_of_a_newer_version_and_another_programs_are_refused() {
    String newer = PostgresServer.freshUrl();
    PostgresServer.execute(newer, "UPDATE flyway_schema_history SET version = '99'");
    try (Table table = Table.open(newer)) {
      assertEquals(List.of(), table.robots().list(), "it only adds to ours");
    }
    PostgresServer.execute(newer, "UPDATE settings SET value = '98' WHERE name = 'oldest_schema'");
    assertRefused(newer, "has schema 99", "know schema 98", "use a newer version of smoothie");

    String anothers = PostgresServer.emptyUrl();
    PostgresServer.execute(anothers, "CREATE TABLE invoices (id INTEGER)");
    assertRefused(anothers, "is it another program's?");
  }

  @Test
  void a_server_that_is_not_there_is_a_sentence_without_any_secret() {
    assertRefused(
        "jdbc:postgresql://127.0.0.1:1/orders?user=u&password=s3cret",
        "jdbc:postgresql://127.0.0.1:1/orders cannot be reached",
        "--db-url");
  }

  @Test
  void a_database_that_is_not_there_and_a_user_who_is_unknown_are_sentences() {
    String url = PostgresServer.emptyUrl();
    assertRefused(
        url.replaceFirst("smoothie_[0-9]+", "nowhere"), "There is no database", "create it");
    assertRefused(
        new TableSettings(url, "stranger", "s3cret", Map.of()),
        "does not let this user in",
        "--db-password-file");
  }

  @Test
  void a_new_database_whose_transactions_are_read_only_by_default_is_a_sentence() {
    String url = PostgresServer.emptyUrl();
    PostgresServer.setDefault(url, "default_transaction_read_only", "on");
    assertRefused(url, "is read-only", "name the primary", "default_transaction_read_only");
  }

  /** What PgBouncer 1.18 was seen to say. */
  @ParameterizedTest
  @CsvSource({
    "42P05, prepared statement \"S_5\" already exists, add prepareThreshold=0",
    "26000, prepared statement \"S_5\" does not exist, add prepareThreshold=0",
    "08P01, unsupported startup parameter: search_path, set it for the user",
    "08P01, expected authentication request, was lost"
  })
  void a_refusal_by_a_pooler_is_a_sentence(String state, String said, String words) {
    String sentence =
        TableSettings.of("jdbc:postgresql://h/db")
            .dialect()
            .sentence(new SQLException(said, state))
            .orElseThrow();
    assertTrue(sentence.contains(said) && sentence.contains(words), sentence);
  }

  @Test
  void a_user_without_the_permission_is_a_sentence() {
    String url = PostgresServer.freshUrl();
    PostgresServer.execute("DROP ROLE IF EXISTS reader");
    PostgresServer.execute("CREATE ROLE reader LOGIN");
    PostgresServer.execute(url, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader");
    try (Table table = Table.open(new TableSettings(url, "reader", null, Map.of()))) {
      assertEquals(List.of(), table.robots().list());
      TableException refused =
          assertThrows(TableException.class, () -> table.robots().add(List.of(ROBOT)));
      assertTrue(String.valueOf(refused.getMessage()).contains("does not allow that to this user"));
    } finally {
      PostgresServer.execute(url, "DROP OWNED BY reader");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://h:99999/db?password=s3cret",
        "jdbc:postgresql://h:x/db?password=s3cret",
        "jdbc:postgresql://u:s3cret@h/db",
        "jdbc:postgresql://u:a/s3cret@h/db",
        "jdbc:postgresql://u:a?s3cret@h/db",
        "jdbc:postgresql:u:s3cret@h/db",
        "jdbc:postgresql://h/db&password=s3cret",
        "jdbc:postgresql://h/db;password=s3cret",
        "postgres://u:s3cret@h/db",
        "postgresql://h/db?password=s3cret"
      })
  void a_text_that_is_no_url_is_refused_without_its_password(String url) {
    assertRefused(url, "he database URL");
  }

  @Test
  void a_parameter_that_cannot_be_used_is_named() {
    assertRefused("jdbc:postgresql://h/db?connectTimeout=soon&password=s3cret", "connectTimeout");
  }

  @Test
  void an_option_wins_over_the_url_and_the_url_over_the_environment() {
    Map<String, String> environment = Map.of("PGUSER", "env", "PGPASSWORD", "env-secret");
    assertEquals("option", user("jdbc:postgresql://h/db?user=url", "option", environment));
    assertEquals("url", user("jdbc:postgresql://h/db?user=url", null, environment));
    assertEquals("env", user("jdbc:postgresql://h/db", null, environment));
  }

  private static String user(String url, @Nullable String user, Map<String, String> environment) {
    return PostgresUrl.parse(new TableSettings(url, user, null, environment))
        .properties()
        .getProperty("user");
  }

  @Test
  void the_url_as_it_is_shown_has_no_parameters() {
    TableSettings settings =
        new TableSettings("jdbc:postgresql://h/db?password=s3cret", "u", "s3cret", Map.of());
    assertEquals("jdbc:postgresql://h/db", settings.dialect().url());
    assertFalse(settings.toString().contains("s3cret"));
  }

  private static void assertRefused(String url, String... words) {
    assertRefused(TableSettings.of(url), words);
  }

  private static void assertRefused(TableSettings settings, String... words) {
    TableException refused = assertThrows(TableException.class, () -> Table.open(settings).close());
    String message = String.valueOf(refused.getMessage());
    for (String word : words) {
      assertTrue(message.contains(word), message);
    }
    assertFalse(
        Stream.<Throwable>iterate(refused, cause -> cause != null, Throwable::getCause)
            .anyMatch(cause -> String.valueOf(cause.getMessage()).contains("s3cret")),
        message);
  }
}
