package io.smoothie.cli.doctor;

import io.smoothie.activities.table.TableException;
import io.smoothie.cli.config.MqttOptions;
import io.smoothie.cli.config.RunningUp;
import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.config.TableOptions;
import io.smoothie.cli.config.TaskQueueOption;
import io.smoothie.cli.config.TemporalOptions;
import io.smoothie.cli.doctor.Setting.Source;
import io.smoothie.cli.output.OutputOption;
import io.smoothie.workflow.temporal.TemporalSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that asks every part: how each is reached, and where these values come from. */
abstract class CheckupCommand implements Callable<Integer> {
  private static final String DEFAULT = "default";

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin OutputOption output = new OutputOption();

  @Mixin private TemporalOptions temporal = new TemporalOptions();
  @Mixin private MqttOptions mqtt = new MqttOptions();
  @Mixin private TableOptions table = new TableOptions();
  @Mixin private TaskQueueOption taskQueue = new TaskQueueOption();

  TemporalOptions temporal() {
    return temporal;
  }

  MqttOptions mqtt() {
    return mqtt;
  }

  TableOptions table() {
    return table;
  }

  String taskQueue() {
    return taskQueue.name();
  }

  /**
   * What is in force.
   *
   * @throws IllegalArgumentException when a value cannot be used; says why
   */
  List<Setting> settings() {
    Surroundings surroundings = Surroundings.of(spec);
    Optional<RunningUp> running = surroundings.runningUp();
    List<Setting> settings = new ArrayList<>();
    settings.add(
        new Setting(
            "state folder",
            surroundings.stateFolder().toString(),
            surroundings.variable("SMOOTHIE_HOME").map(set -> "SMOOTHIE_HOME").orElse(DEFAULT)));
    running.ifPresent(
        up -> settings.add(new Setting("running up", "process " + up.pid(), "state folder")));
    TemporalSettings wanted = temporal.settings();
    String temporalUp = running.map(RunningUp::temporalAddress).orElse("");
    boolean up = temporalUp.equals(wanted.address());
    String configured = "temporal.toml, or the default";
    Map<Source, String> shown = new LinkedHashMap<>();
    shown.put(
        new Source("Temporal", "--temporal-address", "TEMPORAL_ADDRESS", configured),
        Objects.requireNonNullElse(wanted.address(), "127.0.0.1:7233 unless configured"));
    shown.put(
        new Source("namespace", "--temporal-namespace", "TEMPORAL_NAMESPACE", configured),
        Objects.requireNonNullElse(wanted.namespace(), "default unless configured"));
    shown.put(
        new Source("task queue", "--task-queue", "SMOOTHIE_TASK_QUEUE", DEFAULT), taskQueue());
    shown.put(
        new Source("broker", "--mqtt-url", "SMOOTHIE_MQTT_URL", DEFAULT), mqtt.settings().shown());
    shown.put(new Source("table", "--db-url", "SMOOTHIE_DB_URL", DEFAULT), shownTable());
    shown.forEach((source, value) -> settings.add(Setting.of(spec, source, value, up)));
    Stream.of(
            new Source("broker's CA", "--mqtt-ca", "SMOOTHIE_MQTT_CA", DEFAULT),
            new Source("certificate", "--mqtt-cert", "SMOOTHIE_MQTT_CERT", DEFAULT),
            new Source("its key", "--mqtt-key", "SMOOTHIE_MQTT_KEY", DEFAULT),
            new Source(
                "MQTT password", "--mqtt-password-file", "SMOOTHIE_MQTT_PASSWORD_FILE", DEFAULT))
        .flatMap(source -> Setting.file(spec, source).stream())
        .forEach(settings::add);
    return settings;
  }

  /** A URL that cannot be used is told of where the table is opened. */
  private String shownTable() {
    try {
      return table.settings().shown();
    } catch (TableException e) {
      return "cannot be used, see below";
    }
  }
}
