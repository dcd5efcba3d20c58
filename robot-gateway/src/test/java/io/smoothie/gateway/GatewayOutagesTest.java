package io.smoothie.gateway;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import io.smoothie.activities.mqtt.Cable;
import io.smoothie.activities.table.RobotStatus;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.temporal.Orders;
import io.smoothie.workflow.temporal.Orders.State;
import io.smoothie.workflow.temporal.TemporalConnection;
import io.smoothie.workflow.temporal.TemporalSettings;
import io.smoothie.workflow.temporal.TemporalUnavailableException;
import io.smoothie.workflow.wire.RobotMessage;
import io.smoothie.workflow.wire.Topics;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Something is away for a while: Temporal, the broker, the table, the gateway itself. */
class GatewayOutagesTest {
  @TempDir Path folder;
  private Rig rig;

  @BeforeEach
  void start() {
    rig = new Rig(folder);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void with_temporal_away_nothing_is_lost_and_nothing_spins() {
    IntStream.range(0, 20).forEach(i -> rig.working("o" + i, "Robot" + i));
    rig.orders.away(true);

    RobotGateway gateway =
        sayWhileAway(() -> IntStream.range(0, 20).forEach(i -> rig.success("Robot" + i, "o" + i)));
    long began = System.nanoTime();
    int before = rig.orders.tries();
    await().until(() -> rig.orders.tries() > before + 20);

    // Each that it holds; a message may be held up by an earlier one, at the broker.
    int tries = rig.orders.tries() - before;
    int held = gateway.pendingAnswers();
    long seconds = 1 + Duration.ofNanos(System.nanoTime() - began).toSeconds();
    assertTrue(
        tries <= 5L * held * seconds, "%d tries of %d in %d s".formatted(tries, held, seconds));
    rig.orders.away(false);
    await().until(() -> rig.answers("delivered") == 20);
    assertEquals(20, rig.orders.signals().stream().distinct().count());
    assertEquals(List.of(), rig.deadLetters());
  }

  /** More answers than there are threads, each with a call to a Temporal that has just gone. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void with_temporal_away_calls_fail_soon_and_other_robots_messages_are_handled(boolean mute) {
    IntStream.range(0, 20).forEach(i -> rig.working("o" + i, "Robot" + i));
    rig.start().close();
    rig.broker.awaitGone(rig.clientId);
    IntStream.range(0, 20).forEach(i -> rig.success("Robot" + i, "o" + i));
    rig.say("robots/Other/success", new byte[0]);
    try (MemoryTemporal server = new MemoryTemporal();
        Cable cable = new Cable(server.port());
        TemporalConnection connection =
            TemporalConnection.impatient(TemporalSettings.of("127.0.0.1:" + cable.port()))) {
      Orders orders = new Orders(connection.client());
      // Impatient: its first call, in a JVM that has made none, may take longer.
      await()
          .ignoreExceptionsInstanceOf(TemporalUnavailableException.class)
          .until(() -> orders.state(new OrderId("o1")) == State.NOT_FOUND);
      if (mute) {
        cable.mute();
      } else {
        cable.cut();
      }

      try (RobotGateway gateway = rig.start(OrderSignals.of(orders))) {
        // One round of calls, and another for the calls that found no thread: not the SDK's own
        // minute.
        Duration soon = Duration.ofSeconds(30);
        await().atMost(soon).until(() -> rig.held() > 0 && rig.answers("dead_letter") == 1);
        assertTrue(gateway.pendingAnswers() >= 20);

        cable.mend();
        await().until(() -> rig.answers("late") == 20);
      }
    }
  }

  @Test
  void answers_that_come_while_the_gateway_is_away_are_heard_at_its_return() {
    rig.working("o1", "Robot1");
    rig.start().close();

    rig.success("Robot1", "o1");
    rig.start();

    await().until(() -> rig.answers("delivered") == 1);
  }

  @Test
  void answers_that_are_held_when_the_gateway_ends_are_heard_again_by_the_next() {
    rig.working("o1", "Robot1");
    rig.orders.away(true);
    RobotGateway first = rig.start();
    rig.success("Robot1", "o1");
    await().until(() -> rig.orders.tries() > 0);

    assertTimeoutPreemptively(Duration.ofSeconds(10), first::close);
    rig.orders.away(false);
    assertEquals(List.of(), rig.orders.signals());
    rig.start();

    await().until(() -> rig.answers("delivered") == 1);
  }

  @Test
  void an_answer_that_was_signalled_but_not_acknowledged_comes_again_and_changes_nothing() {
    rig.working("o1", "Robot1");
    RobotGateway first = rig.start();
    rig.orders.before(order -> rig.cable.cut());
    rig.success("Robot1", "o1");
    await().until(() -> rig.answers("delivered") == 1);
    first.close();

    rig.orders.before(order -> {});
    rig.cable.mend();
    rig.start();

    await().until(() -> rig.answers("delivered") == 2);
    assertEquals(List.of("succeeded o1 Robot1", "succeeded o1 Robot1"), rig.orders.signals());
    assertEquals(List.of(), rig.deadLetters());
  }

  @Test
  void with_the_broker_away_a_gateway_connects_again_and_goes_on() {
    rig.working("o1", "Robot1");
    rig.start();
    rig.cable.cut();

    rig.success("Robot1", "o1");
    assertEquals(0, rig.answers("delivered"));
    rig.cable.mend();

    await().until(() -> rig.answers("delivered") == 1);
  }

  /** hivemq-mqtt-client #796: an old copy that is left out would block all acknowledgements. */
  @Test
  void held_messages_survive_reconnects_and_all_their_copies_are_acknowledged() {
    IntStream.range(0, 5).forEach(i -> rig.working("o" + i, "Robot" + i));
    rig.orders.away(true);
    RobotGateway first =
        sayWhileAway(() -> IntStream.range(0, 5).forEach(i -> rig.success("Robot" + i, "o" + i)));
    await().until(() -> first.pendingAnswers() == 5);
    for (int i = 0; i < 2; i++) {
      rig.cable.cut();
      rig.cable.mend();
      int copies = 5 * (i + 2);
      await().until(() -> first.pendingAnswers() == copies);
    }

    rig.orders.away(false);

    await().until(() -> first.pendingAnswers() == 0);
    rig.working("o9", "Robot9");
    rig.success("Robot9", "o9");
    await().until(() -> rig.orders.signals().contains("succeeded o9 Robot9"));
    first.close();
    int before = rig.orders.tries();
    RobotGateway second = rig.start();
    rig.working("o10", "Robot10");
    rig.success("Robot10", "o10");
    await().until(() -> rig.orders.signals().contains("succeeded o10 Robot10"));
    await().until(() -> second.pendingAnswers() == 0);
    assertEquals(before + 1, rig.orders.tries(), "nothing acknowledged came again");
    assertEquals(List.of(), rig.deadLetters());
  }

  @Test
  void a_retained_answer_is_refused_once_and_not_at_every_return() {
    rig.working("o1", "Robot1");
    rig.say("robots/Robot1/success", RobotMessage.success(new OrderId("o1")), true);

    RobotGateway first = rig.start();
    await().until(() -> rig.answers("dead_letter") == 1);
    first.close();
    rig.start();
    rig.success("Robot1", "o1");

    await().until(() -> rig.answers("delivered") == 1);
    assertEquals(1, rig.deadLetters().size());
  }

  @Test
  void with_the_table_locked_a_message_is_held() throws Exception {
    rig.working("o1", "Robot1");
    rig.start();
    try (Connection other =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("smoothie.db"));
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN EXCLUSIVE");
      rig.say("robots/Robot1/success", new byte[0]);
      rig.success("Robot1", "o1");
      await().atMost(Duration.ofSeconds(30)).until(() -> rig.held() > 0);
      assertEquals(0, rig.answers("delivered"));
      statement.execute("ROLLBACK");
    }

    await().until(() -> rig.answers("delivered") == 1);
    assertEquals(1, rig.deadLetters().size());
  }

