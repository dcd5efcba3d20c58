package io.smoothie.cli.stack;

import io.micrometer.core.instrument.Metrics;
import io.smoothie.activities.mqtt.MqttSettings;
import io.smoothie.activities.table.Table;
import io.smoothie.activities.table.WakeUpCall;
import io.smoothie.activities.wakeup.OwnTemporal;
import io.smoothie.activities.wakeup.WakeUps;
import io.smoothie.activities.worker.OrderPublisher;
import io.smoothie.activities.worker.SmoothieWorker;
import io.smoothie.cli.config.RunningUp;
import io.smoothie.cli.config.TableOptions;
import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.process.Closers;
import io.smoothie.cli.process.Health;
import io.smoothie.cli.process.HealthPart;
import io.smoothie.gateway.GatewaySettings;
import io.smoothie.gateway.RobotGateway;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.temporal.Orders;
import io.smoothie.workflow.temporal.TemporalConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Temporal, broker, table, worker and gateway, in this process; no robots. */
final class Stack implements AutoCloseable {
  static final String GATEWAY_CLIENT_ID = "smoothie-gateway-up";

  private static final String IN_MEMORY_TABLE = "smoothie-in-memory.db";
  private static final int MOST_WAITERS = 100_000;

  private final Closers closers = new Closers();
  private final TemporalServer temporal;
  private final Broker broker;
  private final @Nullable RobotListener robots;
  private final String tableUrl;
  private final TemporalConnection connection;
  private final Table table;
  private final RobotGateway gateway;
  private final SmoothieWorker worker;

  private Stack(StackSettings settings, Consumer<WatchedMessage> watcher)
      throws InterruptedException {
    robots = settings.robots();
    try {
      // Broker and Temporal each take seconds to start, so they start in parallel.
      CompletableFuture<Broker> starting =
          CompletableFuture.supplyAsync(() -> startBroker(settings, watcher));
      closers.add(() -> starting.handle((started, error) -> closed(started)).join());
      temporal =
          closers.add(
              settings
                  .temporal()
                  .start(
                      settings.environment(),
                      settings.folder(),
                      settings.temporalPort(),
                      settings.uiPort()));
      broker = joined(starting);
      connection = closers.add(TemporalConnection.lazy(temporal.settings()));
      tableUrl =
          settings.isInMemory() ? freshTable(settings) : TableOptions.urlIn(settings.folder());
      Table opened = closers.add(Table.open(tableUrl)).measured(Metrics.globalRegistry);
      OwnTemporal own = new OwnTemporal(opened, connection);
      own.check();
      Orders orders = new Orders(connection.client());
      table = opened.waking(new WakeUps(opened, orders, own)::call);
      letGoOfWhatIsOver(orders);
      MqttSettings mqtt = MqttSettings.parse(broker.url());
      OrderPublisher publisher = closers.add(OrderPublisher.connect(mqtt));
      TemporalConnection gatewayConnection = closers.add(connection.impatientToo());
      gateway =
          closers.add(
              RobotGateway.start(
                  new GatewaySettings(mqtt, GATEWAY_CLIENT_ID, false), gatewayConnection, table));
      worker = closers.add(SmoothieWorker.start(connection, table, publisher, settings.worker()));
    } catch (Throwable e) {
      closers.close();
      throw e;
    }
  }

  /**
   * @param watcher sees every MQTT message; called on the broker's threads, must not block
   */
  static Stack start(StackSettings settings, Consumer<WatchedMessage> watcher)
      throws InterruptedException {
    return new Stack(settings.onFreePorts(), watcher);
  }

  /** Adds the robots that are not in the table yet. */
  void addRobots(List<RobotName> names) {
    table.robots().add(names);
  }

  TemporalServer temporal() {
    return temporal;
  }

  TemporalConnection connection() {
    return connection;
  }

  Table table() {
    return table;
  }

  /** Where robots of other machines reach the broker; null: nowhere by TLS. */
  @Nullable RobotListener robots() {
    return robots;
  }

  String mqttUrl() {
    return broker.url();
  }

  String tableUrl() {
    return tableUrl;
  }

  RobotGateway gateway() {
    return gateway;
  }

  SmoothieWorker worker() {
    return worker;
  }

  /** Tells {@code health} what all has to be well. */
  void health(Health health) {
    health.begun(
        worker::stuck,
        new HealthPart("worker", worker::trouble),
        new HealthPart("gateway", gateway::trouble),
        new HealthPart("temporal", connection::trouble),
        new HealthPart("table", table::trouble));
  }

  /** What other commands of this user need to know of it. */
  RunningUp asUp(String taskQueue) {
    return new RunningUp(
        ProcessHandle.current().pid(),
        RunningUp.startOf(ProcessHandle.current()),
        temporal.address(),
        connection.namespace(),
        !(temporal instanceof GivenTemporal),
        temporal.ui().orElse(null),
        broker.url(),
        tableUrl,
        taskQueue);
  }

  /** Has {@code part} closed before all parts that were added earlier. */
  <T extends AutoCloseable> T add(T part) {
    return closers.add(part);
  }

  @Override
  public void close() {
    closers.close();
  }

  /**
   * Begins a new table, which only the in-memory Temporal uses: that Temporal has forgotten every
   * order.
   */
  private static String freshTable(StackSettings settings) {
    Path file = settings.folder().resolve(IN_MEMORY_TABLE);
    try {
      for (String part : List.of("", "-wal", "-shm", "-journal")) {
        Files.deleteIfExists(file.resolveSibling(IN_MEMORY_TABLE + part));
      }
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.UNAVAILABLE,
          "The table %s of an earlier in-memory Temporal cannot be deleted (%s): delete it, or give another folder (--data)."
              .formatted(file, e),
          e);
    }
    return "jdbc:sqlite:" + file;
  }

  /**
   * Releases the claims of orders that are over: Temporal may have ended some while no stack ran.
   */
  private void letGoOfWhatIsOver(Orders orders) {
    Stream<WakeUpCall> holders =
        table.robots().list().stream()
            .filter(robot -> robot.order() != null)
            .map(robot -> new WakeUpCall(Objects.requireNonNull(robot.order()), robot.claim()));
    Stream<WakeUpCall> waiters =
        table.queue().list(MOST_WAITERS).stream()
            .map(waiter -> new WakeUpCall(waiter.order(), waiter.claim()));
    Stream.concat(holders, waiters)
        .filter(claim -> orders.state(claim.order()) != Orders.State.RUNNING)
        .toList()
        .forEach(
            claim ->
                table
                    .claims()
                    .releaseEnded(
                        claim.order(),
                        claim.claim(),
                        orders.outsideEnding(claim.order()).orElse(null)));
  }

  private static Broker startBroker(StackSettings settings, Consumer<WatchedMessage> watcher) {
    try {
      return Broker.start(
          settings.folder().resolve("broker"),
          settings.kept(),
          settings.bind(),
          settings.mqttPort(),
          settings.robots(),
          watcher);
    } catch (InterruptedException e) {
      throw new CompletionException(e);
    }
  }

  private static Broker joined(CompletableFuture<Broker> starting) throws InterruptedException {
    try {
      return starting.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private static boolean closed(Broker broker) {
    if (broker != null) {
      broker.close();
    }
    return true;
  }
}
