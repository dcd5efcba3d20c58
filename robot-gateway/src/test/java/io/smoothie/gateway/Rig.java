package io.smoothie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smoothie.activities.mqtt.Cable;
import io.smoothie.activities.mqtt.EmbeddedBroker;
import io.smoothie.activities.mqtt.MqttClients;
import io.smoothie.activities.mqtt.MqttConnection;
import io.smoothie.activities.table.DeadLetter;
import io.smoothie.activities.table.Robot;
import io.smoothie.activities.table.Table;
import io.smoothie.workflow.ClaimRequest;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.wire.RobotMessage;
import io.smoothie.workflow.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * A gateway between the shared broker and a table of its own, with a cable to the broker that can
 * be cut, a client that speaks as the robots, and a Temporal that is told what to do.
 */
final class Rig implements AutoCloseable {
  final EmbeddedBroker broker = EmbeddedBroker.shared();
  final Cable cable = new Cable(broker.port());
  final String dbUrl;
  final Table table;
  final FakeOrders orders = new FakeOrders();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final String clientId = "gateway-" + UUID.randomUUID();

  /** For the gateways that are started from now on. */
  int mostWithQos0 = GatewaySettings.MOST_WITH_QOS_0;

  private final MqttConnection robots;
  private final List<RobotGateway> gateways = new ArrayList<>();
  private final Set<String> retained = new HashSet<>();

  static {
    // Two cores may be busy with other things; a condition that holds is seen at once anyway.
    Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
  }

  Rig(Path folder) {
    dbUrl = "jdbc:sqlite:" + folder.resolve("smoothie.db");
    table = Table.open(dbUrl);
    robots = MqttClients.connection(broker.settings(), "robots-of-" + clientId).connect();
  }

  RobotGateway start() {
    return start(clientId, false);
  }

  RobotGateway start(String id, boolean autoRegister) {
    return start(id, autoRegister, orders);
  }

  /** With another Temporal than the fake. */
  RobotGateway start(OrderSignals temporal) {
    return start(clientId, false, temporal);
  }

  /** One whose topics are all below {@code level}. */
  RobotGateway startBelow(String level) {
    RobotGateway gateway =
        RobotGateway.start(
            new GatewaySettings(cable.settings().withTopicsBelow(level), level, false),
            orders,
            table,
            meters);
    gateways.add(gateway);
    return gateway;
  }

  private RobotGateway start(String id, boolean autoRegister, OrderSignals temporal) {
    RobotGateway gateway =
        RobotGateway.start(
            new GatewaySettings(cable.settings(), id, autoRegister, mostWithQos0),
            temporal,
            table,
            meters);
    gateways.add(gateway);
    return gateway;
  }

  /** Adds the robot and gives it the order; no other robot may be free. */
  RobotName working(String order, String robot) {
    RobotName name = new RobotName(robot);
    table.robots().add(List.of(name));
    assertEquals(
        name,
        table
            .claims()
            .claim(new ClaimRequest(new OrderId(order), 1, 3, Instant.now(), false))
            .robot());
    return name;
  }

  void success(String robot, String order) {
    say(Topics.success(new RobotName(robot)), RobotMessage.success(new OrderId(order)));
  }

  void failure(String robot, String order, String reason) {
    say(Topics.failure(new RobotName(robot)), RobotMessage.failure(new OrderId(order), reason));
  }

  void status(String robot, String word) {
    say(Topics.status(new RobotName(robot)), word.getBytes(StandardCharsets.UTF_8), true);
  }

  void say(String topic, byte[] payload) {
    say(topic, payload, false);
  }

  /** What the broker has kept for {@code topic}; empty when that is nothing. */
  String kept(String topic) {
    CompletableFuture<String> payload = new CompletableFuture<>();
    MqttConnection reader =
        MqttClients.connection(broker.settings(), "reader-" + UUID.randomUUID())
            .receive(
                Mqtt5Subscribe.builder().topicFilter(topic).qos(MqttQos.AT_LEAST_ONCE).build(),
                Runnable::run,
                false,
                message ->
                    payload.complete(
                        new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8)))
            .connect();
    try {
      return payload.completeOnTimeout("", 5, TimeUnit.SECONDS).join();
    } finally {
      reader.close();
    }
  }

  /** As {@link #say(String, byte[])}, with MQTT 5's correlation data. */
  void respond(String topic, String payload, String correlation) {
    robots
        .client()
        .publishWith()
        .topic(topic)
        .payload(payload.getBytes(StandardCharsets.UTF_8))
        .qos(MqttQos.AT_LEAST_ONCE)
        .correlationData(correlation.getBytes(StandardCharsets.UTF_8))
        .send()
        .join();
  }

  /** As {@link #say(String, byte[])}, with one of MQTT 5's user properties. */
  void sayWith(String topic, byte[] payload, String property, String value) {
    robots
        .client()
        .publishWith()
        .topic(topic)
        .payload(payload)
        .qos(MqttQos.AT_LEAST_ONCE)
        .userProperties()
        .add(property, value)
        .applyUserProperties()
        .send()
        .join();
  }

  /** Writes into the table past its own way. */
  void tamper(String sql) {
    try (Connection connection = DriverManager.getConnection(dbUrl);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA ignore_check_constraints = ON");
      assertEquals(1, statement.executeUpdate(sql));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns when the broker has it. */
  void say(String topic, byte[] payload, boolean retain) {
    if (retain) {
      retained.add(topic);
    }
    robots
        .client()
        .publishWith()
        .topic(topic)
        .payload(payload)
        .qos(MqttQos.AT_LEAST_ONCE)
        .retain(retain)
        .send()
        .join();
  }

  /** Publishes it so many times; returns when the broker has it, or the network for QoS 0. */
  void flood(String topic, byte[] payload, MqttQos qos, int messages) {
    CompletableFuture.allOf(
            IntStream.range(0, messages)
                .mapToObj(
                    i ->
                        robots.client().publishWith().topic(topic).payload(payload).qos(qos).send())
                .toArray(CompletableFuture<?>[]::new))
        .join();
  }

  Robot robot(String name) {
    return table.robots().find(new RobotName(name)).orElseThrow();
  }

  int answers(String result) {
    return (int) meters.counter("smoothie.gateway.answers", "result", result).count();
  }

  int deadLetters(String reason) {
    return (int) meters.counter("smoothie.gateway.dead.letters", "reason", reason).count();
  }

  int held() {
    return (int) meters.counter("smoothie.gateway.held").count();
  }

  List<String> deadLetters() {
    return table.deadLetters().list(1_000).stream().map(DeadLetter::reason).toList();
  }

  @Override
  public void close() {
    cable.mend();
    gateways.forEach(RobotGateway::close);
    // Other tests have the same broker.
    List.copyOf(retained).forEach(topic -> say(topic, new byte[0], true));
    robots.close();
    cable.close();
    table.close();
  }
}
