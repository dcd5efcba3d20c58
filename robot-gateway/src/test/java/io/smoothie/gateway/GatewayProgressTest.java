package io.smoothie.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import io.smoothie.activities.table.Attempt;
import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.OrderActivities.TellOutcome;
import io.smoothie.workflow.OrderActivities.TellRequest;
import io.smoothie.workflow.OrderActivities.TellResult;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.wire.RobotMessage;
import io.smoothie.workflow.wire.Topics;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What robots say of their work reaches their attempts' rows, and nothing else. */
class GatewayProgressTest {
  private Rig rig;

  @SuppressWarnings("NullAway.Init")
  GatewayProgressTest() {}

  @BeforeEach
  void start(@TempDir Path folder) {
    rig = new Rig(folder);
    rig.start();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private void progress(String robot, String order, int percent) {
    rig.say(
        Topics.progress(new RobotName(robot)),
        RobotMessage.progress(new OrderId(order), percent, "blending"));
  }

  private Attempt attempt(String order, String robot) {
    return rig.table.attempts().find(new OrderId(order), new RobotName(robot)).orElseThrow();
  }

  private int counted(String result) {
    return (int) rig.meters.counter("smoothie.gateway.progress", "result", result).count();
  }

  @Test
  void progress_is_on_the_attempt_and_is_no_signal_and_no_dead_letter() {
    rig.working("o1", "Robot1");

    progress("Robot1", "o1", 40);

    await().until(() -> attempt("o1", "Robot1").heard() != null);
    assertEquals(40, attempt("o1", "Robot1").percent());
    assertEquals("blending", attempt("o1", "Robot1").note());
    assertEquals(List.of(), rig.orders.signals());
    assertEquals(List.of(), rig.deadLetters());
  }

  @Test
  void of_many_words_in_a_second_the_last_one_is_written() {
    rig.working("o1", "Robot1");
    for (int percent = 1; percent <= 100; percent++) {
      progress("Robot1", "o1", percent);
    }

    await().until(() -> Objects.equals(attempt("o1", "Robot1").percent(), 100));
    assertTrue(counted("written") < 20, () -> counted("written") + " writes");
  }

  @Test
  void progress_of_another_robots_order_is_ignored() {
    rig.working("o1", "Robot1");
    rig.working("o2", "Robot2");

    progress("Robot2", "o1", 40);

    await().until(() -> counted("ignored") == 1);
    assertNull(attempt("o1", "Robot1").heard());
    assertNull(attempt("o2", "Robot2").heard());
  }

  @Test
  void progress_that_cannot_be_used_is_counted_and_no_dead_letter() {
    rig.working("o1", "Robot1");
    String topic = "robots/Robot1/progress";
    for (String payload :
        List.of(
            "",
            "{\"percent\":40}",
            "{\"TaskToken\":\"smoothie-o1\",\"percent\":101}",
            "{\"TaskToken\":\"smoothie-o1\",\"percent\":\"40\"}",
            "{\"TaskToken\":\"smoothie-o1\",\"percent\":1,\"percent\":2}",
            "x".repeat(20_000))) {
      rig.say(topic, payload.getBytes(UTF_8));
    }
    rig.say(topic, RobotMessage.progress(new OrderId("o1"), 40, null), /* retain= */ true);
    rig.say("robots/a b/progress", RobotMessage.progress(new OrderId("o1"), 40, null));

    await().until(() -> counted("refused") == 8);
    assertEquals(List.of(), rig.deadLetters());
    assertNull(attempt("o1", "Robot1").heard());
    // It goes on.
    progress("Robot1", "o1", 50);
    await().until(() -> Objects.equals(attempt("o1", "Robot1").percent(), 50));
  }

  @Test
  void progress_that_the_broker_has_kept_is_not_heard_by_a_gateway_that_comes_later() {
    rig.working("o1", "Robot1");
    rig.say(
        "robots/Robot1/progress",
        RobotMessage.progress(new OrderId("o1"), 40, null),
        /* retain= */ true);
    await().until(() -> counted("refused") == 1);

    rig.start("later-" + rig.clientId, false);
    progress("Robot1", "o1", 50);

    await().until(() -> Objects.equals(attempt("o1", "Robot1").percent(), 50));
    assertEquals(1, counted("refused"));
  }

  @Test
  void what_the_table_does_not_take_is_written_later() throws Exception {
    rig.working("o1", "Robot1");
    try (Connection other = DriverManager.getConnection(rig.dbUrl);
        Statement lock = other.createStatement()) {
      lock.execute("BEGIN IMMEDIATE");
      progress("Robot1", "o1", 40);
      progress("Robot1", "o1", 41);
      lock.execute("ROLLBACK");
    }

    await().until(() -> Objects.equals(attempt("o1", "Robot1").percent(), 41));
  }

  @Test
  void an_answer_that_cannot_be_delivered_yet_ends_the_heartbeat() {
    rig.working("o1", "Robot1");
    assertEquals(1, rig.table.gateways().list().size());
    TellRequest request =
        new TellRequest(
            new OrderId("o1"),
            1,
            new RobotName("Robot1"),
            "Green",
            Duration.ofSeconds(10),
            null,
            Duration.ofSeconds(30));
    rig.table.claims().tell(request, () -> new TellResult(TellOutcome.TOLD, null));
    assertEquals(Duration.ofSeconds(30), attempt("o1", "Robot1").heartbeat());
    rig.orders.away(true);

    rig.success("Robot1", "o1");

    await().until(() -> attempt("o1", "Robot1").heartbeat() == null);
    assertEquals(AttemptOutcome.WORKING, attempt("o1", "Robot1").outcome());
    rig.orders.away(false);
    await().until(() -> rig.answers("delivered") == 1);
  }

  @Test
  void a_gateway_says_since_when_it_hears_progress_and_a_break_begins_anew() throws Exception {
    await().until(() -> progressSince() != null);
    long since = Objects.requireNonNull(progressSince());
    rig.cable.cut();
    rig.broker.awaitGone(rig.clientId + "-status");
    rig.cable.mend();

    await().until(() -> Objects.requireNonNullElse(progressSince(), since) > since);
  }

  private @Nullable Long progressSince() throws SQLException {
    try (Connection connection = DriverManager.getConnection(rig.dbUrl);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT progress_since FROM gateways")) {
      long since = row.next() ? row.getLong(1) : 0;
      return since == 0 ? null : since;
    }
  }

  @Test
  void a_flood_of_progress_delays_no_answer() {
    rig.working("o1", "Robot1");
    rig.flood(
        "robots/Robot1/progress",
        RobotMessage.progress(new OrderId("o1"), 1, null),
        MqttQos.AT_LEAST_ONCE,
        5_000);
    rig.success("Robot1", "o1");

    await().until(() -> rig.answers("delivered") == 1);
    assertEquals(0, rig.held());
  }
}
