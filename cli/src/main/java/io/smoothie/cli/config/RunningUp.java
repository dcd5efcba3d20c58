package io.smoothie.cli.config;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.smoothie.workflow.temporal.TemporalSettings;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a running {@code up} leaves in the state folder, so that other commands find it.
 *
 * @param pid its process ID
 * @param temporalOwn whether that process runs Temporal itself: it is reached in plain text, and
 *     the environment's Temporal configuration does not apply to it
 * @param started when that process started, which tells it from a later process with the same ID
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RunningUp(
    long pid,
    @Nullable String started,
    @JsonProperty("temporal_address") String temporalAddress,
    @JsonProperty("temporal_namespace") String temporalNamespace,
    @JsonProperty("temporal_own") boolean temporalOwn,
    @JsonProperty("ui_url") @Nullable String uiUrl,
    @JsonProperty("mqtt_url") String mqttUrl,
    @JsonProperty("db_url") String dbUrl,
    @JsonProperty("task_queue") String taskQueue) {

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
  @JsonIgnore
  public boolean isThisProcess() {
    return pid == ProcessHandle.current().pid();
  }

  /** When {@code process} started, as this record keeps it. */
  public static @Nullable String startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse(null);
  }
}
