package io.smoothie.gateway;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.activities.table.Gateway;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway tells the table of its hearing. */
class ListeningTest {
  @TempDir Path folder;
  private Rig rig;

  @BeforeEach
  void open() {
    rig = new Rig(folder);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private Optional<Gateway> row(String clientId) {
    return rig.table.gateways().list().stream()
        .filter(gateway -> gateway.clientId().equals(clientId))
        .findFirst();
  }

  private boolean isListening(String clientId) {
    return row(clientId).filter(gateway -> gateway.isListening(rig.table.now())).isPresent();
  }

  @Test
  void a_gateway_that_has_started_listens_and_goes_on_saying_so() {
    rig.start();
    assertTrue(isListening(rig.clientId));
    Gateway first = row(rig.clientId).orElseThrow();
    await().until(() -> row(rig.clientId).orElseThrow().lastSeen().isAfter(first.lastSeen()));

    assertEquals(first.since(), row(rig.clientId).orElseThrow().since());
    assertEquals(1, rig.meters.get("smoothie.gateway.listening").gauge().value());
  }

  @Test
  void after_a_break_a_gateway_listens_anew() {
    rig.start();
    Instant since = row(rig.clientId).orElseThrow().since();
    rig.cable.cut();
    rig.broker.awaitGone(rig.clientId);
    Instant last = row(rig.clientId).orElseThrow().lastSeen();
    rig.cable.mend();

    await().until(() -> row(rig.clientId).orElseThrow().lastSeen().isAfter(last));
    await().until(() -> row(rig.clientId).orElseThrow().since().isAfter(since));
  }

  @Test
  void a_break_that_the_table_could_not_be_told_of_at_once_is_told_later() throws Exception {
    rig.start();
    Instant last;
    try (Connection lock = DriverManager.getConnection(rig.dbUrl);
        Statement statement = lock.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      last = row(rig.clientId).orElseThrow().lastSeen();
      rig.cable.cut();
      rig.broker.awaitGone(rig.clientId);
      rig.cable.mend();
      await().until(() -> rig.meters.get("smoothie.gateway.listening").gauge().value() == 1);
      // The table gives up on a lock after 5 s: once when it is told of the break, at the latest.
      long locked = System.nanoTime();
      await().until(() -> System.nanoTime() - locked > Duration.ofSeconds(7).toNanos());
      statement.execute("ROLLBACK");
    }

    await().until(() -> row(rig.clientId).orElseThrow().lastSeen().isAfter(last));
    assertTrue(row(rig.clientId).orElseThrow().since().isAfter(last));
  }

  @Test
  void a_gateway_that_does_not_hear_itself_does_not_listen_until_it_hears_a_robot() {
    String deaf = "deaf-" + UUID.randomUUID();
    rig.start(deaf, false);
    assertFalse(isListening(deaf));
    rig.working("o1", "Robot1");

    rig.success("Robot1", "o1");

    await().until(() -> isListening(deaf));
  }

  @Test
  void a_gateway_whose_probe_the_broker_refuses_is_taken_to_listen() {
    String refused = "refused-" + UUID.randomUUID();
    rig.start(refused, false);

    await().until(() -> isListening(refused));
  }

  @Test
  void a_gateways_probe_is_no_robots_answer_and_no_dead_letter() {
    rig.start();
    String other = "other-" + UUID.randomUUID();
    rig.start(other, false);
    rig.say("robots/$" + other + "/success", new byte[] {1, 2, 3});
    rig.working("o1", "Robot1");
    rig.success("Robot1", "o1");

    await().until(() -> rig.answers("delivered") >= 1);
    assertTrue(isListening(other) && isListening(rig.clientId));
    assertEquals(List.of(), rig.deadLetters());
  }
}
