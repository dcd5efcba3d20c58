package io.smoothie.workflow;

import io.smoothie.workflow.CurrentAttempt.Answer;
import io.temporal.workflow.Workflow;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The robots' answers to an order, by the {@link AnswerRule}. An answer that changes nothing is
 * counted as {@code smoothie_answers_ignored}.
 */
final class Answers {
  private static final Logger log = Workflow.getLogger(Answers.class);

  private final Decision decision;
  private final AnswerRule<Answer> rule = new AnswerRule<>();
  private @Nullable CurrentAttempt attempt;
  private boolean ignoredSome;

  /** The robot that was said to be silent before it was on record as told; or null. */
  private @Nullable RobotName silentEarly;

  Answers(Decision decision) {
    this.decision = decision;
  }

  /**
   * A robot has answered.
   *
   * @param robot null when a signal came without one: any client can send a signal, and an
   *     exception here would make Temporal retry the workflow task for ever
   * @param queued whether the order is in the queue and knows of no robot assigned to it
   */
  void heard(@Nullable RobotName robot, Answer answer, boolean queued) {
    switch (rule.heard(robot, answer, queued)) {
      case COUNTS -> count(answer);
      case EARLY -> {}
      case REPEATED, LATE, UNEXPECTED, UNNAMED -> ignored(robot);
    }
  }

  boolean hasEarlyOneFrom(RobotName robot) {
    return rule.hasEarlyOneFrom(robot);
  }

  /** The order has this robot: from now on its answer counts, and so does an early one. */
  CurrentAttempt expectFrom(RobotName robot) {
    CurrentAttempt current = new CurrentAttempt(robot);
    expectFrom(current);
    return current;
  }

  /**
   * The order has the robot of this attempt, or still has it: an early answer of this robot counts.
   */
  void expectFrom(CurrentAttempt current) {
    attempt = current;
    Answer said = rule.expectFrom(current.robot);
    if (said != null) {
      count(said);
    }
  }

  /** It is on record that the robot was told: early answers of other robots do not count. */
  void told() {
    rule.told().forEach(this::ignored);
    if (attempt != null && attempt.robot.equals(silentEarly)) {
      attempt.seemsSilent = true;
    }
    silentEarly = null;
  }

  /** A robot seems to be silent: it is asked about once it is on record as told. */
  void seemsSilent(@Nullable RobotName robot) {
    CurrentAttempt current = awaited();
    if (current == null) {
      silentEarly = robot;
    } else if (current.robot.equals(robot)) {
      current.seemsSilent = true;
    }
  }

  /** The order has no robot any more; if its robot was not told, the order may get it again. */
  void expectNone() {
    attempt = null;
    rule.expectNone();
  }

  /** The order has no robot any more, and never has this one again. */
  void expectNoMoreFrom(RobotName robot) {
    attempt = null;
    rule.expectNoMoreFrom(robot);
  }

  /** The attempt whose robot is on record as told, so that only its answer counts; or null. */
  @Nullable CurrentAttempt awaited() {
    return rule.isTold() ? attempt : null;
  }

  /**
   * No robot can have been told by now: an early answer of a robot that the order has not had does
   * not count, even once the order gets that robot.
   */
  void forgetEarlyOnesOfStrangers() {
    rule.forgetEarlyOnesOfStrangers().forEach(this::ignored);
  }

  void forgetEarlyOnes() {
    rule.forgetEarlyOnes().forEach(this::ignored);
  }

  private void count(Answer answer) {
    Objects.requireNonNull(attempt).answer = answer;
    if (answer.isSuccess()) {
      decision.made();
    }
  }

  private void ignored(@Nullable RobotName robot) {
    OrderMetric.ANSWERS_IGNORED.count();
    if (!ignoredSome) {
      ignoredSome = true;
      log.info(
          "{} ignored an answer of {}, for which it was not waiting (more are only counted)",
          Workflow.getInfo().getWorkflowId(),
          robot);
    }
  }
}
