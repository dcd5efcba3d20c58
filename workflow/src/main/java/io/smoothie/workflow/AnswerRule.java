package io.smoothie.workflow;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The rule for which answers of robots count: only the first one of the robot that the order now
 * has. The workflow decides by it, and what shows an order's history explains answers by it; so it
 * knows neither Temporal nor a clock. Not thread-safe.
 *
 * @param <A> what a robot said
 */
public final class AnswerRule<A> {
  /** What an answer is worth at the moment it is heard. */
  public enum Verdict {
    COUNTS,
    /** Changes nothing yet, and counts once the order has this robot, unless it is forgotten. */
    EARLY,
    /** An answer of this robot counted before. */
    REPEATED,
    /** The attempt of this robot was over. */
    LATE,
    /** The order did not wait for this robot. */
    UNEXPECTED,
    /** It names no robot. */
    UNNAMED
  }

  /** What robots said before it was known which of them this order has. */
  private final Map<RobotName, A> early = new LinkedHashMap<>();

  private final Set<RobotName> had = new HashSet<>();
  private final Set<RobotName> answered = new HashSet<>();
  private final Set<RobotName> tried = new HashSet<>();
  private @Nullable RobotName awaited;
  private boolean told;

  /**
   * A robot has answered.
   *
   * @param robot null when it is not known which one
   * @param queued whether the order is in the queue and knows of no robot assigned to it: none was
   *     told, so this cannot be the answer to a message of ours
   */
  public Verdict heard(@Nullable RobotName robot, A answer, boolean queued) {
    if (robot == null) {
      return Verdict.UNNAMED;
    }
    if (answered.contains(robot)) {
      return Verdict.REPEATED;
    }
    if (tried.contains(robot)) {
      return Verdict.LATE;
    }
    if (robot.equals(awaited)) {
      answered.add(robot);
      return Verdict.COUNTS;
    }
    if (queued || told) {
      return Verdict.UNEXPECTED;
    }
    // The worker died between the publish and the end of its workflow task: the task runs again,
    // and this answer is heard before the claim that will name the robot.
    early.putIfAbsent(robot, answer);
    return Verdict.EARLY;
  }

  /**
   * The order has this robot, or still has it: from now on its answer counts, and so does an early
   * one, which is returned; null when there is none.
   */
  public @Nullable A expectFrom(RobotName robot) {
    had.add(robot);
    answered.remove(robot);
    awaited = robot;
    told = false;
    A said = early.remove(robot);
    if (said != null) {
      answered.add(robot);
    }
    return said;
  }

  /**
   * It is on record that the robot was told: early answers of other robots do not count. Returns
   * the robots whose answers are forgotten.
   */
  public List<RobotName> told() {
    told = true;
    return forgetEarlyOnes();
  }

  /** The robot that the order has, whose first answer counts; or null. */
  public @Nullable RobotName awaited() {
    return awaited;
  }

  public boolean isTold() {
    return told;
  }

  /** The order has no robot any more; if its robot was not told, the order may get it again. */
  public void expectNone() {
    awaited = null;
    told = false;
  }

  /** The order has no robot any more, and never has this one again. */
  public void expectNoMoreFrom(RobotName robot) {
    tried.add(robot);
    expectNone();
  }

  public boolean hasEarlyOneFrom(RobotName robot) {
    return early.containsKey(robot);
  }

  /**
   * No robot can have been told by now: an early answer of a robot that the order has not had does
   * not count, even once the order gets that robot. Returns the robots whose answers are forgotten.
   */
  public List<RobotName> forgetEarlyOnesOfStrangers() {
    return forgetEarlyOnes(robot -> !had.contains(robot));
  }

  /** No early answer counts. Returns the robots whose answers are forgotten. */
  public List<RobotName> forgetEarlyOnes() {
    return forgetEarlyOnes(robot -> true);
  }

  private List<RobotName> forgetEarlyOnes(Predicate<RobotName> which) {
    List<RobotName> forgotten = early.keySet().stream().filter(which).toList();
    forgotten.forEach(early::remove);
    return forgotten;
  }
}
