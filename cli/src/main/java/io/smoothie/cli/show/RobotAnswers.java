package io.smoothie.cli.show;

import io.smoothie.workflow.RobotName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What robots said, which of it counted, and why the rest did not. */
final class RobotAnswers {
  private final List<Answer> all = new ArrayList<>();
  private final Set<RobotName> had = new HashSet<>();
  private int counted = -1;

  /** The order has {@code robot} now; what it said early counts. */
  void expect(RobotName robot) {
    counted = -1;
    if (had.add(robot)) {
      for (int i = 0; i < all.size() && counted < 0; i++) {
        Answer early = all.get(i);
        if (robot.equals(early.robot())) {
          all.set(i, new Answer(early.at(), robot, early.failure(), null));
          counted = i;
        }
      }
    }
  }

  void nobody() {
    counted = -1;
  }

  void add(Answer answer, @Nullable RobotName expected, boolean waiting) {
    RobotName robot = answer.robot();
    if (robot == null) {
      all.add(answer.ignoredBecause("it cannot be read"));
    } else if (robot.equals(expected) && waiting && counted < 0) {
      counted = all.size();
      all.add(answer);
    } else if (robot.equals(expected)) {
      all.add(answer.ignoredBecause("it had answered before"));
    } else if (had.contains(robot)) {
      all.add(answer.ignoredBecause("late: its attempt was over"));
    } else {
      all.add(
          answer.ignoredBecause(
              expected == null
                  ? "no robot had the order then"
                  : "the order was waiting for " + expected));
    }
  }

  /** The attempt was decided without an answer: what seemed to count came too late. */
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
