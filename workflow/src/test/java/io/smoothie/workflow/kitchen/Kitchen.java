package io.smoothie.workflow.kitchen;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import com.uber.m3.tally.ScopeCloseException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderOutcome;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.OrderSearchAttributes;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.SmoothieOrder;
import io.smoothie.workflow.SmoothieOrderOptions;
import io.smoothie.workflow.trace.TracedCalls;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The one place that builds a test environment: an in-memory Temporal, workers that can be stopped
 * and started, and a {@link FakeTable}. As an extension it checks after each test that no closed
 * order still holds anything and that every history replays.
 */
public final class Kitchen implements AfterEachCallback, AutoCloseable {
  public static final String TASK_QUEUE = "kitchen";

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Scope metrics =
      new RootScopeBuilder()
          .reporter(new MicrometerClientStatsReporter(meters))
          .reportEvery(com.uber.m3.util.Duration.ofMillis(10));
  private final LossyWire wire = new LossyWire();
  private final TestWorkflowEnvironment temporal;
  private final WorkflowClient client;
  private final FakeTable table;
  private final List<TestOrder> orders = new ArrayList<>();
  private @Nullable WorkerFactory workers;
  private @Nullable Worker worker;
  private int cacheSize = 600;
  private boolean closed;

  public Kitchen() {
    // Two cores may be busy with other things; a condition that holds is seen at once anyway.
    Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder()
            .setMetricsScope(metrics)
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder()
                    .setIdentity("kitchen")
                    .setInterceptors(TracedCalls.ofClient())
                    .build())
            .setWorkflowServiceStubsOptions(
                WorkflowServiceStubsOptions.newBuilder()
                    .setGrpcClientInterceptors(List.of(wire))
                    .build());
    OrderSearchAttributes.types().forEach(options::registerSearchAttribute);
    temporal = TestWorkflowEnvironment.newInstance(options.build());
    client = temporal.getWorkflowClient();
    table = new FakeTable(this);
    startWorkers();
  }

  /** A test environment with these robots. */
  public static Kitchen with(String... robots) {
    Kitchen kitchen = new Kitchen();
    kitchen.table.add(robots);
    return kitchen;
  }

  /** To be said before any order is placed by a test that stops its workers. */
  public Kitchen whoseWorkersStop() {
    wire.forgetWorkers();
    return this;
  }

  /** What the orders ask of the world. */
  public FakeTable table() {
    return table;
  }

  public WorkflowClient client() {
    return client;
  }

  public TestWorkflowEnvironment temporal() {
    return temporal;
  }

  /** An order that is placed at once. */
  public TestOrder place(OrderRequest request) {
    TestOrder order = order();
    order.start(request);
    return order;
  }

  /** An order that is yet to be placed. */
  public TestOrder order() {
    return order(new OrderId("order-" + (orders.size() + 1)).workflowId());
  }

  /** An order, or something like one, under any workflow ID. */
  public TestOrder order(String workflowId) {
    TestOrder order = new TestOrder(this, workflowId);
    synchronized (orders) {
      orders.add(order);
    }
    return order;
  }

  TestOrder placed(OrderId order) {
    synchronized (orders) {
      return orders.stream()
          .filter(placed -> placed.workflowId().equals(order.workflowId()))
          .findFirst()
          .orElseThrow();
    }
  }

  /** Lets time pass: at once, unless something is under way that takes time. */
  public void pass(Duration time) {
    temporal.sleep(time);
  }

  /**
   * Lets time pass, a second at a time, until {@code condition} holds. On a busy machine a timer
   * wakes late, and the order then grants a grace: so no test should count on the second.
   */
  public void passUntil(BooleanSupplier condition) {
    for (int second = 0; second < 120 && !condition.getAsBoolean(); second++) {
      pass(Duration.ofSeconds(1));
    }
    assertTrue(condition.getAsBoolean(), "it did not come about within two minutes");
  }

  /** Calls {@code action} when {@code delay} of Temporal's time has passed. */
  public void after(Duration delay, Runnable action) {
    temporal.registerDelayedCallback(delay, action);
  }

  public void startWorkers() {
    WorkerFactory factory =
        WorkerFactory.newInstance(
            client,
            WorkerFactoryOptions.newBuilder()
                .setWorkflowCacheSize(cacheSize)
                .setWorkerInterceptors(TracedCalls.ofWorker())
                .build());
    Worker created = factory.newWorker(TASK_QUEUE);
    created.registerWorkflowImplementationTypes(SmoothieOrderOptions.get(), SmoothieOrder.class);
    created.registerActivitiesImplementations(table);
    factory.start();
    workers = factory;
    worker = created;
  }

  /** Stops the workers at once, as if they were killed. */
  public void stopWorkers() {
    WorkerFactory factory = workers;
    if (factory != null) {
      workers = null;
      factory.shutdownNow();
      factory.awaitTermination(20, TimeUnit.SECONDS);
    }
  }

  /**
   * A worker does what {@code goOn} has it do for the order, and is gone before Temporal has its
   * workflow task: no workers are left, and the task has timed out.
   */
  public void loseTaskOf(TestOrder order, Runnable goOn) {
    wire.loseWorkflowTasks(1);
    goOn.run();
    await().until(() -> wire.lost() == 1);
    stopWorkers();
    order.awaitEvents(EventType.EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT, 1);
  }

  /** Runs a workflow again over its history; throws when it decides otherwise. */
  void replay(WorkflowExecutionHistory history) throws Exception {
    Objects.requireNonNull(worker).replayWorkflowExecution(history);
  }

  /** Workers that keep no more than {@code size} workflows in their cache. */
  public void cacheNoMoreThan(int size) {
    stopWorkers();
    cacheSize = size;
    startWorkers();
  }

  /** How often a metric was counted, over all its tags. */
  public int counted(String metric) {
    return (int) meters.find(metric).counters().stream().mapToDouble(Counter::count).sum();
  }

  /** As {@link #counted(String)}, with this tag only. */
  public int counted(String metric, String tag, String value) {
    return (int)
        meters.find(metric).tag(tag, value).counters().stream().mapToDouble(Counter::count).sum();
  }

  /**
   * How often a leg was timed, and the sum of its times in whole minutes: the time that a busy
   * machine takes for its work passes, too, between the times that are skipped.
   */
  public String timed(String metric) {
    Timer timer = meters.find(metric).timer();
    return timer == null
        ? "never"
        : "%d in %d min"
            .formatted(timer.count(), Math.round(timer.totalTime(TimeUnit.SECONDS) / 60));
  }

  /** How often each pair of {@code from} and {@code to} was counted, written {@code A → B}. */
  public Map<String, Integer> transitions() {
    Map<String, Integer> counts = new TreeMap<>();
    for (Counter counter : meters.find("smoothie_stage_transitions").counters()) {
      counts.merge(
          counter.getId().getTag("from") + " → " + counter.getId().getTag("to"),
          (int) counter.count(),
          Integer::sum);
    }
    return counts;
  }

  /** Checks what holds after every test. */
  public void check() {
    for (TestOrder order : orders) {
      if (!order.isPlaced()) {
        continue;
      }
      order.replay();
      if (order.isClosed() && !order.isTerminated()) {
        assertNull(table.heldBy(order.workflowId()), order + " is over and still has a robot");
        assertFalse(table.isWaiting(order.workflowId()), order + " is over and waits");
        checkEnding(order);
      }
    }
  }

  /** An order that was accepted has told how it ended, and Temporal shows the same. */
  private void checkEnding(TestOrder order) {
    if (order.calls().isEmpty()) {
      return; // Refused.
    }
    OrderOutcome told = table.ending(order.workflowId()).orElseThrow().outcome();
    switch (order.status()) {
      case WORKFLOW_EXECUTION_STATUS_COMPLETED -> assertEquals(OrderOutcome.MADE, told);
      case WORKFLOW_EXECUTION_STATUS_FAILED -> assertNotEquals(OrderOutcome.MADE, told);
      // Temporal's own cancel closes an order as CANCELED whatever was decided before.
      default -> {}
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    try {
      if (closed) {
        return;
      }
      if (context.getExecutionException().isEmpty()) {
        check();
      } else {
        orders.stream().filter(TestOrder::isPlaced).forEach(TestOrder::print);
      }
    } finally {
      close();
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      table.releaseAll();
      stopWorkers();
      temporal.close();
      try {
        metrics.close();
      } catch (ScopeCloseException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  static RobotName robot(String name) {
    return new RobotName(name);
  }
}
