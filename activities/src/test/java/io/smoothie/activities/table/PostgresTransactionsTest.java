package io.smoothie.activities.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.ClaimRequest;
import io.smoothie.workflow.OrderActivities.TellOutcome;
import io.smoothie.workflow.OrderActivities.TellRequest;
import io.smoothie.workflow.OrderActivities.TellResult;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a transaction asks of the server, and what becomes of one that the server takes back. */
final class PostgresTransactionsTest {
  private static final String SERVERS_OWN = "DO $$ BEGIN RAISE EXCEPTION SQLSTATE '%s'; END $$";

  private final String url = PostgresServer.freshUrl();
  private final AtomicInteger runs = new AtomicInteger();

  @SuppressWarnings("NullAway.Init") // opened before each test
  private Table table;

  @BeforeEach
  void open() {
    PostgresServer.setDefault(url, "default_transaction_isolation", "serializable");
    PostgresServer.setDefault(url, "synchronous_commit", "off");
    // The last: what follows it in that database could write no more.
    PostgresServer.setDefault(url, "default_transaction_read_only", "on");
    table = Table.open(url);
  }

  @AfterEach
  void close() {
    table.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "transaction_isolation=read committed",
        "transaction_read_only=off",
        "synchronous_commit=on",
        "idle_in_transaction_session_timeout=10s",
        "lock_timeout=30s",
        "statement_timeout=0"
      })
  void a_transaction_has_what_it_needs_whatever_the_servers_defaults(String setting) {
    String name = setting.substring(0, setting.indexOf('='));
    String value = table.database().write(tx -> show(tx.handle(), name));
    assertEquals(setting, name + "=" + value);
    String after = table.database().read(handle -> show(handle, "lock_timeout"));
    assertEquals("0", after, "it is the transaction's only");
  }

  private static String show(Handle handle, String name) {
    return handle.createQuery("SELECT current_setting('" + name + "')").mapTo(String.class).one();
  }

  @Test
  void times_are_the_servers() {
    Instant before = server();
    Instant added = table.database().write(tx -> Instant.ofEpochMilli(tx.now()));
    Instant asked = table.now();
    Instant after = server();
    assertTrue(!added.isBefore(before) && !asked.isBefore(added) && !after.isBefore(asked));
  }

  private Instant server() {
    return table
        .database()
        .read(
            handle ->
                Instant.ofEpochMilli(
                    handle
                        .createQuery(
                            "SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint")
                        .mapTo(Long.class)
                        .one()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"40001", "40P01"})
  void a_transaction_that_the_server_rolls_back_for_anothers_sake_is_done_once_more(String state) {
    add(handle -> handle.execute(SERVERS_OWN.formatted(state)));
    assertEquals(2, runs.get());
    assertEquals(1, table.robots().list().size());
  }

  @Test
  void a_session_that_is_lost_within_a_transaction_is_replaced_and_the_transaction_done_again() {
    add(handle -> handle.execute("SELECT pg_terminate_backend(pg_backend_pid())"));
    assertEquals(2, runs.get());
    assertEquals(1, table.robots().list().size());
  }

  @Test
  void a_session_that_was_lost_while_idle_is_not_noticed() {
    table.robots().list();
    loseSessions();
    assertEquals(List.of(), table.robots().list());
  }

  @Test
  void a_try_that_was_not_sent_is_taken_back_though_the_session_is_lost_meanwhile() {
    Held held = new Held(new OrderId("apple"), 1, new RobotName("Robot1"));
    table.robots().add(List.of(held.robot()));
    table.claims().claim(new ClaimRequest(held.order(), 1, 3, Instant.EPOCH.plusMillis(1), true));
    table.gateways().listening("gateway", true);
    TellResult notSent = new TellResult(TellOutcome.NOT_SENT, "not connected");

    TellResult result =
        table
            .claims()
            .tell(
                new TellRequest(
                    held.order(), 1, held.robot(), "Green", Duration.ofSeconds(10), null, null),
                () -> {
                  loseSessions();
                  return notSent;
                });

    assertEquals(notSent, result);
    assertFalse(table.robots().find(held.robot()).orElseThrow().told());
  }

  private void loseSessions() {
    PostgresServer.execute(
        url,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
  }

  @Test
  void a_transaction_that_fails_by_its_own_fault_is_not_done_again() {
    TableException failed =
        assertThrows(TableException.class, () -> add(handle -> handle.execute("SELECT 1 / 0")));
    assertTrue(String.valueOf(failed.getMessage()).contains("division by zero"));
    assertEquals(1, runs.get());
    assertEquals(List.of(), table.robots().list());
  }

  /** The commit may have been made: its caller decides what to do. */
  @Test
  void a_commit_that_fails_is_not_done_again() {
    PostgresServer.execute(
        url,
        """
        BEGIN READ WRITE;
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
          $$ BEGIN RAISE EXCEPTION SQLSTATE '40001'; END $$;
        CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON robots DEFERRABLE INITIALLY DEFERRED
          FOR EACH ROW EXECUTE FUNCTION refuse();
        COMMIT
        """);
    assertThrows(TableException.class, () -> add(handle -> {}));
    assertEquals(1, runs.get());
    assertEquals(List.of(), table.robots().list());
  }

  @Test
  void a_lock_that_another_session_keeps_is_a_sentence_and_is_waited_for_no_longer()
      throws Exception {
    try (Connection other = DriverManager.getConnection(url);
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      other.setReadOnly(false);
      statement.execute("LOCK TABLE write_lock IN EXCLUSIVE MODE");
      TableException failed =
          assertThrows(TableException.class, () -> table.database().writeSoon(Transaction::now));
      assertTrue(
          String.valueOf(failed.getMessage()).contains("is locked by another session"),
          failed.getMessage());
      other.rollback();
    }
    assertTrue(table.database().write(Transaction::now) > 0);
  }

  /** A transaction that adds a robot, which {@code accident} befalls the first time. */
  private void add(Consumer<Handle> accident) {
    int unused =
        table
            .database()
            .write(
                tx -> {
                  int added =
                      tx.handle()
                          .execute(
                              "INSERT INTO robots (name, since) VALUES (?, ?)",
                              new RobotName("Robot1").value(),
                              tx.now());
                  if (runs.incrementAndGet() == 1) {
                    accident.accept(tx.handle());
                  }
                  return added;
                });
  }
}
