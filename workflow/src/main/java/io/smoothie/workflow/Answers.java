package io.smoothie.workflow;

import io.smoothie.workflow.CurrentAttempt.Answer;
import io.temporal.workflow.Workflow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The robots' answers to an order. Only the answer of the robot that the order now has counts; any
 * other changes nothing, and is counted as {@code smoothie_answers_ignored}.
 */
final class Answers {
  private static final Logger log = Workflow.getLogger(Answers.class);

  private final Decision decision;

  /** What robots said before it was known which of them this order has. */
  private final Map<RobotName, Answer> early = new HashMap<>();

  private final Set<RobotName> had = new HashSet<>();
  private final Set<RobotName> tried = new HashSet<>();
  private @Nullable CurrentAttempt attempt;
  private boolean ignoredSome;

  Answers(Decision decision) {
    this.decision = decision;
  }

  /**
   * A robot has answered.
   *
   * @param robot null when a signal came without one: any client can send a signal, and an
   *     exception here would make Temporal retry the workflow task for ever
   */
  void heard(@Nullable RobotName robot, Answer answer) {
    CurrentAttempt current = attempt;
    if (robot == null || tried.contains(robot)) {
      ignored(robot);
    } else if (current != null && current.robot.equals(robot) && !current.isAnswered()) {
      current.answer = answer;
      decide(answer);
    } else if (current == null || !current.told) {
      // The worker died between the publish and the end of its workflow task: the task runs again,
      // and this answer is heard before the claim that will name the robot.
      early.putIfAbsent(robot, answer);
    } else {
      ignored(robot);
    }
  }

  boolean hasEarlyOneFrom(RobotName robot) {
    return early.containsKey(robot);
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
    had.add(current.robot);
    Answer said = early.remove(current.robot);
    if (said != null && !current.isAnswered()) {
      current.answer = said;
      decide(said);
    }
  }

  /** It is on record that this robot was told: early answers of other robots do not count. */
  void onlyFrom(CurrentAttempt current) {
    current.told = true;
    forgetEarlyOnes();
  }

  /** The order has no robot any more; if its robot was not told, the order may get it again. */
  void expectNone() {
    attempt = null;
  }

  /** The order has no robot any more, and never has this one again. */
  void expectNoMoreFrom(RobotName robot) {
    tried.add(robot);
    attempt = null;
  }

  /** The robot whose answer counts, or null. */
  @Nullable CurrentAttempt awaited() {
    return attempt;
  }

  /**
   * No robot can have been told by now: an early answer of a robot that the order has not had does
   * not count, even once the order gets that robot.
   */
  void forgetEarlyOnesOfStrangers() {
    forgetEarlyOnes(robot -> !had.contains(robot));
  }

  void forgetEarlyOnes() {
    forgetEarlyOnes(robot -> true);
  }

  private void forgetEarlyOnes(Predicate<RobotName> which) {
    early.keySet().stream().filter(which).forEach(this::ignored);
    early.keySet().removeIf(which);
  }

  private void decide(Answer answer) {
    if (answer.isSuccess()) {
      decision.made();
    }
  }

  /** An answer that changes nothing. */
  void ignored(@Nullable RobotName robot) {
    Workflow.getMetricsScope().counter("smoothie_answers_ignored").inc(1);
    if (!ignoredSome) {
      ignoredSome = true;
      log.info(
          "{} ignored an answer of {}, for which it was not waiting (more are only counted)",
          Workflow.getInfo().getWorkflowId(),
          robot);
    }
  }
}
