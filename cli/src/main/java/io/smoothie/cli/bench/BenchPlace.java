package io.smoothie.cli.bench;

import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import io.smoothie.activities.mqtt.MqttClients;
import io.smoothie.activities.mqtt.MqttSettings;
import io.smoothie.activities.table.ScratchTables;
import io.smoothie.activities.table.Table;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.temporal.TemporalSettings;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Where a run's orders are made: a namespace, topics and a table of its own, on the Temporal, the
 * broker and the database that are configured.
 *
 * @param shopTemporal the Temporal, with the shop's namespace
 * @param shopBroker the broker, with the shop's topics
 */
record BenchPlace(
    BenchRun run, TemporalSettings shopTemporal, MqttSettings shopBroker, ScratchTables tables) {
  static final String TASK_QUEUE = "bench";
  static final String BARE_TASK_QUEUE = "bench-bare";

  /** The level above all topics of all runs: access rules can allow it as a whole. */
  static final String TOPICS = "smoothie-bench";

  private static final int FORGET_SECONDS = 10;

  /** That of another run. */
  BenchPlace of(BenchRun other) {
    return new BenchPlace(other, shopTemporal, shopBroker, tables);
  }

  TemporalSettings temporal() {
    return shopTemporal.in(run.name());
  }

  MqttSettings broker() {
    return shopBroker.withTopicsBelow(TOPICS + "/" + run.name());
  }

  Table openTable() {
    return Table.open(tables.settings(run.name()));
  }

  static List<RobotName> robots(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> new RobotName("Robot" + i)).toList();
  }

  String gatewayClientId() {
    return run.name() + "-gateway";
  }

  /** Has the broker forget the gateway's session, which it would keep for a day. */
  void forgetSession() {
    Mqtt5AsyncClient client = MqttClients.builder(shopBroker, gatewayClientId()).buildAsync();
    client
        .connectWith()
        .cleanStart(true)
        .sessionExpiryInterval(0)
        .send()
        .thenCompose(connected -> client.disconnect())
        .orTimeout(FORGET_SECONDS, TimeUnit.SECONDS)
        .join();
  }
}
