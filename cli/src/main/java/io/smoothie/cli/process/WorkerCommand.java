package io.smoothie.cli.process;

import io.grpc.StatusRuntimeException;
import io.smoothie.activities.mqtt.MqttSettings;
import io.smoothie.activities.table.AttemptRetention;
import io.smoothie.activities.table.Table;
import io.smoothie.activities.worker.OrderPublisher;
import io.smoothie.activities.worker.SmoothieWorker;
import io.smoothie.cli.config.MqttOptions;
import io.smoothie.cli.config.TableOptions;
import io.smoothie.cli.config.TaskQueueOption;
import io.smoothie.cli.config.TemporalOptions;
import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.log.Logs;
import io.smoothie.cli.show.TemporalAway;
import io.smoothie.workflow.temporal.TemporalConnection;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code smoothie worker}. */
@Command(
    name = "worker",
    description = {
      "Makes orders: hosts their workflow and its activities, until Ctrl-C or SIGTERM.",
      "Any number of workers may run."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  smoothie worker",
      "  smoothie worker --temporal-address temporal.example:7233 --mqtt-url mqtts://broker.example"
    })
public final class WorkerCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private TemporalOptions temporal = new TemporalOptions();
  @Mixin private TaskQueueOption taskQueue = new TaskQueueOption();
  @Mixin private MqttOptions mqtt = new MqttOptions();
  @Mixin private TableOptions tables = new TableOptions();
  @Mixin private KeepAttemptsOptions attempts = new KeepAttemptsOptions();
  @Mixin private MetricsOption metrics = new MetricsOption();

  @Override
  public Integer call() throws Exception {
    Logs.toStderr();
    AttemptRetention kept = attempts.retention();
    return RunUntilSignal.run(() -> work(kept));
  }

  private int work(AttemptRetention kept) throws InterruptedException {
    try (Closers closers = new Closers()) {
      closers.add(metrics.open(spec.commandLine().getErr()::println));
      TemporalConnection connection = closers.add(temporal.connectToStay());
      Table table = closers.add(tables.openToStay());
      MqttSettings broker = mqtt.settings();
      OrderPublisher publisher = closers.add(OrderPublisher.connect(broker));
      SmoothieWorker worker = closers.add(started(connection, table, publisher, kept));
      spec.commandLine()
          .getErr()
          .printf(
              "Worker on task queue %s. Temporal %s, namespace %s; MQTT %s; table %s. Ctrl-C stops it.%n",
              taskQueue.name(),
              connection.address(),
              connection.namespace(),
              broker.shown(),
              table.shown());
      String reason = worker.ended().toCompletableFuture().get();
      throw new CommandFailure(ExitCode.UNAVAILABLE, reason);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private SmoothieWorker started(
      TemporalConnection connection, Table table, OrderPublisher publisher, AttemptRetention kept) {
    try {
      return SmoothieWorker.start(connection, table, publisher, taskQueue.name(), kept);
    } catch (StatusRuntimeException e) {
      // Temporal has stopped answering since the connection was made.
      throw TemporalAway.because(connection, e);
    }
  }
}
