package io.smoothie.cli.bench;

import io.smoothie.workflow.temporal.TemporalConnection;
import io.smoothie.workflow.thread.Daemons;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker for {@link BareWorkflow}, and the signals that a gateway would send. */
final class BareEngine implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BareEngine.class);

  /** As many as a gateway has. */
  private static final int SIGNALLERS = 16;

  private final WorkerFactory factory;
  private final WorkflowClient client;
  private final ExecutorService signallers =
      Executors.newFixedThreadPool(SIGNALLERS, Daemons.named("bare-signal"));

  private BareEngine(TemporalConnection temporal) {
    client = temporal.client();
    factory = WorkerFactory.newInstance(client);
    Worker worker =
        factory.newWorker(
            BenchPlace.BARE_TASK_QUEUE,
            // As many pollers as our own worker has, so that both wait for tasks alike.
            WorkerOptions.newBuilder().setMaxConcurrentWorkflowTaskPollers(20).build());
    worker.registerWorkflowImplementationFactory(
        BareWorkflow.class, () -> new BareOrder(this::signal));
  }

  static BareEngine start(TemporalConnection temporal) {
    BareEngine engine = new BareEngine(temporal);
    engine.factory.start();
    return engine;
  }

  private void signal(String workflowId) {
    try {
      signallers.execute(
          () -> {
            try {
              client.newUntypedWorkflowStub(workflowId).signal("finish");
            } catch (RuntimeException e) {
              // The bench waits for its end, and then says that it has none.
              log.warn("{} was not signalled", workflowId, e);
            }
          });
    } catch (RejectedExecutionException e) {
      log.debug("{} begins while the bench ends", workflowId);
    }
  }

  @Override
  public void close() {
    signallers.shutdownNow();
    factory.shutdownNow();
    factory.awaitTermination(5, TimeUnit.SECONDS);
  }
}
