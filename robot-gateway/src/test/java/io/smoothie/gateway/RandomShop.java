package io.smoothie.gateway;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smoothie.activities.table.Attempt;
import io.smoothie.activities.table.AttemptRetention;
import io.smoothie.activities.table.EndingRetention;
import io.smoothie.activities.table.Robot;
import io.smoothie.activities.table.Table;
import io.smoothie.activities.wakeup.OwnTemporal;
import io.smoothie.activities.wakeup.WakeUps;
import io.smoothie.activities.worker.Publisher;
import io.smoothie.activities.worker.Reaper;
import io.smoothie.activities.worker.SmoothieWorker;
import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.OrderActivities.TellOutcome;
import io.smoothie.workflow.OrderActivities.TellRequest;
import io.smoothie.workflow.OrderActivities.TellResult;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.temporal.Orders;
import io.smoothie.workflow.temporal.RunningOrders;
import io.smoothie.workflow.temporal.TemporalNamespace;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What random histories play on: the real workflow, the real table, the gateway's own handling of
 * messages, and robots that are remembered instead of told.
 */
final class RandomShop implements AutoCloseable {
  /** That a robot was told an order, or that the order is cancelled. */
  record Told(OrderId order, RobotName robot) {}

  final WorkflowClient client;
  final Clock clock;
  final String taskQueue;
  private final String dbUrl;
  final Orders orders;
  final Table table;
  final Reaper reaper;
  final AnswerHandler answers;
  final StatusHandler statuses;
  private final WorkerOptions workerOptions;
  private final Set<Told> told =
      new ConcurrentSkipListSet<>(
          Comparator.comparing((Told one) -> one.order().value())
              .thenComparing(one -> one.robot().value()));

  private final Set<Told> cancelled = ConcurrentHashMap.newKeySet();
  private final Robots robots = new Robots();

  /** Orders that are over; they stay so. */
  private final Set<OrderId> closed = new HashSet<>();

  private int turns;
  private @Nullable WorkerFactory worker;

  RandomShop(
      WorkflowClient client, Clock clock, Path folder, String name, WorkerOptions workerOptions) {
    this.client = client;
    this.clock = clock;
    this.workerOptions = workerOptions;
    taskQueue = name;
    orders = new Orders(client);
    dbUrl = "jdbc:sqlite:" + folder.resolve(name + ".db");
    Table opened = Table.open(dbUrl, clock);
    WakeUps wakeUps =
        new WakeUps(
            opened, (order, claim) -> orders.wakeUp(order, claim) == Orders.Delivery.DELIVERED);
    table = opened.waking(wakeUps::call);
    reaper =
        new Reaper(
            table,
            orders,
            new RunningOrders(client, 200),
            wakeUps,
            new OwnTemporal(table, () -> new TemporalNamespace("default", name, "")),
            AttemptRetention.DEFAULT,
            EndingRetention.DEFAULT,
            name);
    GatewayMetrics metrics = new GatewayMetrics(new SimpleMeterRegistry());
    DeadLetterBox deadLetters = new DeadLetterBox(table.deadLetters(), metrics);
    answers = new AnswerHandler(table, deadLetters, OrderSignals.of(orders), metrics);
    statuses = new StatusHandler(table.robots(), deadLetters, false, metrics);
    gatewayListens(clock.instant());
  }

