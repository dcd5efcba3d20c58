package io.smoothie.gateway;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smoothie.activities.mqtt.MqttSettings;
import io.smoothie.activities.table.Table;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotFailed;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotSucceeded;
import io.smoothie.workflow.temporal.Orders;
import io.smoothie.workflow.temporal.Orders.Delivery;
import io.smoothie.workflow.temporal.TemporalConnection;
import io.smoothie.workflow.temporal.TemporalSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A gateway in a process of its own that stops for ever in the middle of an answer. */
final class GatewayProcess {
  static final String READY = "GATEWAY READY";
  static final String HERE = "GATEWAY HERE";

  enum Point {
    BEFORE_THE_SIGNAL,
    BEFORE_THE_ACKNOWLEDGEMENT
  }

  private GatewayProcess() {}

  static Process start(GatewaySettings settings, String dbUrl, String temporal, Point point)
      throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            GatewayProcess.class.getName(),
            settings.mqtt().shown(),
            settings.clientId(),
            dbUrl,
            temporal,
            point.name())
        .redirectErrorStream(true)
        .start();
  }

  public static void main(String[] args) throws InterruptedException {
    Point point = Point.valueOf(args[4]);
    Orders orders = new Orders(TemporalConnection.connect(TemporalSettings.of(args[3])).client());
    OrderSignals real = OrderSignals.of(orders);
    RobotGateway.start(
        new GatewaySettings(MqttSettings.parse(args[0]), args[1], false),
        new OrderSignals() {
          @Override
          public Delivery succeeded(OrderId order, RobotSucceeded success) {
            if (point == Point.BEFORE_THE_ACKNOWLEDGEMENT) {
              real.succeeded(order, success);
            }
            System.out.println(HERE);
            while (true) {
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                // Only a kill ends this wait.
              }
            }
          }

          @Override
          public Delivery failed(OrderId order, RobotFailed failure) {
            return real.failed(order, failure);
          }

          @Override
          public Delivery wakeUp(OrderId order, int claim) {
            return real.wakeUp(order, claim);
          }
        },
        Table.open(args[2]),
        new SimpleMeterRegistry());
    System.out.println(READY);
    new CountDownLatch(1).await();
  }
}
