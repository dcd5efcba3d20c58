package io.smoothie.cli.doctor;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientConnectionConfig;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientConnectionConfig.RestrictionsForClient;
import io.smoothie.activities.mqtt.BrokerUnavailableException;
import io.smoothie.activities.mqtt.MqttClients;
import io.smoothie.activities.mqtt.MqttConnection;
import io.smoothie.activities.mqtt.MqttSettings;
import io.smoothie.activities.table.Table;
import io.smoothie.activities.table.TableException;
import io.smoothie.workflow.Text;
import io.smoothie.workflow.temporal.TemporalConnection;
import io.smoothie.workflow.temporal.TemporalReport;
import io.smoothie.workflow.temporal.TemporalUnavailableException;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks each part; tells of each as soon as it is known, the parts that others need first. */
final class Checkup {
  private static final String START =
      "Start them: smoothie up, or smoothie worker and smoothie gateway.";

  private final CheckupCommand options;
  private final Consumer<Check> found;

  Checkup(CheckupCommand options, Consumer<Check> found) {
    this.options = options;
    this.found = found;
  }

  /** Asks Temporal, its workers and the broker. Null when Temporal does not answer. */
  @Nullable TemporalReport servers() {
    TemporalReport temporal = temporal();
    broker();
    return temporal;
  }

  /** Asks the table's gateways, and whose it is. */
  void table(Table table, @Nullable TemporalReport temporal) {
    new TableChecks(table, found).run(temporal);
  }

  /** The table, opened; null when it cannot be used. */
  @Nullable Table open() {
    try {
      return options.table().open();
    } catch (TableException e) {
      found.accept(Check.away("table", sentence(e), null));
      return null;
    }
  }

  private @Nullable TemporalReport temporal() {
    try (TemporalConnection connection = options.temporal().connect()) {
      TemporalReport report = TemporalReport.of(connection, options.taskQueue());
      found.accept(Check.good("Temporal", inWords(report)));
      workers(report.workers());
      if (!report.searchAttributes()) {
        found.accept(
            Check.note(
                "search",
                "this namespace does not have the orders' search attributes",
                "Lists read histories instead; a worker registers them where it may."));
      }
      if (!report.updates()) {
        found.accept(
            Check.note(
                "updates",
                "this Temporal takes no workflow updates",
                "Orders are cancelled by Temporal's own cancel, which does not say whether it came too late."));
      }
      return report;
    } catch (TemporalUnavailableException e) {
      found.accept(Check.away("Temporal", sentence(e), null));
      return null;
    }
  }

  private static String inWords(TemporalReport report) {
    StringBuilder words = new StringBuilder(report.namespace().address());
    if (!report.version().isEmpty()) {
      words.append(", server ").append(report.version());
    }
    words.append(", namespace ").append(report.namespace().name());
    if (!report.namespace().id().isEmpty()) {
      words.append(" (ID ").append(report.namespace().id()).append(')');
    }
    if (!report.retention().isZero()) {
      words.append(", keeps what is over for ");
      long days = report.retention().toDays();
      words.append(
          days > 0
              ? Text.counted(days, "day")
              : Text.counted(report.retention().toHours(), "hour"));
    }
    return words.toString();
  }

  private void workers(@Nullable Set<String> workers) {
    if (workers == null) {
      found.accept(
          Check.note(
              "workers",
              "this Temporal does not tell who polls " + options.taskQueue(),
              "smoothie doctor --order shows whether one does."));
    } else if (workers.isEmpty()) {
      found.accept(
          Check.away("workers", "no worker polls task queue " + options.taskQueue(), START));
    } else {
      found.accept(
          Check.good(
              "workers",
              "%s on task queue %s: %s"
                  .formatted(
                      workers.size(),
                      options.taskQueue(),
                      Text.forOneLine(String.join(", ", workers), 200))));
    }
  }

  private void broker() {
    MqttSettings broker = options.mqtt().settings();
    // It may be one of several at a time.
    String clientId = "smoothie-doctor-" + UUID.randomUUID();
    try (MqttConnection connection = MqttClients.connection(broker, clientId).connect()) {
      found.accept(
          connection
              .client()
              .getConfig()
              .getConnectionConfig()
              .map(Mqtt5ClientConnectionConfig::getRestrictionsForClient)
              .map(granted -> granted(broker, granted))
              .orElseGet(() -> Check.away("broker", broker.shown() + " closes connections", null)));
    } catch (BrokerUnavailableException e) {
      found.accept(Check.away("broker", sentence(e), null));
    }
  }

  private static Check granted(MqttSettings broker, RestrictionsForClient granted) {
    String words =
        "%s, MQTT 5, QoS up to %d, %s in flight, retained messages %s"
            .formatted(
                broker.shown(),
                granted.getMaximumQos().getCode(),
                Text.counted(granted.getSendMaximum(), "message"),
                granted.isRetainAvailable() ? "kept" : "not kept");
    return granted.getMaximumQos() == MqttQos.AT_MOST_ONCE
        ? Check.refused(
            "broker", words, "Orders need QoS 1: allow it in the broker's configuration.")
        : Check.good("broker", words);
  }

  static String sentence(RuntimeException failure) {
    return Text.forOneLine(String.valueOf(failure.getMessage()), 600);
  }
}
