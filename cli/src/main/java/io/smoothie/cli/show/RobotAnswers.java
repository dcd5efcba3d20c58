package io.smoothie.cli.show;

import io.smoothie.workflow.RobotName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The robots' answers, which of them counted and why the rest did not, by the workflow's rules. */
final class RobotAnswers {
  private final List<Answer> all = new ArrayList<>();

  /**
   * Index in {@link #all} of each answer that came before it was known which robot has the order.
   */
  private final Map<RobotName, Integer> early = new HashMap<>();

  private final Set<RobotName> had = new HashSet<>();
  private final Set<RobotName> tried = new HashSet<>();
  private int counted = -1;

  /** The order has {@code robot} now: its early answer counts. */
  void expect(RobotName robot) {
    had.add(robot);
    Integer heard = early.remove(robot);
    counted = heard == null ? -1 : heard;
    if (heard != null) {
      Answer answer = all.get(heard);
      all.set(heard, new Answer(answer.at(), robot, answer.failure(), null));
    }
  }

  /** Early answers of robots that the order never had do not count. */
  void forgetEarlyOnesOfStrangers() {
    early.keySet().retainAll(had);
  }

  /** Early answers do not count. */
  void forgetEarlyOnes() {
    early.clear();
  }

  /** The order never has this robot again. */
  void triedBy(RobotName robot) {
    tried.add(robot);
  }

  void nobody() {
    counted = -1;
  }

  void add(Answer answer, @Nullable RobotName expected, boolean waiting, boolean told) {
    RobotName robot = answer.robot();
    if (robot == null) {
      all.add(answer.ignoredBecause("it cannot be read"));
    } else if (robot.equals(expected) && counted >= 0) {
      all.add(answer.ignoredBecause("it had answered before"));
    } else if (robot.equals(expected) && waiting) {
      counted = all.size();
      all.add(answer);
    } else if (robot.equals(expected)) {
      all.add(answer.ignoredBecause("too late: the timeout was decided"));
    } else if (tried.contains(robot)) {
      all.add(answer.ignoredBecause("late: its attempt was over"));
    } else {
      if (!told) {
        early.putIfAbsent(robot, all.size());
      }
      all.add(
          answer.ignoredBecause(
              expected == null
                  ? "no robot had the order then"
                  : "the order was waiting for " + expected));
    }
  }

  /** The attempt was decided without an answer: the answer that seemed to count came too late. */
  void decided() {
    if (counted >= 0) {
      all.set(counted, all.get(counted).ignoredBecause("too late: the timeout was decided"));
      counted = -1;
    }
  }

  @Nullable Answer counted() {
    return counted < 0 ? null : all.get(counted);
  }

  List<Answer> all() {
    return List.copyOf(all);
  }
}
