package io.smoothie.cli.process;

import io.micrometer.core.instrument.Metrics;
import io.smoothie.activities.mqtt.CertificateExpiry;
import io.smoothie.activities.mqtt.MqttSettings;
import io.smoothie.activities.table.Table;
import io.smoothie.cli.config.MqttOptions;
import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.config.TableOptions;
import io.smoothie.cli.config.TemporalOptions;
import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.log.Logs;
import io.smoothie.cli.trace.Traces;
import io.smoothie.gateway.GatewaySettings;
import io.smoothie.gateway.RobotGateway;
import io.smoothie.workflow.temporal.TemporalConnection;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code smoothie gateway}. */
@Command(
    name = "gateway",
    description = {
      "Takes the robots' messages to Temporal and the table, until Ctrl-C or SIGTERM.",
      "Several may run, each under a client ID of its own."
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
      "  smoothie gateway",
      "  smoothie gateway --client-id gateway-2 --auto-register --metrics-port 9465"
    })
public final class GatewayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private TemporalOptions temporal = new TemporalOptions();
  @Mixin private MqttOptions mqtt = new MqttOptions();
  @Mixin private TableOptions tables = new TableOptions();
  @Mixin private MetricsOption metrics = new MetricsOption();
  @Mixin private LogFormatOption logFormat = new LogFormatOption();

  @Option(
      names = "--client-id",
      paramLabel = "ID",
      description = {
        "MQTT client ID, which must be the same after a restart: the broker keeps messages for it",
        "(SMOOTHIE_GATEWAY_CLIENT_ID; else smoothie-gateway-<host name>)."
      })
  private @Nullable String clientId;

  @Option(
      names = "--auto-register",
      description =
          "Add an unknown robot when its first status message comes, and heed the skills that robots"
              + " name there.")
  private boolean autoRegister;

  @Override
  public Integer call() throws Exception {
    Logs.toStderr(logFormat.format());
    return RunUntilSignal.run(this::pass);
  }

  private int pass() throws InterruptedException {
    try (Closers closers = new Closers()) {
      Health health = new Health();
      closers.add(metrics.open(health, this::say));
      closers.add(Traces.ofProcess(Surroundings.of(spec), "smoothie-gateway"));
      String id =
          Optional.ofNullable(clientId)
              .or(() -> Surroundings.of(spec).variable("SMOOTHIE_GATEWAY_CLIENT_ID"))
              .orElseGet(GatewaySettings::defaultClientId);
      MqttSettings broker = mqtt.settings();
      closers.add(new CertificateExpiry(broker, Metrics.globalRegistry));
      GatewaySettings settings = new GatewaySettings(broker, id, autoRegister);
      TemporalConnection connection = closers.start(temporal::connectToRetry);
      Table table = closers.start(tables::openToStay).measured(Metrics.globalRegistry);
      RobotGateway gateway = closers.start(() -> RobotGateway.start(settings, connection, table));
      health.begun(
          Optional::empty,
          new HealthPart("gateway", gateway::trouble),
          new HealthPart("temporal", connection::trouble),
          new HealthPart("table", table::trouble));
      say(
          "Gateway %s. MQTT %s; Temporal %s, namespace %s; table %s. Ctrl-C stops it."
              .formatted(
                  id, broker.shown(), connection.address(), connection.namespace(), table.shown()));
      String reason = gateway.ended().toCompletableFuture().get().reason();
      throw new CommandFailure(ExitCode.UNAVAILABLE, reason + " This gateway ends.");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void say(String line) {
    Logs.say(spec.commandLine().getErr(), line);
  }
}
