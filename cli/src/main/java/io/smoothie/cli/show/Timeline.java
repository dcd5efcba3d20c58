package io.smoothie.cli.show;

import io.smoothie.workflow.AnswerRule;
import io.smoothie.workflow.AnswerRule.Verdict;
import io.smoothie.workflow.ClaimOutcome;
import io.smoothie.workflow.ClaimResult;
import io.smoothie.workflow.OrderActivities;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.SmoothieOrderWorkflow;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotFailed;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotSucceeded;
import io.smoothie.workflow.Stage;
import io.smoothie.workflow.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The path that an order took, and the robots' answers: which of them counted and why the rest did
 * not, by the workflow's own rule.
 */
record Timeline(Path path, List<Answer> answers) {
  private static final String TOO_LATE = "too late: the timeout was decided";

  Timeline {
    answers = List.copyOf(answers);
  }

  /**
   * @param ending null while the order is not over
   */
  static Timeline of(Instant started, List<Step> steps, @Nullable Ending ending) {
    Path path = Path.begun(started);
    List<Answer> answers = new ArrayList<>();
    AnswerRule<Integer> rule = new AnswerRule<>(); // Of an early answer it keeps the index.
    boolean woken = false;
    for (Step step : steps) {
      Path next = Stages.after(path, step, answers);
      switch (step.name()) {
        case SmoothieOrderWorkflow.ROBOT_SUCCEEDED, SmoothieOrderWorkflow.ROBOT_FAILED -> {
          Answer said = said(step);
          boolean asleep = path.waitsFor(Wait.Kind.QUEUE) && !woken;
          Verdict verdict = rule.heard(said.robot(), answers.size(), asleep);
          answers.add(said.ignored(words(verdict, said.robot(), path)));
        }
        // A wake-up, or the end of the wait: the order may have told a robot since.
        case SmoothieOrderWorkflow.WAKE_UP, OrderActivities.LEAVE_QUEUE -> woken = true;
        case OrderActivities.GET_ROBOT -> {
          ClaimResult claim = step.result(ClaimResult.class).orElse(null);
          if (claim != null) {
            woken = false;
            forgetEarlyOnes(rule, claim);
          }
        }
        case OrderActivities.FREE_ROBOT -> rule.expectNone();
        case OrderActivities.END_ORDER -> {
          if (step.isOpen()) {
            woken = true; // It has left the queue.
            rule.expectNone();
          }
        }
        case OrderActivities.SET_ROBOT_BROKEN -> {
          RobotName robot = next.holds();
          if (step.isOpen() && robot != null) {
            rule.expectNoMoreFrom(robot);
            if (!Stages.isReported(step)) {
              // It was decided without an answer: one that seemed to count came too late.
              answers.replaceAll(said -> said.countsFor(robot) ? said.ignored(TOO_LATE) : said);
            }
          }
        }
        default -> {}
      }
      if (step.isOver() && next.isAt(Stage.TELL_ROBOT_ORDER) && !next.equals(path)) {
        expect(next, rule, answers);
      } else if (next.holds() == null) {
        rule.expectNone();
      }
      path = next;
    }
    return new Timeline((ending == null ? path : Stages.ended(path, ending)).folded(), answers);
  }

  /** The order has the robot of this path: an early answer of it counts. */
  private static void expect(Path path, AnswerRule<Integer> rule, List<Answer> answers) {
    RobotName robot = path.holds();
    if (robot != null && !robot.equals(rule.awaited())) {
      Integer early = rule.expectFrom(robot);
      if (early != null) {
        answers.set(early, answers.get(early).ignored(null));
      }
    }
    if (path.waitsFor(Wait.Kind.ROBOT)) {
      rule.told();
    }
  }

  private static void forgetEarlyOnes(AnswerRule<Integer> rule, ClaimResult claim) {
    if (claim.outcome() == ClaimOutcome.QUEUED) {
      rule.forgetEarlyOnes();
    } else if (Boolean.FALSE.equals(claim.mayBeTold())) {
      rule.forgetEarlyOnesOfStrangers();
    }
  }

  private static Answer said(Step step) {
    if (step.name().equals(SmoothieOrderWorkflow.ROBOT_SUCCEEDED)) {
      RobotName robot =
          step.input().as(RobotSucceeded.class).map(RobotSucceeded::robot).orElse(null);
      return new Answer(step.at(), robot, robot != null, null, null);
    }
    RobotFailed failed = step.input().as(RobotFailed.class).orElse(null);
    String reason = failed == null ? "" : Objects.requireNonNullElse(failed.reason(), "");
    return new Answer(
        step.at(),
        failed == null ? null : failed.robot(),
        false,
        Text.forOneLine(reason, RobotFailed.MAX_REASON_CODE_POINTS),
        null);
  }

  private static @Nullable String words(Verdict verdict, @Nullable RobotName robot, Path path) {
    return switch (verdict) {
      case COUNTS -> null;
      case UNNAMED -> "it cannot be read";
      case REPEATED -> "it had answered before";
      case LATE -> Objects.equals(robot, path.holds()) ? TOO_LATE : "late: its attempt was over";
      case EARLY, UNEXPECTED ->
          path.holds() == null
              ? "no robot had the order then"
              : "the order was waiting for " + path.holds();
    };
  }
}
