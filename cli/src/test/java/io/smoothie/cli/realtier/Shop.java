package io.smoothie.cli.realtier;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.activities.table.Robot;
import io.smoothie.activities.table.Table;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.temporal.Orders;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One test's own Smoothie on the shared servers: a table, a task queue, and every process a JVM
 * started through the command line's entry point.
 */
final class Shop implements AutoCloseable {
  private static final String SMOOTHIE = "io.smoothie.cli.Smoothie";

  private final RealServers servers;
  private final String name;
  private final Path folder;
  private final String taskQueue;
  private final String dbUrl;
  private final Table table;
  private final List<ChildProcess> processes = new ArrayList<>();

  /** One whose table is an SQLite file in its folder. */
  Shop(RealServers servers, String name) {
    this(servers, name, null);
  }

  /**
   * @param databaseUrl where the table is; null for a file in the shop's folder
   */
  Shop(RealServers servers, String name, @Nullable String databaseUrl) {
    this.servers = servers;
    // File names have their limits.
    this.name = name.substring(0, Math.min(40, name.length()));
    try {
      folder =
          Files.createTempDirectory(
              Files.createDirectories(Path.of("target", "real-tier")).toAbsolutePath(), "shop");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    taskQueue = "real-" + UUID.randomUUID();
    dbUrl = databaseUrl == null ? "jdbc:sqlite:" + folder.resolve("smoothie.db") : databaseUrl;
    table = Table.open(dbUrl);
  }

  Table table() {
    return table;
  }

  String taskQueue() {
    return taskQueue;
  }

  Orders orders() {
    return new Orders(servers.connection().client());
  }

  void addRobots(String... names) {
    table.robots().add(Arrays.stream(names).map(RobotName::new).toList());
  }

  Robot robot(String robot) {
    return table.robots().find(new RobotName(robot)).orElseThrow();
  }

  /** These robots in the table, a worker and a gateway, started at the same time. */
  void open(String... robots) {
    addRobots(robots);
    ChildProcess worker = smoothie("worker");
    gateway();
    awaitPolls(worker);
  }

  /** A worker that polls. */
  ChildProcess worker() {
    ChildProcess worker = smoothie("worker");
    awaitPolls(worker);
    return worker;
  }

  /** A gateway that has subscribed. The same session each time. */
  ChildProcess gateway() {
    return gateway(taskQueue);
  }

  /** A gateway with a session of its own. */
  ChildProcess gateway(String clientId) {
    long before = servers.subscriptions("robots/+/success");
    ChildProcess gateway = smoothie("gateway", "--client-id", clientId);
    awaitSubscription(gateway, "robots/+/success", before);
    return gateway;
  }

  /** Waits until some gateway has said that it hears robots. */
  void awaitListening() {
    await("a gateway that listens").until(() -> table.gateways().silence().isEmpty());
  }

  /** {@code kill -9} of the shop's processes that run this command. */
  void kill(String command) {
    processes.stream()
        .filter(process -> process.toString().contains(name + "-" + command))
        .forEach(ChildProcess::kill);
  }

  /** A simulated robot, listening, with options of {@code smoothie robot}. */
  ChildProcess simulatedRobot(String robot, String... options) {
    String topic = "robots/%s/order".formatted(robot);
    long before = servers.subscriptions(topic);
    ChildProcess process =
        smoothie(
            Stream.concat(Stream.of("robot", robot), Stream.of(options)).toArray(String[]::new));
    awaitSubscription(process, topic, before);
    return process;
  }

  /** A robot made of a shell script and Mosquitto's clients. */
  ChildProcess demoRobot(String robot, int secondsToMakeOne) {
    String topic = "robots/%s/order".formatted(robot);
    long before = servers.subscriptions(topic);
    ChildProcess process =
        start(
            "demo-robot",
            Map.of("MQTT_PORT", String.valueOf(servers.mqttPort())),
            List.of("../scripts/demo-robot.sh", robot, String.valueOf(secondsToMakeOne)));
    awaitSubscription(process, topic, before);
    return process;
  }

  /** The ends of what its processes have said, for a failure's message. */
  String ends() {
    return processes.stream().map(ChildProcess::end).collect(Collectors.joining());
  }

  /** Any command, as its own process. */
  ChildProcess smoothie(String... arguments) {
    return smoothie(Map.of("SMOOTHIE_TASK_QUEUE", taskQueue), List.of(arguments));
  }

  /** Any command, with other variables than those of the shop. */
  ChildProcess smoothie(Map<String, String> environment, String... arguments) {
    Map<String, String> all = new HashMap<>(Map.of("SMOOTHIE_TASK_QUEUE", taskQueue));
    all.putAll(environment);
    return smoothie(all, List.of(arguments));
  }

  /** A command that finds the servers, and leaves the task queue at what it is by default. */
  ChildProcess onDefaultTaskQueue(List<String> arguments) {
    return smoothie(Map.of(), arguments);
  }

  /** A command of a user who has set nothing but this, with a {@code temporal} on the PATH. */
  ChildProcess unconfigured(Map<String, String> environment, String... arguments) {
    Map<String, String> all = new HashMap<>(home());
    all.put(
        "PATH", servers.binaries().temporal().getParent() + File.pathSeparator + "/usr/bin:/bin");
    all.putAll(environment);
    return java(arguments[0], all, SMOOTHIE, List.of(arguments));
  }

  /** A worker that polls, and dies before it wakes the first order that it hands a robot to. */
  ChildProcess workerThatWakesNoOrder() {
    ChildProcess worker =
        java(
            "worker-that-wakes-no-order",
            home(),
            WorkerThatWakesNoOrder.class.getName(),
            List.of(servers.temporalAddress(), dbUrl, servers.mqttUrl(), taskQueue));
    awaitPolls(worker);
    return worker;
  }

  /** A command typed in the checkout, by a user whose home is the shop's folder. */
  ChildProcess shell(String line) {
    return start("shell", home(), List.of("bash", "-c", "cd .. && " + line));
  }

  /** The shop's own folder. */
  Path folder() {
    return folder;
  }

  private Map<String, String> home() {
    return Map.of("HOME", folder.toString(), "SMOOTHIE_HOME", folder.resolve("home").toString());
  }

  /** Puts a {@code smoothie} into its folder, for a shell that stands there. */
  void launcher() {
    Map<String, String> environment = configured();
    environment.put("SMOOTHIE_TASK_QUEUE", taskQueue);
    List<String> lines = new ArrayList<>(List.of("#!/bin/sh"));
    environment.forEach(
        (variable, value) -> lines.add("export %s='%s'".formatted(variable, value)));
    lines.add(
        "exec "
            + command(SMOOTHIE).stream()
                .map("'%s'"::formatted)
                .collect(Collectors.joining(" ", "", " \"$@\"")));
    Path launcher = folder.resolve("smoothie");
    try {
      Files.write(launcher, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertTrue(launcher.toFile().setExecutable(true), launcher::toString);
  }

  private ChildProcess smoothie(Map<String, String> more, List<String> arguments) {
    Map<String, String> environment = configured();
    environment.putAll(more);
    return java(arguments.get(0), environment, SMOOTHIE, arguments);
  }

  private Map<String, String> configured() {
    Map<String, String> environment = new HashMap<>(home());
    environment.put("SMOOTHIE_DB_URL", dbUrl);
    environment.put("SMOOTHIE_MQTT_URL", servers.mqttUrl());
    environment.put("TEMPORAL_ADDRESS", servers.temporalAddress());
    return environment;
  }

  private ChildProcess java(
      String what, Map<String, String> environment, String mainClass, List<String> arguments) {
    List<String> command = command(mainClass);
    command.addAll(arguments);
    return start(what, environment, command);
  }

  private static List<String> command(String mainClass) {
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            mainClass));
  }

  /** Temporal's own command line, on the shared server. */
  ChildProcess temporal(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(servers.binaries().temporal().toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("--address", servers.temporalAddress()));
    return start("temporal-cli", Map.of("HOME", folder.toString()), command);
  }

  /** A robot's ear: Mosquitto's client with a session of the robot's own, and more options. */
  ChildProcess listen(String robot, String... options) {
    List<String> command = new ArrayList<>();
    command.add(servers.binaries().mosquittoPub().resolveSibling("mosquitto_sub").toString());
    command.addAll(List.of("-p", String.valueOf(servers.mqttPort()), "-q", "1"));
    command.addAll(
        List.of("-c", "-i", taskQueue + robot, "-t", "robots/%s/order".formatted(robot)));
    command.addAll(List.of(options));
    return start("mosquitto-sub", Map.of(), command);
  }

  /** Publishes a message, as every user of Mosquitto's client can. */
  void publish(String topic, String payload) {
    ChildProcess publisher =
        start(
            "mosquitto-pub",
            Map.of(),
            List.of(
                servers.binaries().mosquittoPub().toString(),
                "-p",
                String.valueOf(servers.mqttPort()),
                "-q",
                "1",
                "-t",
                topic,
                "-m",
                payload));
    if (publisher.awaitEnd() != 0) {
      throw new AssertionError(publisher + ": " + publisher.output());
    }
  }

  /** The robot's success, as a robot of the demo says it. */
  void succeed(String robot, OrderId order) {
    publish(
        "robots/%s/success".formatted(robot),
        "{\"TaskToken\":\"%s\"}".formatted(order.workflowId()));
  }

  OrderId place(OrderRequest request) {
    OrderId order = OrderId.random();
    orders().place(order, request, taskQueue);
    return order;
  }

  /** Waits until so many orders are in the queue. */
  void awaitWaiters(int count) {
    await("%d in the queue".formatted(count)).until(() -> table.queue().length() == count);
  }

  /** Temporal's own terminate. */
  void terminate(OrderId order) {
    servers.connection().client().newUntypedWorkflowStub(order.workflowId()).terminate("gone");
  }

  OrderEnd end(OrderId order) {
    return OrderEnd.await(servers.connection().client(), order, Duration.ofSeconds(100));
  }

  /** No robot holds an order and no order waits: what must hold whenever every order has ended. */
  void awaitRest() {
    await("the table at rest")
        .untilAsserted(
            () -> {
              if (table.robots().list().stream().anyMatch(robot -> robot.order() != null)
                  || table.queue().length() > 0) {
                throw new AssertionError(
                    "%s; queue %s".formatted(table.robots().list(), table.queue().list(10)));
              }
            });
  }

  /** No other process can write to the table until this is closed. */
  Connection lockTable() {
    try {
      Connection connection = DriverManager.getConnection(dbUrl);
      try (Statement statement = connection.createStatement()) {
        statement.execute("BEGIN IMMEDIATE");
      }
      return connection;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The workflow IDs that Temporal's list finds. */
  List<String> found(String query) {
    return servers
        .connection()
        .client()
        .listExecutions(query)
        .map(found -> found.getExecution().getWorkflowId())
        .toList();
  }

  /** What Temporal has recorded of the order. */
  List<HistoryEvent> history(OrderId order) {
    return servers.connection().client().fetchHistory(order.workflowId()).getEvents();
  }

  /** Waits until Temporal has recorded the last of these, one after the other, for the order. */
  void awaitRecorded(OrderId order, EventType... events) {
    await("order %s to have %s".formatted(order, List.of(events)))
        .until(
            () -> {
              int found = 0;
              for (HistoryEvent event : history(order)) {
                if (found < events.length && event.getEventType() == events[found]) {
                  found++;
                }
              }
              return found == events.length;
            });
  }

  private void awaitPolls(ChildProcess worker) {
    await("a poller, " + worker)
        .failFast(worker + " has ended", () -> !worker.isAlive())
        .until(this::isPolled);
  }

  private boolean isPolled() {
    return servers
            .connection()
            .stubs()
            .blockingStub()
            .describeTaskQueue(
                DescribeTaskQueueRequest.newBuilder()
                    .setNamespace("default")
                    .setTaskQueue(TaskQueue.newBuilder().setName(taskQueue))
                    .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)
                    .build())
            .getPollersCount()
        > 0;
  }

  private void awaitSubscription(ChildProcess process, String filter, long before) {
    await("a subscription to %s by %s".formatted(filter, process))
        .failFast(process + " has ended", () -> !process.isAlive())
        .until(() -> servers.subscriptions(filter) > before);
  }

  private ChildProcess start(String what, Map<String, String> environment, List<String> command) {
    ChildProcess process = ChildProcess.start(name + "-" + what, environment, command);
    processes.add(process);
    return process;
  }

  @Override
  public void close() {
    processes.forEach(ChildProcess::close);
    table.close();
  }
}
