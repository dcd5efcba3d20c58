package io.smoothie.cli.doctor;

import io.smoothie.activities.table.Table;
import io.smoothie.cli.follow.Follower;
import io.smoothie.cli.process.Closers;
import io.smoothie.cli.show.HistoryReader;
import io.smoothie.cli.show.OrderStatus;
import io.smoothie.cli.show.OrderStory;
import io.smoothie.cli.show.OrderTable;
import io.smoothie.cli.simulator.Behaviour;
import io.smoothie.cli.simulator.SimulatedRobot;
import io.smoothie.workflow.Needs;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Skills;
import io.smoothie.workflow.temporal.Orders;
import io.smoothie.workflow.temporal.TemporalConnection;
import java.time.Duration;
import java.util.UUID;

/**
 * A real order, made by a robot of its own, which this process simulates and which is in the table
 * for as long as the order takes. The robot is never given to another order: that one would seem to
 * be made.
 */
final class TrialOrder {
  private static final Duration MAKE_TIME = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final CheckupCommand options;

  TrialOrder(CheckupCommand options) {
    this.options = options;
  }

  Check run(Table table) throws InterruptedException {
    RobotName robot = new RobotName("doctor-" + UUID.randomUUID());
    OrderId order = OrderId.random();
    try (Closers closers = new Closers()) {
      TemporalConnection temporal = closers.start(options.temporal()::connect);
      closers.start(
          () ->
              SimulatedRobot.switchOn(
                  options.mqtt().settings(), robot, Behaviour.making(MAKE_TIME), line -> {}));
      // Whatever becomes of the order, and of this command: nothing of the trial is to stay.
      closers.add(() -> remove(table, robot));
      boolean unused = table.robots().addFor(robot, order);
      Orders orders = new Orders(temporal.client());
      closers.add(() -> cancelIfItRuns(orders, order));
      orders.place(
          order,
          OrderRequest.of("Doctor's trial order")
              .withAttempts(1)
              .withQueueTimeout(LONGEST)
              .withNeeds(new Needs(Skills.NONE, robot)),
          options.taskQueue());
      OrderStory story =
          new Follower(
                  options.spec, new HistoryReader(temporal), new OrderTable(options.table()::open))
              .follow(order, LONGEST, change -> {});
      return verdict(order, story);
    }
  }

  private static Check verdict(OrderId order, OrderStory story) {
    if (story.status() == OrderStatus.MADE) {
      return Check.good("order", "order %s was made, and its robot is gone".formatted(order));
    }
    return Check.refused(
        "order",
        "order %s of a robot of its own is %s, not made".formatted(order, story.status()),
        "See smoothie orders show %s. A broker with access rules does not let this command act as a robot."
            .formatted(order));
  }

  private static void cancelIfItRuns(Orders orders, OrderId order) {
    if (orders.state(order) == Orders.State.RUNNING) {
      var unused = orders.cancelByTemporalAlone(order);
    }
  }

  private static void remove(Table table, RobotName robot) {
    table.robots().find(robot).ifPresent(there -> table.robots().remove(robot, there.order()));
  }
}
