package io.smoothie.cli.realtier;

import io.smoothie.activities.mqtt.MqttSettings;
import io.smoothie.activities.table.Table;
import io.smoothie.activities.worker.OrderPublisher;
import io.smoothie.activities.worker.SmoothieWorker;
import io.smoothie.cli.log.Logs;
import io.smoothie.workflow.temporal.TemporalConnection;
import io.smoothie.workflow.temporal.TemporalSettings;
import io.temporal.worker.WorkerFactory;
import java.util.concurrent.CountDownLatch;

/**
 * A worker that dies, as of {@code kill -9}, at the one moment that no test can meet from outside:
 * a robot's hand-over is committed, and the order that has it was not woken.
 */
final class WorkerThatWakesNoOrder {
  static final int DIED = 9;

  private WorkerThatWakesNoOrder() {}

  /** Arguments: Temporal's address, the table's URL, the broker's, the task queue. */
  public static void main(String[] arguments) throws InterruptedException {
    Logs.useOurs();
    try (TemporalConnection temporal =
            TemporalConnection.connect(TemporalSettings.of(arguments[0]));
        Table table = Table.open(arguments[1]);
        OrderPublisher publisher = OrderPublisher.connect(MqttSettings.parse(arguments[2]))) {
      table.belongTo(temporal.ask());
      WorkerFactory factory = WorkerFactory.newInstance(temporal.client());
      SmoothieWorker.register(
          factory.newWorker(arguments[3]),
          table.waking(calls -> Runtime.getRuntime().halt(DIED)),
          publisher);
      factory.start();
      new CountDownLatch(1).await();
    }
  }
}
