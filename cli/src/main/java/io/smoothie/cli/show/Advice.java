package io.smoothie.cli.show;

import io.smoothie.activities.table.QueuePlace;
import io.smoothie.activities.table.Robot;
import io.smoothie.activities.table.RobotStatus;
import io.smoothie.workflow.FailureType;
import io.smoothie.workflow.RobotName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an operator can do now about an order; a sentence each, none when nothing is to be done. */
final class Advice {
  private static final int MOST_AWAY = 3;

  private final OrderView view;
  private final List<String> sentences = new ArrayList<>();

  private Advice(OrderView view) {
    this.view = view;
  }

  static List<String> about(OrderView view) {
    Advice advice = new Advice(view);
    Wait wait = view.story().waits();
    if (wait != null) {
      advice.whileItWaits(wait);
    } else if (view.status() == OrderStatus.FAILED) {
      advice.afterFailure();
    }
    if (view.status() != OrderStatus.MADE) {
      advice.aboutRobots();
    }
    return advice.sentences;
  }

  private void whileItWaits(Wait wait) {
    String order = view.story().order().value();
    switch (wait.isTooShortToMention(view.now()) ? Wait.Kind.ROBOT : wait.kind()) {
      case WORKER -> add("Start a worker: smoothie worker --task-queue " + wait.what());
      case ACTIVITY -> add("Look at the worker's log: it retries until the table answers.");
      case BROKER -> add("See that the MQTT broker runs and that the worker can reach it.");
      case GATEWAY ->
          add("Start a gateway, and see that it reaches the MQTT broker: smoothie gateway");
      case QUEUE -> {
        view.away().stream()
            .limit(MOST_AWAY)
            .forEach(
                robot ->
                    add("If %1$s is there: smoothie robots online %1$s".formatted(robot.name())));
        add("More robots make it shorter: smoothie robots list, smoothie robots add NAME");
      }
      case STEP -> {
        if (!wait.what().isEmpty()) {
          add("Look at the worker's log: it retries until a worker can take that step.");
        }
      }
      case ROBOT -> {}
    }
    if (view.story().cancelAccepted() == null) {
      add("Cancel it: smoothie orders cancel " + order);
    }
  }

  private void afterFailure() {
    Ending ending = view.story().ending();
    String type = ending == null || ending.type() == null ? "" : ending.type();
    switch (type) {
      case FailureType.NO_ROBOT_AVAILABLE, FailureType.QUEUE_TIMED_OUT ->
          add("See the robots, add or repair some, and order again: smoothie robots list");
      case FailureType.GATEWAY_UNAVAILABLE ->
          add("Start a gateway, see that it reaches the MQTT broker, and order again.");
      case FailureType.BROKER_UNAVAILABLE ->
          add("See that the MQTT broker runs and that the worker can reach it; order again.");
      case FailureType.ORDER_CLOSED -> add("Order again, with another ID.");
      case FailureType.INVALID_ORDER -> add("Correct it and order again, with another ID.");
      case FailureType.LIMIT_EXCEEDED -> add("Order again, with a longer --limit.");
      case FailureType.INTERNAL_ERROR -> add("This is a defect: the worker's log has more.");
      default -> {}
    }
  }

  private void aboutRobots() {
    Stream<RobotName> its =
        view.robots().stream()
            .filter(robot -> robot.status() == RobotStatus.BROKEN)
            .map(Robot::name);
    QueuePlace place = view.place();
    // The order may wait for robots that it has never had.
    Stream<RobotName> waitedFor = place == null ? Stream.of() : place.broken().stream();
    String broken =
        Stream.concat(its, waitedFor)
            .distinct()
            .map(RobotName::value)
            .collect(Collectors.joining(" "));
    if (!broken.isEmpty()) {
      add("Once looked after, let them work again: smoothie robots repair " + broken);
    }
    if (view.status().isOver()) {
      for (Robot robot : view.robots()) {
        if (view.story().order().equals(robot.order())) {
          add(
              ("%1$s is still held by this order: a worker gives it back within seconds, or"
                      + " smoothie robots repair %1$s")
                  .formatted(robot.name()));
        }
      }
    }
  }

  private void add(String sentence) {
    sentences.add(sentence);
  }
}
