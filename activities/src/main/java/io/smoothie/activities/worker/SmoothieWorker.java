package io.smoothie.activities.worker;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.smoothie.activities.table.PriorityStep;
import io.smoothie.activities.table.Table;
import io.smoothie.activities.table.TableException;
import io.smoothie.activities.table.WakeUpCall;
import io.smoothie.activities.wakeup.OwnTemporal;
import io.smoothie.activities.wakeup.WakeUps;
import io.smoothie.workflow.OrderMetric;
import io.smoothie.workflow.SmoothieOrder;
import io.smoothie.workflow.SmoothieOrderOptions;
import io.smoothie.workflow.temporal.Orders;
import io.smoothie.workflow.temporal.RunningOrders;
import io.smoothie.workflow.temporal.SearchAttributeRegistration;
import io.smoothie.workflow.temporal.TemporalConnection;
import io.smoothie.workflow.thread.Daemons;
import io.smoothie.workflow.trace.TracedCalls;
import io.temporal.common.VersioningBehavior;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerDeploymentOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes orders: hosts the workflow and its activities, and takes its turn as {@link Reaper}. Any
 * number of workers may run. Thread-safe.
 */
public final class SmoothieWorker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SmoothieWorker.class);

  /** With the default of 5, tasks waited for seconds on the in-memory server. */
  private static final int POLLERS = 20;

  /** The default of a second gives false alarms on an overloaded processor, and loses the task. */
  private static final Duration DEADLOCK = Duration.ofSeconds(5);

  private static final Duration SHUTDOWN = Duration.ofSeconds(10);

  /**
   * A pass over a large fleet takes minutes: it asks Temporal about every order that a robot has.
   */
  private static final Duration LONGEST_PASS = Duration.ofMinutes(15);

  private final WorkerFactory factory;
  private final ExecutorService waking =
      Executors.newFixedThreadPool(4, Daemons.named("smoothie-wake-up"));
  private final ReaperTurns reaping;
  private final CompletableFuture<String> ended;
  private final Gauge polling =
      Gauge.builder("smoothie.worker.polling", () -> trouble().isEmpty() ? 1 : 0)
          .description("Whether this worker asks Temporal for work: 1 or 0.")
          .register(Metrics.globalRegistry);

  private SmoothieWorker(
      OwnTemporal own,
      TemporalConnection temporal,
      Table table,
      Publisher publisher,
      WorkerSettings settings) {
    OrderMetric.countFromZero(Metrics.globalRegistry, temporal.namespace(), settings.taskQueue());
    Orders orders = new Orders(temporal.client());
    WakeUps wakeUps = new WakeUps(table, orders, own);
    factory =
        WorkerFactory.newInstance(
            temporal.client(),
            WorkerFactoryOptions.newBuilder()
                .setWorkerInterceptors(TracedCalls.ofWorker())
                .build());
    Worker worker = factory.newWorker(settings.taskQueue(), options(settings));
    ended =
        own.anotherAnswers()
            .thenApply(
                reason -> {
                  factory.suspendPolling();
                  return reason;
                })
            .toCompletableFuture();
    register(
        worker,
        new TableActivities(
            table.waking(calls -> wake(wakeUps, calls)),
            publisher,
            settings.jobSchema(),
            settings.priorityStep()));
    Reaper reaper =
        new Reaper(
            table,
            orders,
            new RunningOrders(temporal.client(), LostOrders.PAGE),
            wakeUps,
            own,
            settings.attempts(),
            settings.endings(),
            "worker-" + UUID.randomUUID());
    reaping = new ReaperTurns(reaper, own, Daemons.named("smoothie-reaper"));
  }

  /**
   * Starts to work; {@code close} ends it. Does not close what it was given.
   *
   * @throws TableException when the table belongs to another Temporal
   * @throws io.smoothie.workflow.temporal.TemporalUnavailableException when Temporal cannot be
   *     asked which one it is
   */
  public static SmoothieWorker start(
      TemporalConnection temporal, Table table, Publisher publisher, WorkerSettings settings) {
    OwnTemporal own = new OwnTemporal(table, temporal);
    own.check();
    SearchAttributeRegistration.run(temporal);
    SmoothieWorker worker = new SmoothieWorker(own, temporal, table, publisher, settings);
    worker.factory.start();
    return worker;
  }

  private static WorkerOptions options(WorkerSettings settings) {
    WorkerOptions.Builder options =
        WorkerOptions.newBuilder()
            .setMaxConcurrentWorkflowTaskPollers(POLLERS)
            .setMaxConcurrentActivityTaskPollers(POLLERS)
            .setDefaultDeadlockDetectionTimeout(DEADLOCK.toMillis());
    settings
        .deploymentVersion()
        .ifPresent(
            version ->
                options.setDeploymentOptions(
                    WorkerDeploymentOptions.newBuilder()
                        .setUseVersioning(true)
                        .setVersion(version)
                        // Every version replays the histories of those before it, so open orders
                        // move on at once, and no old worker has to stay for them.
                        .setDefaultVersioningBehavior(VersioningBehavior.AUTO_UPGRADE)
                        .build()));
    return options.build();
  }

  /**
   * Registers the workflow and its activities with {@code worker}.
   *
   * @param table one whose wake-ups hold up nothing; see {@link Table#waking}
   */
  public static void register(Worker worker, Table table, Publisher publisher) {
    register(
        worker, new TableActivities(table, publisher, /* jobSchema= */ null, PriorityStep.DEFAULT));
  }

  private static void register(Worker worker, TableActivities activities) {
    worker.registerWorkflowImplementationTypes(SmoothieOrderOptions.get(), SmoothieOrder.class);
    worker.registerActivitiesImplementations(activities);
  }

  /**
   * Completes, with a sentence for people, when another Temporal answers than the one that the
   * table belongs to: the worker takes no work any more, and is to be closed.
   */
  public CompletionStage<String> ended() {
    return ended;
  }

  /** Why it takes no work, in words; empty when it does. */
  public Optional<String> trouble() {
    boolean works = factory.isStarted() && !factory.isShutdown();
    return Optional.ofNullable(
        ended.getNow(works ? null : "The worker has not begun, or is ending."));
  }

  /** Why this process would better be started anew, in words; empty when it is well. */
  public Optional<String> stuck() {
    Duration pass = reaping.sinceLastPass();
    return pass.compareTo(LONGEST_PASS) < 0
        ? Optional.empty()
        : Optional.of("Its reaper's pass has not ended for %d min.".formatted(pass.toMinutes()));
  }

  /**
   * Lets running tasks finish, for at most 10 seconds; tasks cut off then go on in another worker.
   */
  @Override
  public void close() {
    reaping.stop();
    factory.shutdown();
    factory.awaitTermination(SHUTDOWN.toMillis(), TimeUnit.MILLISECONDS);
    factory.shutdownNow();
    waking.shutdown();
    try {
      if (!waking.awaitTermination(2, TimeUnit.SECONDS)) {
        log.info("Some waiting orders were not woken; a reaper does it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    waking.shutdownNow();
    reaping.close();
    Metrics.globalRegistry.remove(polling);
  }

  private void wake(WakeUps wakeUps, List<WakeUpCall> calls) {
    try {
      waking.execute(() -> wakeUps.call(calls));
    } catch (RejectedExecutionException e) {
      log.info("{} orders are left to the reaper to wake: this worker is closing", calls.size());
    }
  }
}
