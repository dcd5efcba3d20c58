package io.smoothie.cli.config;

import io.smoothie.workflow.temporal.TemporalSettings;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a running {@code up} leaves in the state folder, so that other commands find it.
 *
 * @param pid its process ID
 * @param temporalOwn whether that process runs Temporal itself: it is reached in plain text, and
 *     the environment's Temporal configuration does not apply to it
 * @param started when that process started, which tells it from a later process with the same ID
 */
public record RunningUp(
    long pid,
    @Nullable String started,
    String temporalAddress,
    String temporalNamespace,
    boolean temporalOwn,
    @Nullable String uiUrl,
    String mqttUrl,
    String dbUrl,
    String taskQueue) {
  private static final String PID = "pid";
  private static final String STARTED = "started";
  private static final String TEMPORAL_ADDRESS = "temporal_address";
  private static final String TEMPORAL_NAMESPACE = "temporal_namespace";
  private static final String TEMPORAL_OWN = "temporal_own";
  private static final String UI_URL = "ui_url";
  private static final String MQTT_URL = "mqtt_url";
  private static final String DB_URL = "db_url";
  private static final String TASK_QUEUE = "task_queue";

  /**
   * What {@link #fields} gave; others are ignored.
   *
   * @throws IllegalArgumentException when one that must be there is missing, or no such value
   */
  static RunningUp of(Map<String, String> fields) {
    return new RunningUp(
        Long.parseLong(needed(fields, PID)),
        fields.get(STARTED),
        needed(fields, TEMPORAL_ADDRESS),
        needed(fields, TEMPORAL_NAMESPACE),
        Boolean.parseBoolean(fields.get(TEMPORAL_OWN)),
        fields.get(UI_URL),
        needed(fields, MQTT_URL),
        needed(fields, DB_URL),
        needed(fields, TASK_QUEUE));
  }

  private static String needed(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException("There is no " + name);
    }
    return value;
  }

  /** All that is known, under the names that a file has. */
  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(PID, pid);
    if (started != null) {
      fields.put(STARTED, started);
    }
    fields.put(TEMPORAL_ADDRESS, temporalAddress);
    fields.put(TEMPORAL_NAMESPACE, temporalNamespace);
    fields.put(TEMPORAL_OWN, temporalOwn);
    if (uiUrl != null) {
      fields.put(UI_URL, uiUrl);
    }
    fields.put(MQTT_URL, mqttUrl);
    fields.put(DB_URL, dbUrl);
    fields.put(TASK_QUEUE, taskQueue);
    return fields;
  }

  /** How to reach its Temporal. */
  TemporalSettings temporal() {
    return temporalOwn
        ? TemporalSettings.exactly(temporalAddress, temporalNamespace)
        : new TemporalSettings(temporalAddress, temporalNamespace, null);
  }

  /** Whether the process that wrote this is still there. */
  boolean isAlive() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .map(process -> started == null || started.equals(startOf(process)))
        .orElse(false);
  }

  /** Whether that {@code up} runs in this process. */
  public boolean isThisProcess() {
    return pid == ProcessHandle.current().pid();
  }

  /** When {@code process} started, as this record keeps it. */
  public static @Nullable String startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse(null);
  }
}
