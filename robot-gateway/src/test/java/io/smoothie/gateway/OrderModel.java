package io.smoothie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.activities.table.Attempt;
import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.FailureType;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderResult;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.SmoothieOrderWorkflow.CancelAnswer;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TerminatedFailure;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What has to come of one order of a random history, by what happened to it. */
final class OrderModel {
  final OrderId order;
  private final UnaryOperator<String> story;

  /** The first answer of an attempt counts; what follows it does not. */
  private final Set<RobotName> answered = new HashSet<>();

  /** Its success was delivered in time. */
  private @Nullable RobotName maker;

  /** Their successes may have been in time, which cannot be known. */
  private final Set<RobotName> perhaps = new HashSet<>();

  private final Set<RobotName> stopped = new HashSet<>();

  private @Nullable CancelAnswer cancelAnswer;
  private boolean cutByTemporal;

  /**
   * @param story adds to a message how it came to that
   */
  OrderModel(OrderId order, UnaryOperator<String> story) {
    this.order = order;
    this.story = story;
  }

  void answered(RobotName robot, boolean success, boolean inTime) {
    if (answered.add(robot) && success) {
      if (inTime) {
        assertTrue(maker == null, story.apply("two robots work for " + order));
        maker = robot;
      } else {
        perhaps.add(robot);
      }
    }
  }

  /** It worked for the order, which was cancelled, and says that it stopped for this. */
  void stopped(RobotName robot) {
    stopped.add(robot);
  }

  void cancelled(CancelAnswer answer) {
    if (cancelAnswer == CancelAnswer.TOO_LATE && !cutByTemporal) {
      assertEquals(cancelAnswer, answer, story.apply("too late stays too late for " + order));
    }
    if (cancelAnswer == null) {
      cancelAnswer = answer;
    }
  }

  void cutByTemporal() {
    cutByTemporal = true;
  }

  /** Checks the order once nothing is under way. */
  void check(RandomShop shop) {
    String ending = ending(shop);
    List<Attempt> attempts = shop.table.attempts().of(order);
    List<RobotName> succeeded =
        attempts.stream()
            .filter(attempt -> attempt.outcome() == AttemptOutcome.SUCCEEDED)
            .map(Attempt::robot)
            .toList();
    List<RobotName> used =
        attempts.stream().filter(a -> a.outcome().usesUpTheRobot()).map(Attempt::robot).toList();
    String what = story.apply(order + " ended " + ending + " with " + attempts);
    assertEquals(Set.copyOf(used).size(), used.size(), what);
    assertTrue(attempts.stream().noneMatch(a -> a.outcome() == AttemptOutcome.WORKING), what);
    assertTrue(succeeded.size() <= 1, what);
    for (RobotName robot : succeeded) {
      assertTrue(robot.equals(maker) || perhaps.contains(robot), what);
    }
    assertTrue(
        attempts.stream()
            .filter(attempt -> stopped.contains(attempt.robot()))
            .noneMatch(attempt -> attempt.outcome() == AttemptOutcome.FAILED),
        what);
    boolean cancelled = cancelAnswer == CancelAnswer.ACCEPTED;
    if (ending.startsWith("made by ")) {
      assertEquals(1, succeeded.size(), what);
      assertEquals("made by " + succeeded.get(0), ending, what);
      assertFalse(cancelled, what);
    } else if (!cutByTemporal) {
      assertEquals(cancelled, ending.equals(FailureType.ORDER_CANCELLED), what);
      assertTrue(cancelled || succeeded.isEmpty(), what);
    }
    if (maker != null && !cutByTemporal) {
      assertEquals(List.of(maker), succeeded, what);
      assertTrue(cancelled || ending.startsWith("made by "), what);
    }
  }

  private String ending(RandomShop shop) {
    try {
      return "made by "
          + shop.client
              .newUntypedWorkflowStub(order.workflowId())
              .getResult(OrderResult.class)
              .robot();
    } catch (WorkflowFailedException e) {
      Throwable cause = e.getCause();
      if (cause instanceof ApplicationFailure failure) {
        assertFalse(
            failure.getType().equals(FailureType.INTERNAL_ERROR),
            story.apply("a defect: " + failure.getMessage()));
        return failure.getType();
      }
      if (cause instanceof CanceledFailure && cancelAnswer == CancelAnswer.ACCEPTED) {
        // A client that cancels asks Temporal for its own cancel, too.
        return FailureType.ORDER_CANCELLED;
      }
      assertTrue(
          cutByTemporal && (cause instanceof CanceledFailure || cause instanceof TerminatedFailure),
          story.apply("an ending without a cause: " + order + ": " + cause));
      return String.valueOf(cause);
    }
  }
}
