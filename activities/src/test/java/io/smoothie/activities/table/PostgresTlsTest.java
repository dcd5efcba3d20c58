package io.smoothie.activities.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.activities.mqtt.TestCa;
import io.smoothie.activities.mqtt.TestCa.Issued;
import io.smoothie.workflow.RobotName;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL that takes the user smoothie with a certificate, and the user plain with TLS. */
final class PostgresTlsTest {
  private static final String RULES =
      """
      local   all all              trust
      hostssl all smoothie all     cert
      hostssl all plain    all     password
      hostssl all other    all     password
      host    all postgres all     trust
      """;

  @TempDir private static Path folder = Path.of("");
  private static TestCa ca;
  private static EmbeddedPostgres server;

  @BeforeAll
  static void start() throws IOException {
    ca = new TestCa(folder, "PostgreSQL CA");
    Issued own = ca.issue("127.0.0.1");
    Path rules = Files.writeString(folder.resolve("pg_hba.conf"), RULES);
    server =
        EmbeddedPostgres.builder()
            .setDataDirectory(folder.resolve("data"))
            .setServerConfig("fsync", "off")
            .setServerConfig("ssl", "on")
            .setServerConfig("ssl_ca_file", ca.certificate().toString())
            .setServerConfig("ssl_cert_file", own.certificate().toString())
            .setServerConfig("ssl_key_file", own.key().toString())
            .setServerConfig("hba_file", rules.toString())
            .start();
    String admin = server.getJdbcUrl("postgres", "postgres");
    PostgresServer.execute(admin, "CREATE ROLE smoothie LOGIN SUPERUSER");
    PostgresServer.execute(admin, "CREATE ROLE plain LOGIN SUPERUSER PASSWORD 's3cret'");
    PostgresServer.execute(admin, "CREATE ROLE other LOGIN SUPERUSER PASSWORD 'another'");
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Test
  void the_table_is_used_with_a_verified_server_and_a_client_certificate() {
    Issued own = ca.issue("smoothie");

    try (Table table = Table.open(url("smoothie", ca, own))) {
      table.robots().add(List.of(new RobotName("Robot1")));
      assertEquals(1, table.robots().list().size());
    }
  }

  @Test
  void a_password_from_a_file_goes_with_tls() throws IOException {
    String url =
        "jdbc:postgresql://127.0.0.1:%d/%s?sslmode=verify-full&sslrootcert=%s"
            .formatted(server.getPort(), database(), ca.certificate());

    Table.open(new TableSettings(url, "plain", "s3cret", Map.of())).close();
  }

  @Test
  void the_password_file_of_postgresql_is_asked_last_and_for_the_user_who_connects()
      throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("pgpass"), "*:*:*:plain:s3cret\n*:*:*:other:an older one\n");
    String url =
        "jdbc:postgresql://127.0.0.1:%d/%s?sslmode=require".formatted(server.getPort(), database());
    // In place of PGPASSFILE, which the driver reads from the process's own environment.
    String property = "org.postgresql.pgpassfile";
    System.setProperty(property, file.toString());
    try {
      Table.open(url + "&user=plain").close();
      Table.open(new TableSettings(url + "&user=other", "plain", null, Map.of())).close();
      Table.open(new TableSettings(url, null, null, Map.of("PGUSER", "plain"))).close();
      Map<String, String> newer = Map.of("PGPASSWORD", "another");
      Table.open(new TableSettings(url + "&user=other", null, null, newer)).close();
      assertThrows(TableException.class, () -> Table.open(url + "&user=other"));
    } finally {
      System.clearProperty(property);
    }
  }

  @Test
  void what_is_wrong_with_tls_is_a_sentence_that_names_the_parameters() throws IOException {
    TestCa foreign = new TestCa(Files.createDirectories(folder.resolve("foreign")), "Foreign CA");
    Issued own = ca.issue("smoothie");

    assertNoTls(url("smoothie", foreign, own), "certification path");
    assertNoTls(url("smoothie", ca, foreign.issue("smoothie")), "valid client certificate");
    assertNoTls(url("smoothie", ca, own).replaceFirst("&pemKeyAlgorithm=EC", ""), "private key");
    assertNoTls(url("smoothie", ca, ca.issue("somebody")), "certificate authentication failed");
    assertNoTls(url("smoothie", ca, own).replace("127.0.0.1", "localhost"), "localhost");
    assertNoTls(
        url("smoothie", ca, own).replaceFirst("&sslcert.*", "&sslcert=/no/cert&sslkey=/no/key"),
        "/no/cert");
    assertNoTls(
        url("smoothie", ca, own).replaceFirst("sslrootcert=[^&]*", "sslrootcert=/no/file"),
        "/no/file");
    assertNoTls(
        url("smoothie", ca, own).replaceFirst("sslmode=.*", "sslmode=disable"), "no encryption");
  }

  @Test
  void a_server_without_tls_where_it_is_asked_for_is_said_to_be_one() {
    String url = PostgresServer.emptyUrl();

    assertNoTls(url + "&sslmode=require", "does not support SSL");
  }

  private static void assertNoTls(String url, String why) {
    String message =
        String.valueOf(assertThrows(TableException.class, () -> Table.open(url)).getMessage());
    assertTrue(message.startsWith("There is no TLS connection to the database jdbc:"), message);
    assertTrue(message.contains(why), message);
    assertTrue(
        message.contains("sslmode, sslrootcert, sslcert, sslkey, and pemKeyAlgorithm=EC"), message);
  }

  private static String url(String user, TestCa trusted, Issued own) {
    return ("jdbc:postgresql://127.0.0.1:%d/%s?user=%s&sslmode=verify-full&sslrootcert=%s"
            + "&sslcert=%s&sslkey=%s&pemKeyAlgorithm=EC")
        .formatted(
            server.getPort(),
            database(),
            user,
            trusted.certificate(),
            own.certificate(),
            own.key());
  }

  private static String database() {
    String name = "d" + UUID.randomUUID().toString().replace("-", "");
    PostgresServer.execute(server.getJdbcUrl("postgres", "postgres"), "CREATE DATABASE " + name);
    return name;
  }
}
