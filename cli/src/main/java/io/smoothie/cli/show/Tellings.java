package io.smoothie.cli.show;

import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.OrderActivities.EndResult;
import io.smoothie.workflow.OrderActivities.FreeRequest;
import io.smoothie.workflow.OrderActivities.FreeResult;
import io.smoothie.workflow.OrderActivities.TellResult;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Stage;
import io.smoothie.workflow.Text;
import java.util.Objects;

/** What is on record of a robot being told, or not, and what that adds to an order's path. */
final class Tellings {
  private Tellings() {}

  /** One try to tell the robot. */
  static Path tried(Path path, Step step) {
    TellResult result = step.result(TellResult.class).orElse(null);
    if (result == null || result.outcome() == null) {
      // The workflow decides the same: it is not known how far the message came.
      return told(path, "whether the broker took the message is not known");
    }
    String detail =
        Text.forOneLine(Objects.requireNonNullElse(result.detail(), "no reason given"), 300);
    return switch (result.outcome()) {
      case TOLD -> told(path, "");
      case NOBODY_SUBSCRIBED -> told(path, "nobody was subscribed to its orders");
      case NOT_SENT -> notTold(path, Wait.Kind.BROKER, Visit.NOT_SENT, detail);
      case NO_GATEWAY -> notTold(path, Wait.Kind.GATEWAY, Visit.NOT_SENT, detail);
      // The broker takes no message for this robot; the order does not try this robot again.
      case REFUSED -> notTold(path, Wait.Kind.BROKER, "refused", detail);
      case NOT_HELD -> path.failed(step.at(), "it had been taken away");
    };
  }

  private static Path told(Path path, String what) {
    return path.isAt(Stage.TELL_ROBOT_ORDER)
        ? path.noted(what).waitsFor(waits(path, Wait.Kind.ROBOT, what))
        : path;
  }

  /**
   * @param obstacle the broker, if it does not take the message, or a gateway, if none is listening
   */
  private static Path notTold(Path path, Wait.Kind obstacle, String what, String why) {
    return path.isAt(Stage.TELL_ROBOT_ORDER)
        ? path.triedMore(path.waits() == null ? 0 : 1)
            .noted(what + ": " + why)
            .waitsFor(waits(path, obstacle, why))
        : path;
  }

  private static Wait waits(Path path, Wait.Kind kind, String what) {
    return new Wait(kind, path.last().started(), path.holds(), null, what);
  }

  private static Path toldByLostTask(Path path) {
    return path.noted("a workflow task that was lost had told it")
        .waitsFor(waits(path, Wait.Kind.ROBOT, ""));
  }

  /**
   * A robot that was not told is released, unless it was told after all; or one that is not to
   * blame for its failure.
   */
  static Path freed(Path path, Step step) {
    FreeRequest request = step.input().as(FreeRequest.class).orElse(null);
    if (request != null && request.evenIfTold() != null) {
      String reason = Text.forOneLine(Objects.requireNonNullElse(request.reason(), ""), 300);
      boolean stopped = request.outcome() == AttemptOutcome.RELEASED;
      return path.failed(
          step.at(), (stopped ? "" : "reported a failure: ") + reason + "; the robot is free");
    }
    if (step.result(FreeResult.class).map(FreeResult::stillTold).orElse(false)) {
      return path.isAt(Stage.TELL_ROBOT_ORDER) ? toldByLostTask(path) : path;
    }
    if (path.isAt(Stage.TELL_ROBOT_ORDER) && path.waits() == null) {
      return path.dropped(); // It was released before the order tried to tell it.
    }
    String note = path.last().note();
    return path.failed(step.at(), (note.isEmpty() ? "" : note + "; ") + "the robot was given back");
  }

  /** A robot that was told by a workflow task that was lost is seen out before the order ends. */
  static Path ending(Path path, Step step) {
    RobotName robot = step.result(EndResult.class).map(EndResult::robot).orElse(null);
    if (robot == null) {
      return path;
    }
    boolean there = path.isAt(Stage.TELL_ROBOT_ORDER) && robot.equals(path.holds());
    return toldByLostTask(
        there
            ? path
            : path.failed(step.at(), path.last().note()).enter(Stage.TELL_ROBOT_ORDER, robot));
  }
}