  /**
   * A gateway has always listened, up to {@code until}. Past the table's own way, which would see a
   * break in every step of time. Two gateways take turns: for a step of time the row of the one
   * holds before it, and that of the other after it.
   */
  void gatewayListens(Instant until) {
    turns++;
    try (Connection connection = DriverManager.getConnection(dbUrl);
        PreparedStatement statement =
            connection.prepareStatement(
                "INSERT INTO gateways (client_id, since, last_seen) VALUES (?2, 0, ?1)"
                    + " ON CONFLICT (client_id) DO UPDATE SET last_seen = ?1")) {
      statement.setLong(1, until.toEpochMilli());
      statement.setString(2, "gateway-" + turns % 2);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** In the order of their orders' IDs, not in that in which they came. */
  List<Told> told(Collection<OrderId> among) {
    return told.stream().filter(one -> among.contains(one.order())).toList();
  }

  boolean hasWorker() {
    return worker != null;
  }

  void startWorker() {
    worker = WorkerFactory.newInstance(client);
    SmoothieWorker.register(worker.newWorker(taskQueue, workerOptions), table, robots);
    worker.start();
  }

  /** Lets it finish what runs. */
  void stopWorker() {
    if (worker != null) {
      worker.shutdown();
      worker.awaitTermination(30, TimeUnit.SECONDS);
      worker = null;
    }
  }

  private final class Robots implements Publisher {
    @Override
    public TellResult tell(TellRequest request) {
      told.add(new Told(request.order(), request.robot()));
      return new TellResult(TellOutcome.TOLD, null);
    }

    @Override
    public CompletableFuture<Boolean> cancel(OrderId order, RobotName robot, Duration expiry) {
      cancelled.add(new Told(order, robot));
      return CompletableFuture.completedFuture(true);
    }
  }

  /** Whether the robot was told that the order is cancelled. */
  boolean isToldOfCancel(Told one) {
    return cancelled.contains(one);
  }

  /** Who was told of the cancel of an order that he had not been told. */
  Set<Told> cancelledUntold() {
    Set<Told> untold = new HashSet<>(cancelled);
    untold.removeAll(told);
    return untold;
  }

  boolean isRunning(OrderId order) {
    if (!closed.contains(order) && orders.state(order) != Orders.State.RUNNING) {
      closed.add(order);
    }
    return !closed.contains(order);
  }

  /** A robot that works for an order that runs, as far as the table knows. */
  Optional<Attempt> working(OrderId order) {
    return table.attempts().of(order).stream()
        .filter(attempt -> attempt.outcome() == AttemptOutcome.WORKING)
        .findFirst();
  }

  /** Whether repairing or removing it is allowed: no order that runs has it. */
  boolean mayBeTouched(Robot robot) {
    return robot.order() == null || !isRunning(robot.order());
  }

  boolean nothingIsHeld() {
    return table.queue().length() == 0
        && table.robots().list().stream().allMatch(robot -> robot.order() == null);
  }

  /** When the first robot that works for one of {@code among} has to be done. */
  Optional<Instant> nextDeadline(Collection<OrderId> among, Duration startToClose) {
    return among.stream()
        .flatMap(order -> working(order).stream())
        .map(attempt -> attempt.started().plus(startToClose))
        .filter(deadline -> deadline.isAfter(clock.instant()))
        .min(Comparator.naturalOrder());
  }

  /**
   * How long the histories of {@code running} are, all in all; empty while any of them has a
   * workflow task or an activity under way.
   */
  OptionalLong atRest(Collection<OrderId> running) {
    long length = 0;
    for (OrderId order : running) {
      List<HistoryEvent> events = client.fetchHistory(order.workflowId()).getEvents();
      if (isBusy(events)) {
        return OptionalLong.empty();
      }
      length += events.size();
    }
    return OptionalLong.of(length);
  }

  private static boolean isBusy(List<HistoryEvent> events) {
    boolean task = false;
    Set<Long> activities = new HashSet<>();
    for (HistoryEvent event : events) {
      switch (event.getEventType()) {
        case EVENT_TYPE_WORKFLOW_TASK_SCHEDULED -> task = true;
        case EVENT_TYPE_WORKFLOW_TASK_COMPLETED -> task = false;
        case EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED,
            EVENT_TYPE_WORKFLOW_EXECUTION_FAILED,
            EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED,
            EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED -> {
          return false;
        }
        case EVENT_TYPE_ACTIVITY_TASK_SCHEDULED -> activities.add(event.getEventId());
        case EVENT_TYPE_ACTIVITY_TASK_COMPLETED ->
            activities.remove(
                event.getActivityTaskCompletedEventAttributes().getScheduledEventId());
        case EVENT_TYPE_ACTIVITY_TASK_FAILED ->
            activities.remove(event.getActivityTaskFailedEventAttributes().getScheduledEventId());
        case EVENT_TYPE_ACTIVITY_TASK_TIMED_OUT ->
            activities.remove(event.getActivityTaskTimedOutEventAttributes().getScheduledEventId());
        default -> {}
      }
    }
    return task || !activities.isEmpty();
  }

  @Override
  public void close() {
    if (worker != null) {
      worker.shutdownNow();
    }
    table.close();
  }
}
