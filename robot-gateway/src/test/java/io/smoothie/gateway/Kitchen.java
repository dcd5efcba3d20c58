package io.smoothie.gateway;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import io.smoothie.activities.mqtt.Cable;
import io.smoothie.activities.mqtt.EmbeddedBroker;
import io.smoothie.activities.mqtt.MqttClients;
import io.smoothie.activities.mqtt.MqttConnection;
import io.smoothie.activities.table.Table;
import io.smoothie.activities.worker.OrderPublisher;
import io.smoothie.activities.worker.SmoothieWorker;
import io.smoothie.activities.worker.WorkerSettings;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.OrderResult;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.temporal.Orders;
import io.smoothie.workflow.temporal.TemporalConnection;
import io.smoothie.workflow.temporal.TemporalSettings;
import io.smoothie.workflow.wire.OrderMessage;
import io.smoothie.workflow.wire.RobotMessage;
import io.smoothie.workflow.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.awaitility.Awaitility;

/**
 * Everything but the gateway: Temporal in memory, the worker, the table, and a client as the
 * robots.
 */
final class Kitchen implements AutoCloseable {
  final EmbeddedBroker broker = EmbeddedBroker.shared();
  final int temporalPort;
  final Cable temporalCable;
  final String dbUrl;
  final Table table;
  final Orders orders;
  final String id = UUID.randomUUID().toString();
  final ScheduledExecutorService robotThreads = Executors.newScheduledThreadPool(2);
  private final MemoryTemporal server = new MemoryTemporal();
  private final TemporalConnection temporal;
  private final OrderPublisher publisher;
  private final SmoothieWorker worker;
  private final List<Runnable> others = new ArrayList<>();
  private final MqttConnection robots;

  static {
    // Two cores may be busy with other things; a condition that holds is seen at once anyway.
    Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
  }

  /**
   * @param onOrder what the one client that serves every robot does with an order
   */
  Kitchen(Path folder, BiConsumer<Kitchen, Told> onOrder) {
    temporalPort = server.port();
    temporalCable = new Cable(temporalPort);
    dbUrl = "jdbc:sqlite:" + folder.resolve("smoothie.db");
    table = Table.open(dbUrl);
    temporal = TemporalConnection.connect(TemporalSettings.of("127.0.0.1:" + temporalPort));
    orders = new Orders(temporal.client());
    publisher = OrderPublisher.connect(broker.settings());
    worker = SmoothieWorker.start(temporal, table, publisher, WorkerSettings.of("gateway-test"));
    robots =
        MqttClients.connection(broker.settings(), "robots-" + id)
            .receive(
                Mqtt5Subscribe.builder()
                    .topicFilter(Topics.ORDER_FILTER)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .build(),
                robotThreads,
                false,
                message -> onOrder.accept(this, Told.of(message)))
            .connect();
  }

  /** An order as a robot hears it. */
  record Told(RobotName robot, OrderId order) {
    static Told of(Mqtt5Publish message) {
      return new Told(
          new RobotName(message.getTopic().getLevels().get(1)),
          OrderMessage.parse(message.getPayloadAsBytes()).orElseThrow().order());
    }
  }

  void succeed(Told told) {
    say(Topics.success(told.robot()), RobotMessage.success(told.order()));
  }

  void succeedLater(Told told, Duration delay) {
    var unused =
        robotThreads.schedule(() -> succeed(told), delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  void say(String topic, byte[] payload) {
    // Not waited for: this may be the robots' only thread.
    var unused =
        robots
            .client()
            .publishWith()
            .topic(topic)
            .payload(payload)
            .qos(MqttQos.AT_LEAST_ONCE)
            .send();
  }

  void place(String order, OrderRequest request) {
    orders.place(new OrderId(order), request, "gateway-test");
  }

  OrderResult result(String order) {
    return temporal
        .client()
        .newUntypedWorkflowStub(new OrderId(order).workflowId())
        .getResult(OrderResult.class);
  }

  /** Its Temporal is behind the cable. */
  RobotGateway gateway(String name) {
    TemporalConnection own =
        TemporalConnection.impatient(TemporalSettings.of("127.0.0.1:" + temporalCable.port()));
    RobotGateway gateway = RobotGateway.start(settings(name), own, table);
    others.add(0, own::close);
    others.add(0, gateway::close);
    return gateway;
  }

  GatewaySettings settings(String name) {
    return new GatewaySettings(broker.settings(), name + "-" + id, false);
  }

  @Override
  public void close() {
    others.forEach(Runnable::run);
    worker.close();
    robots.close();
    robotThreads.shutdownNow();
    publisher.close();
    temporal.close();
    temporalCable.close();
    server.close();
    table.close();
  }
}
