package io.smoothie.cli.robots;

import io.smoothie.cli.input.Values;
import io.smoothie.workflow.RobotName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import picocli.CommandLine.Parameters;

/** Which robots a command is about, at least one. */
final class RobotNames {
  @Parameters(
      arity = "1..*",
      paramLabel = "NAME",
      converter = Values.OfRobot.class,
      description = "Which robots.")
  private List<RobotName> names = new ArrayList<>();

  /** Each once, in the order in which they were given. */
  Set<RobotName> each() {
    return new LinkedHashSet<>(names);
  }

  /** Changes each, also after one that could not be; returns whether all were. */
  boolean changeEach(Predicate<RobotName> change) {
    boolean all = true;
    for (RobotName name : each()) {
      all &= change.test(name);
    }
    return all;
  }
}
