package io.smoothie.gateway;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.hivemq.client.mqtt.datatypes.MqttQos;
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
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** When a gateway tells the table that a robot which it does not hear is silent. */
class VouchingTest {
  private static final Logger LOG = (Logger) LoggerFactory.getLogger(Hearing.class);

  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final CountDownLatch temporalAnswers = new CountDownLatch(1);
  private Rig rig;

  @SuppressWarnings("NullAway.Init")
  VouchingTest() {}

  @BeforeEach
  void open(@TempDir Path folder) {
    rig = new Rig(folder);
    logged.start();
    LOG.addAppender(logged);
  }

  @AfterEach
  void close() {
    temporalAnswers.countDown();
    LOG.detachAppender(logged);
    rig.close();
  }

  @Test
  void a_subscription_that_is_granted_and_stays_silent_vouches_for_nothing() {
    String id = start("half-deaf-");

    await().until(() -> said("does not hear how far robots are"));
    assertNull(vouchedUntil());
    assertTrue(rig.table.gateways().silence().isEmpty(), "answers are heard");
    assertTrue(
        said("topic read robots/+/progress, topic write robots/$%s-status/progress".formatted(id)));

    progress();
    await().until(() -> vouchedUntil() != null);
  }

  @Test
  void each_connection_has_to_show_anew_that_it_hears() {
    String id = start("half-deaf-");
    progress();
    await().until(() -> vouchedUntil() != null);

    rig.cable.cut();
    rig.broker.awaitGone(id + "-status");
    rig.cable.mend();

    await().until(() -> vouchedUntil() == null);
  }

  @Test
  void a_broker_that_takes_no_probe_is_warned_of_and_the_gateway_vouches() {
    String id = start("half-refused-");

    await().until(() -> vouchedUntil() != null);
    assertTrue(said("takes no message on robots/$%s-status/progress".formatted(id)));
  }

  @Test
  void a_probe_that_is_lost_is_sent_again_at_once() {
    start("lossy-");

    await().until(() -> vouchedUntil() != null);
    assertEquals(List.of(), logged.list, "it was never deaf");
  }

  /** While one is not acknowledged, a broker may hold back others: this one does. */
  @Test
  void an_answer_that_is_not_taken_for_a_second_ends_the_vouching_until_it_is() {
    start("gateway-");
    rig.working("o1", "Robot1");
    await().until(() -> vouchedUntil() != null);
    rig.orders.before(order -> awaitTemporal());

    rig.success("Robot1", "o1");
    await().until(() -> vouchedUntil() == null);
    assertTrue(rig.table.gateways().silence().isEmpty(), "answers are heard");

    temporalAnswers.countDown();
    await().until(() -> vouchedUntil() != null);
  }

  @Test
  void an_answer_that_is_dropped_is_waited_for_no_more() {
    rig.mostWithQos0 = 50;
    start("gateway-");
    rig.working("o1", "Robot1");
    rig.orders.before(order -> awaitTemporal());
    rig.flood(
        Topics.success(new RobotName("Robot1")),
        RobotMessage.success(new OrderId("o1")),
        MqttQos.AT_MOST_ONCE,
        rig.mostWithQos0 + 100);
    await().until(() -> rig.meters.counter("smoothie.gateway.dropped").count() > 0);
    await().until(() -> vouchedUntil() == null);

    temporalAnswers.countDown();

    await().until(() -> vouchedUntil() != null);
  }

  private String start(String prefix) {
    String id = prefix + UUID.randomUUID();
    rig.start(id, false);
    return id;
  }

  private void progress() {
    rig.say("robots/Robot1/progress", RobotMessage.progress(new OrderId("o1"), 1, null));
  }

  private boolean said(String words) {
    return List.copyOf(logged.list).stream()
        .anyMatch(event -> event.getFormattedMessage().contains(words));
  }

  private void awaitTemporal() {
    try {
      temporalAnswers.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private @Nullable Long vouchedUntil() {
    try (Connection connection = DriverManager.getConnection(rig.dbUrl);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT progress_seen FROM gateways")) {
      long seen = row.next() ? row.getLong(1) : 0;
      return seen == 0 ? null : seen;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
