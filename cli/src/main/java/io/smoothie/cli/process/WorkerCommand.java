package io.smoothie.cli.process;

import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.Metrics;
import io.smoothie.activities.mqtt.CertificateExpiry;
import io.smoothie.activities.mqtt.MqttSettings;
import io.smoothie.activities.table.Table;
import io.smoothie.activities.worker.OrderPublisher;
import io.smoothie.activities.worker.SmoothieWorker;
import io.smoothie.activities.worker.WorkerSettings;
import io.smoothie.cli.config.JobSchemaOption;
import io.smoothie.cli.config.MqttOptions;
import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.config.TableOptions;
import io.smoothie.cli.config.TaskQueueOption;
import io.smoothie.cli.config.TemporalOptions;
import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.log.Logs;
import io.smoothie.cli.show.TemporalAway;
import io.smoothie.cli.trace.Traces;
import io.smoothie.workflow.temporal.TemporalConnection;
import io.temporal.common.WorkerDeploymentVersion;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code smoothie worker}. */
@Command(
    name = "worker",
    description = {
      "Makes orders: hosts their workflow and its activities, until Ctrl-C or SIGTERM.",
      "Any number of workers may run. With --version-name they are told apart, and orders go to the"
          + " version that Temporal has as the current one: upgrades roll, and roll back."
    },
    exitCodeList = {
      ExitCode.InHelp.DONE,
      ExitCode.InHelp.REFUSED,
      ExitCode.InHelp.USAGE,
      ExitCode.InHelp.UNAVAILABLE,
      ExitCode.InHelp.INTERRUPTED
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  smoothie worker --metrics-port 9464",
      "  smoothie worker --version-name 2026-11-26",
      "  OTEL_EXPORTER_OTLP_ENDPOINT=http://collector.example:4318 smoothie worker",
      "  smoothie worker --temporal-address temporal.example:7233 --mqtt-url mqtts://broker.example"
    })
public final class WorkerCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private TemporalOptions temporal = new TemporalOptions();
  @Mixin private TaskQueueOption taskQueue = new TaskQueueOption();
  @Mixin private MqttOptions mqtt = new MqttOptions();
  @Mixin private TableOptions tables = new TableOptions();
  @Mixin private KeepAttemptsOptions attempts = new KeepAttemptsOptions();
  @Mixin private KeepEndingsOptions endings = new KeepEndingsOptions();
  @Mixin private JobSchemaOption jobSchema = new JobSchemaOption();
  @Mixin private PriorityStepOption priority = new PriorityStepOption();
  @Mixin private MetricsOption metrics = new MetricsOption();
  @Mixin private LogFormatOption logFormat = new LogFormatOption();

  @Option(
      names = "--version-name",
      paramLabel = "NAME",
      description =
          "This worker's version in Temporal's worker deployment, which is named as the task queue"
              + " (SMOOTHIE_VERSION_NAME; else it has none).")
  private @Nullable String versionName;

  @Override
  public Integer call() throws Exception {
    Logs.toStderr(logFormat.format());
    WorkerSettings settings =
        new WorkerSettings(
            taskQueue.name(),
            attempts.retention(),
            endings.retention(),
            Optional.ofNullable(versionName)
                .or(() -> Surroundings.of(spec).variable("SMOOTHIE_VERSION_NAME"))
                .orElse(null),
            jobSchema.schema(),
            priority.step());
    return RunUntilSignal.run(() -> work(settings));
  }

  private int work(WorkerSettings settings) throws InterruptedException {
    try (Closers closers = new Closers()) {
      Health health = new Health();
      closers.add(metrics.open(health, this::say));
      closers.add(Traces.ofProcess(Surroundings.of(spec), "smoothie-worker"));
      TemporalConnection connection = closers.start(temporal::connectToStay);
      Table table = closers.start(tables::openToStay).measured(Metrics.globalRegistry);
      MqttSettings broker = mqtt.settings();
      closers.add(new CertificateExpiry(broker, Metrics.globalRegistry));
      OrderPublisher publisher = closers.start(() -> OrderPublisher.connect(broker));
      SmoothieWorker worker = closers.start(() -> started(connection, table, publisher, settings));
      health.begun(
          worker::stuck,
          new HealthPart("worker", worker::trouble),
          new HealthPart("temporal", connection::trouble),
          new HealthPart("table", table::trouble),
          new HealthPart("broker", publisher::trouble));
      say(
          "Worker on task queue %s. Temporal %s, namespace %s; MQTT %s; table %s. Ctrl-C stops it."
              .formatted(
                  settings.taskQueue(),
                  connection.address(),
                  connection.namespace(),
                  broker.shown(),
                  table.shown()));
      settings.deploymentVersion().ifPresent(this::sayHowToMakeItCurrent);
      String reason = worker.ended().toCompletableFuture().get();
      throw new CommandFailure(ExitCode.UNAVAILABLE, reason);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void sayHowToMakeItCurrent(WorkerDeploymentVersion version) {
    say(
        ("Its version is %2$s: it gets orders while that is the current one of deployment %1$s, which is said with%n"
                + "  temporal worker deployment set-current-version --deployment-name %1$s --build-id %2$s")
            .formatted(version.getDeploymentName(), version.getBuildId()));
  }

  private SmoothieWorker started(
      TemporalConnection connection,
      Table table,
      OrderPublisher publisher,
      WorkerSettings settings) {
    try {
      return SmoothieWorker.start(connection, table, publisher, settings);
    } catch (StatusRuntimeException e) {
      // Temporal has stopped answering since the connection was made.
      throw TemporalAway.because(connection, e);
    }
  }

  private void say(String line) {
    Logs.say(spec.commandLine().getErr(), line);
  }
}
