package io.smoothie.cli.show;

import io.smoothie.activities.table.QueuePlace;
import io.smoothie.activities.table.Robot;
import io.smoothie.activities.table.RobotStatus;
import io.smoothie.workflow.FailureType;
import io.smoothie.workflow.RobotName;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an operator can do now about an order; a sentence each, none when nothing is to be done. */
final class Advice {
  private static final int MOST_AWAY = 3;

  private Advice() {}

  static List<String> about(OrderView view) {
    Wait wait = view.story().waits();
    Stream<String> now =
        wait == null ? afterFailure(view.story().ending()) : whileItWaits(view, wait);
    return view.status() == OrderStatus.MADE
        ? List.of()
        : Stream.of(now, repairs(view), resumes(view), stillHeld(view), redrive(view))
            .flatMap(Function.identity())
            .toList();
  }

  private static Stream<String> whileItWaits(OrderView view, Wait wait) {
    Stream<String> first =
        switch (wait.isTooShortToMention(view.now()) ? Wait.Kind.ROBOT : wait.kind()) {
          case WORKER -> Stream.of("Start a worker: smoothie worker --task-queue " + wait.what());
          case ACTIVITY ->
              Stream.of("Look at the worker's log: it retries until the table answers.");
          case BROKER ->
              Stream.of("See that the MQTT broker runs and that the worker can reach it.");
          case GATEWAY ->
              Stream.of(
                  "Start a gateway, and see that it reaches the MQTT broker: smoothie gateway");
          case QUEUE ->
              Stream.concat(
                  view.away().stream()
                      .limit(MOST_AWAY)
                      .map(Robot::name)
                      .map("If %1$s is there: smoothie robots online %1$s"::formatted),
                  Stream.of(
                      "More robots make it shorter: smoothie robots list, smoothie robots add"
                          + " NAME"));
          case STEP ->
              wait.what().isEmpty()
                  ? Stream.empty()
                  : Stream.of(
                      "Look at the worker's log: it retries until a worker can take that step.");
          case DUE, ROBOT -> Stream.empty();
        };
    return view.story().cancelAccepted() == null
        ? Stream.concat(
            first, Stream.of("Cancel it: smoothie orders cancel " + view.story().order()))
        : first;
  }

  private static Stream<String> afterFailure(@Nullable Ending ending) {
    String type =
        ending == null || ending.type() == null || ending.status() != OrderStatus.FAILED
            ? ""
            : ending.type();
    return switch (type) {
      case FailureType.NO_ROBOT_AVAILABLE, FailureType.QUEUE_TIMED_OUT ->
          Stream.of("See the robots, add or repair some, and order again: smoothie robots list");
      case FailureType.GATEWAY_UNAVAILABLE ->
          Stream.of("Start a gateway, see that it reaches the MQTT broker, and order again.");
      case FailureType.BROKER_UNAVAILABLE ->
          Stream.of("See that the MQTT broker runs and that the worker can reach it; order again.");
      case FailureType.ORDER_CLOSED -> Stream.of("Order again, with another ID.");
      case FailureType.INVALID_ORDER -> Stream.of("Correct it and order again, with another ID.");
      case FailureType.LIMIT_EXCEEDED -> Stream.of("Order again, with a longer --limit.");
      case FailureType.INTERNAL_ERROR -> Stream.of("This is a defect: the worker's log has more.");
      default -> Stream.empty();
    };
  }

  /** Not of one that would fail again just so. */
  private static Stream<String> redrive(OrderView view) {
    Ending ending = view.story().ending();
    boolean wouldFail =
        ending != null
            && (FailureType.INVALID_ORDER.equals(ending.type())
                || FailureType.LIMIT_EXCEEDED.equals(ending.type()));
    return ending == null || wouldFail
        ? Stream.empty()
        : Stream.of(
            "Have it placed again with what it asked for: smoothie orders redrive "
                + view.story().order());
  }

  private static Stream<String> repairs(OrderView view) {
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
    return broken.isEmpty()
        ? Stream.empty()
        : Stream.of("Once looked after, let them work again: smoothie robots repair " + broken);
  }

  private static Stream<String> resumes(OrderView view) {
    QueuePlace place = view.place();
    return place == null || place.outOfService().isEmpty()
        ? Stream.empty()
        : Stream.of(
            place.outOfService().stream()
                .limit(MOST_AWAY)
                .map(RobotName::value)
                .collect(
                    Collectors.joining(
                        " ", "Have them take orders again: smoothie robots resume ", "")));
  }

  private static Stream<String> stillHeld(OrderView view) {
    return view.robots().stream()
        .filter(robot -> view.status().isOver() && view.story().order().equals(robot.order()))
        .map(Robot::name)
        .map(
            ("%1$s is still held by this order: a worker gives it back within seconds, or smoothie"
                    + " robots repair %1$s")
                ::formatted);
  }
}
