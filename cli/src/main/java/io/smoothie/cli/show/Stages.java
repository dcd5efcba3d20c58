package io.smoothie.cli.show;

import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.ClaimResult;
import io.smoothie.workflow.OrderActivities;
import io.smoothie.workflow.OrderActivities.BrokenRequest;
import io.smoothie.workflow.OrderActivities.LeaveResult;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Stage;
import io.smoothie.workflow.Text;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What each step of an order adds to its path. */
final class Stages {
  private Stages() {}

  /**
   * @param answers those so far, which tell when a robot was done
   */
  static Path after(Path path, Step step, List<Answer> answers) {
    if (step.kind() == Step.Kind.TIMER) {
      return timer(path, step.at());
    }
    if (step.isOpen()) {
      return step.name().equals(OrderActivities.SET_ROBOT_BROKEN)
          ? breaking(path, step, answers)
          : path;
    }
    return switch (step.name()) {
      case OrderActivities.GET_ROBOT -> claimed(path.at(Stage.GET_ROBOT), step);
      case OrderActivities.LEAVE_QUEUE -> leftQueue(path, step);
      case OrderActivities.TELL_ROBOT_ORDER -> Tellings.tried(path, step);
      case OrderActivities.FREE_ROBOT -> Tellings.freed(path, step);
      case OrderActivities.SET_ROBOT_FINISHED -> finished(path, step, answers);
      case OrderActivities.SET_ROBOT_BROKEN -> done(path.at(Stage.SET_ROBOT_BROKEN), step);
      case OrderActivities.END_ORDER -> Tellings.ending(path, step);
      default -> path;
    };
  }

  /** The order's stage says which timer it is; the pause before the next try is none to show. */
  private static Path timer(Path path, Instant fires) {
    Wait waits = path.waits();
    return waits != null && (path.waitsFor(Wait.Kind.QUEUE) || path.waitsFor(Wait.Kind.ROBOT))
        ? path.waitsFor(waits.until(fires))
        : path;
  }

  // --- GetRobot and SetRobotWorking

  private static Path claimed(Path path, Step step) {
    ClaimResult claim = step.result(ClaimResult.class).orElse(null);
    if (claim == null || claim.outcome() == null) {
      return stumbled(path, step);
    }
    Path here = path.triedMore(step.tries() - 1);
    return switch (claim.outcome()) {
      case CLAIMED -> taken(here, claim.robot(), step.at());
      case QUEUED ->
          here.noted("in the queue, place " + claim.position() + " when it came")
              .waitsFor(
                  Objects.requireNonNullElse(
                      here.waits(), new Wait(Wait.Kind.QUEUE, step.at(), null, null, "")));
      case NONE_FREE -> here.failed(step.at(), "no robot is free");
      case NO_ROBOTS -> here.failed(step.at(), "there is no robot in the table");
      case NONE_ABLE -> here.failed(step.at(), Objects.requireNonNullElse(claim.detail(), ""));
      case ALL_TRIED -> here.failed(step.at(), "every robot there is has tried");
      case CLOSED -> here.failed(step.at(), "the order had ended before");
      case INVALID -> here.failed(step.at(), Objects.requireNonNullElse(claim.detail(), ""));
      case STALE -> here;
    };
  }

  private static Path taken(Path path, @Nullable RobotName robot, Instant at) {
    Wait queue = path.waits();
    String waited =
        queue == null ? "" : "waited in the queue for " + Times.length(queue.since(), at);
    return path.leave(Visit.State.DONE, robot, at, waited)
        .enter(Stage.SET_ROBOT_WORKING, robot)
        .leave(Visit.State.DONE, robot, at, "")
        .enter(Stage.TELL_ROBOT_ORDER, robot);
  }

  /** The queue was left, with the robot that had been assigned meanwhile or without any. */
  private static Path leftQueue(Path path, Step step) {
    RobotName robot = step.result(LeaveResult.class).map(LeaveResult::robot).orElse(null);
    if (robot != null) {
      return taken(path, robot, step.at());
    }
    return path.isAt(Stage.GET_ROBOT)
        ? path.failed(step.at(), "left the queue without a robot")
        : path;
  }

  // --- SetRobotFinished, SetRobotBroken

  private static Path finished(Path path, Step step, List<Answer> answers) {
    if (path.isAt(Stage.SET_ROBOT_FINISHED)) {
      return done(path, step);
    }
    Instant otherwise = step.failure() == null ? step.at() : path.last().started();
    Path made =
        path.leave(
                Visit.State.DONE,
                path.holds(),
                answered(path, answers, otherwise),
                path.last().note())
            .enter(Stage.SET_ROBOT_FINISHED, path.holds());
    return done(made, step);
  }

  private static Path breaking(Path path, Step step, List<Answer> answers) {
    Optional<BrokenRequest> request = step.input().as(BrokenRequest.class);
    RobotName robot = request.map(BrokenRequest::robot).orElse(path.holds());
    String reason =
        request.map(BrokenRequest::reason).map(text -> Text.forOneLine(text, 300)).orElse("");
    boolean reported = isReported(step);
    Instant decided = reported ? answered(path, answers, step.at()) : step.at();
    String words = reported ? "reported a failure: " + reason : reason;
    return path.leave(Visit.State.FAILED, robot, decided, words)
        .enter(Stage.SET_ROBOT_BROKEN, robot);
  }

  /** Whether the robot is set broken because it reported a failure. */
  static boolean isReported(Step breaking) {
    return breaking.input().as(BrokenRequest.class).map(BrokenRequest::outcome).orElse(null)
        == AttemptOutcome.FAILED;
  }

  /** When the answer of the order's robot came that counted. */
  private static Instant answered(Path path, List<Answer> answers, Instant otherwise) {
    return answers.stream()
        .filter(answer -> answer.countsFor(path.holds()))
        .map(Answer::at)
        .findFirst()
        .orElse(otherwise);
  }

  /** The step of this stage is over, unless it failed: then it is tried again. */
  private static Path done(Path path, Step step) {
    return step.failure() == null
        ? path.triedMore(step.tries() - 1).leave(Visit.State.DONE, path.holds(), step.at(), "")
        : stumbled(path, step);
  }

  private static Path stumbled(Path path, Step step) {
    return path.triedMore(step.tries())
        .noted(Objects.requireNonNullElse(step.failure(), "what it brought cannot be read"));
  }

  static Path ended(Path path, Ending ending) {
    boolean made = ending.status() == OrderStatus.MADE;
    String words = Objects.requireNonNullElse(ending.type(), ending.status().word());
    return path.failed(ending.at(), path.last().note())
        .enter(made ? Stage.STATE_MACHINE_FINISH : Stage.STATE_MACHINE_FAILED, null)
        .leave(made ? Visit.State.DONE : Visit.State.FAILED, null, ending.at(), made ? "" : words);
  }
}