  @Test
  void messages_of_QoS_0_are_dropped_when_too_many_are_held() {
    rig.working("o1", "Robot1");
    rig.orders.away(true);
    RobotGateway gateway = rig.start();

    String topic = Topics.success(new RobotName("Robot1"));
    byte[] success = RobotMessage.success(new OrderId("o1"));
    await()
        .until(
            () -> {
              rig.flood(topic, success, MqttQos.AT_MOST_ONCE, 1_000);
              return rig.meters.counter("smoothie.gateway.dropped").count() > 0;
            });

    assertEquals(GatewaySettings.MOST_WITH_QOS_0, gateway.pendingAnswers());
    rig.say("robots/Other/success", new byte[0]);
    await().until(() -> rig.answers("dead_letter") == 1);
  }

  @Test
  void a_flood_of_statuses_waits_at_the_broker() throws Exception {
    RobotName robot = new RobotName("Robot1");
    rig.table.robots().add(List.of(robot));
    RobotGateway gateway = rig.start();
    try (Connection other =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("smoothie.db"));
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN EXCLUSIVE");
      rig.flood(Topics.status(robot), new byte[0], MqttQos.AT_LEAST_ONCE, 3_000);
      rig.status("Robot1", "OFFLINE");
      await().during(Duration.ofSeconds(1)).until(() -> gateway.pendingStatuses() <= 1_000);
      statement.execute("ROLLBACK");
    }

    await().until(() -> rig.robot("Robot1").status() == RobotStatus.OFFLINE);
  }

  @Test
  void another_client_with_its_id_ends_a_gateway_without_a_fight() throws Exception {
    RobotGateway first = rig.start();
    RobotGateway second = rig.start();

    GatewayEnd end = first.ended().toCompletableFuture().get();
    // Longer than the first would take to come back.
    await()
        .during(Duration.ofSeconds(2))
        .until(() -> !second.ended().toCompletableFuture().isDone());
    first.close();

    assertTrue(end.reason().contains(rig.clientId), end.reason());
    rig.working("o1", "Robot1");
    rig.success("Robot1", "o1");
    await().until(() -> rig.answers("delivered") == 1);
  }

  @Test
  void a_gateway_closes_in_time_with_the_broker_away() {
    RobotGateway gateway = rig.start();
    rig.cable.cut();

    assertTimeoutPreemptively(Duration.ofSeconds(10), gateway::close);
  }

  @Test
  void a_robot_whose_answer_takes_long_holds_up_no_other() {
    rig.working("o1", "Robot1");
    rig.working("o2", "Robot2");
    CountDownLatch go = new CountDownLatch(1);
    rig.orders.before(
        order -> {
          if (order.equals(new OrderId("o1"))) {
            try {
              go.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }
        });

    sayWhileAway(
        () -> {
          rig.success("Robot1", "o1");
          rig.success("Robot2", "o2");
        });

    await().until(() -> rig.orders.signals().equals(List.of("succeeded o2 Robot2")));
    go.countDown();
    await().until(() -> rig.answers("delivered") == 2);
  }

  /**
   * Messages that wait in a session come at once; the embedded broker sends new ones only when
   * nothing before it is unacknowledged.
   */
  private RobotGateway sayWhileAway(Runnable messages) {
    rig.start().close();
    rig.broker.awaitGone(rig.clientId);
    messages.run();
    return rig.start();
  }
}
