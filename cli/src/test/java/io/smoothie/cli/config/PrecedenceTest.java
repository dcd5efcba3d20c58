package io.smoothie.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.cli.testing.OptionsAlone;
import io.smoothie.workflow.temporal.TemporalSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Option, then environment, then a running {@code up}, then (Temporal's) profile, then default. */
class PrecedenceTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "SMOOTHIE_MQTT_URL", "mqtt://env:1",
          "SMOOTHIE_DB_URL", "jdbc:env",
          "SMOOTHIE_TASK_QUEUE", "env",
          "TEMPORAL_ADDRESS", "env:7233");

  @Command
  static final class Probe extends OptionsAlone {
    @Mixin TemporalOptions temporal = new TemporalOptions();
    @Mixin MqttOptions mqtt = new MqttOptions();
    @Mixin TableOptions table = new TableOptions();
    @Mixin TaskQueueOption taskQueue = new TaskQueueOption();

    Probe(Surroundings surroundings) {
      super(surroundings);
    }
  }

  @TempDir private Path home = Path.of("");
  private AutoCloseable running = () -> {};

  @AfterEach
  void closeTheRunningUp() throws Exception {
    running.close();
  }

  @Test
  void an_option_wins_over_all() throws Exception {
    letUpRun(true);
    Probe probe =
        probe(
            ENVIRONMENT,
            "--mqtt-url=mqtt://option:1",
            "--db-url=jdbc:option",
            "--task-queue=option",
            "--temporal-address=option:7233",
            "--temporal-namespace=n");
    assertEquals("mqtt://option:1", probe.mqtt.settings().shown());
    assertEquals("jdbc:option", probe.table.settings().url());
    assertEquals("option", probe.taskQueue.name());
    assertEquals(new TemporalSettings("option:7233", "n", null), probe.temporal.settings());
  }

  @Test
  void the_environment_wins_over_a_running_up() throws Exception {
    letUpRun(true);
    Probe probe = probe(ENVIRONMENT);
    assertEquals("mqtt://env:1", probe.mqtt.settings().shown());
    assertEquals("jdbc:env", probe.table.settings().url());
    assertEquals("env", probe.taskQueue.name());
    // Temporal reads its environment itself.
    assertEquals(TemporalSettings.fromEnvironment(), probe.temporal.settings());
    assertEquals(
        new TemporalSettings(null, null, "p"),
        probe(Map.of(), "--temporal-profile=p").temporal.settings());
  }

  @Test
  void a_running_up_wins_over_the_defaults_and_its_own_temporal_is_taken_as_it_is()
      throws Exception {
    letUpRun(true);
    Probe probe = probe(Map.of("SMOOTHIE_DB_URL", " "));
    assertEquals("mqtt://127.0.0.1:11", probe.mqtt.settings().shown());
    assertEquals("jdbc:up", probe.table.settings().url());
    assertEquals("up", probe.taskQueue.name());
    assertEquals(TemporalSettings.exactly("127.0.0.1:12", "space"), probe.temporal.settings());
    running.close();
    assertEquals("mqtt://127.0.0.1:1883", probe.mqtt.settings().shown());

    letUpRun(false);
    assertEquals(
        new TemporalSettings("127.0.0.1:12", "space", null), probe(Map.of()).temporal.settings());
  }

  @Test
  void a_command_that_names_another_Temporal_gets_nothing_of_a_running_up() throws Exception {
    letUpRun(true);
    for (Probe probe :
        List.of(
            probe(Map.of("TEMPORAL_ADDRESS", "elsewhere:7233")),
            probe(Map.of("TEMPORAL_PROFILE", "elsewhere")),
            probe(Map.of(), "--temporal-address=elsewhere:7233"),
            probe(Map.of(), "--temporal-profile=elsewhere"),
            probe(
                Map.of("TEMPORAL_ADDRESS", "127.0.0.1:12"), "--temporal-address=elsewhere:7233"))) {
      assertEquals("mqtt://127.0.0.1:1883", probe.mqtt.settings().shown());
      assertEquals("jdbc:sqlite:" + home.resolve("data/smoothie.db"), probe.table.settings().url());
      assertEquals("smoothie-orders", probe.taskQueue.name());
      assertFalse(probe.temporal.settings().exact());
    }
  }

  @Test
  void a_command_that_names_the_Temporal_of_a_running_up_gets_all_of_it() throws Exception {
    letUpRun(true);
    for (Probe probe :
        List.of(
            probe(Map.of("TEMPORAL_ADDRESS", "127.0.0.1:12")),
            probe(Map.of(), "--temporal-address=localhost:12"),
            probe(
                Map.of("TEMPORAL_ADDRESS", "elsewhere:7233"), "--temporal-address=127.0.0.1:12"))) {
      assertEquals("mqtt://127.0.0.1:11", probe.mqtt.settings().shown());
      assertEquals("jdbc:up", probe.table.settings().url());
      assertEquals("up", probe.taskQueue.name());
      assertEquals(TemporalSettings.exactly("127.0.0.1:12", "space"), probe.temporal.settings());
    }
  }

  @Test
  void the_environments_namespace_is_for_a_Temporal_that_up_was_given() throws Exception {
    Map<String, String> environment = Map.of("TEMPORAL_NAMESPACE", "other");
    letUpRun(true);
    assertEquals(
        TemporalSettings.exactly("127.0.0.1:12", "space"), probe(environment).temporal.settings());
    assertEquals(
        TemporalSettings.exactly("127.0.0.1:12", "n"),
        probe(environment, "--temporal-namespace=n").temporal.settings());
    running.close();

    letUpRun(false);
    assertEquals(
        new TemporalSettings("127.0.0.1:12", "other", null),
        probe(environment).temporal.settings());
  }

  @Test
  void the_defaults_are_those_of_up() {
    Probe probe = probe(Map.of());
    assertEquals("mqtt://127.0.0.1:1883", probe.mqtt.settings().shown());
    assertEquals("jdbc:sqlite:" + home.resolve("data/smoothie.db"), probe.table.settings().url());
    assertEquals("smoothie-orders", probe.taskQueue.name());
    assertEquals(TemporalSettings.fromEnvironment(), probe.temporal.settings());
    assertThrows(
        IllegalArgumentException.class,
        () -> probe(Map.of("SMOOTHIE_MQTT_URL", "nonsense")).mqtt.settings());
  }

  @Test
  void the_file_of_an_up_that_died_is_ignored() throws IOException {
    Path file = home.resolve("up.json");
    Files.writeString(file, "{\"pid\":4194305}");
    assertEquals("smoothie-orders", probe(Map.of()).taskQueue.name());
    for (String broken : List.of("", "[]", "7", "{\"pid", "{\"pid\":{}}", "{\"pid\":\"x\"}")) {
      Files.writeString(file, broken);
      assertEquals("smoothie-orders", probe(Map.of()).taskQueue.name(), broken);
    }
    // The number has gone to another process since.
    String before = Instant.EPOCH.toString();
    Files.writeString(
        file,
        "{\"pid\":%d,\"started\":\"%s\",\"task_queue\":\"up\"}"
            .formatted(ProcessHandle.current().pid(), before));
    assertEquals("smoothie-orders", probe(Map.of()).taskQueue.name());
  }

  @Test
  void the_file_of_another_version_is_read_and_what_is_not_known_left_aside() throws IOException {
    ProcessHandle here = ProcessHandle.current();
    Files.writeString(
        home.resolve("up.json"),
        """
        {"pid": %d, "started": "%s", "temporal_address": "127.0.0.1:12", "temporal_namespace": "space",
          "temporal_own": true, "ui_url": null, "mqtt_url": "mqtt://127.0.0.1:11", "db_url": "jdbc:up",
          "task_queue": "up", "more": {"task_queue": "inner", "list": [{"db_url": "x"}]}, "flags": ["task_queue"]}
        """
            .formatted(here.pid(), RunningUp.startOf(here)));

    RunningUp up = UpFile.in(home).running().orElseThrow();

    assertEquals("up", up.taskQueue());
    assertEquals("jdbc:up", up.dbUrl());
    assertTrue(up.temporalOwn());
    assertNull(up.uiUrl());
  }

  private void letUpRun(boolean ownTemporal) {
    running =
        UpFile.in(home)
            .announce(
                new RunningUp(
                    ProcessHandle.current().pid(),
                    RunningUp.startOf(ProcessHandle.current()),
                    "127.0.0.1:12",
                    "space",
                    ownTemporal,
                    null,
                    "mqtt://127.0.0.1:11",
                    "jdbc:up",
                    "up"));
  }

  private Probe probe(Map<String, String> environment, String... arguments) {
    return probe(new Surroundings(environment, home), arguments);
  }

  /** The settings of a command line. */
  static Probe probe(Surroundings surroundings, String... arguments) {
    Probe probe = new Probe(surroundings);
    new CommandLine(probe).parseArgs(arguments);
    return probe;
  }
}
