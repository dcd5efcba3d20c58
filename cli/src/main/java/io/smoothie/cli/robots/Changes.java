package io.smoothie.cli.robots;

import com.fasterxml.jackson.annotation.JsonValue;
import io.smoothie.cli.output.OutputOption;
import io.smoothie.workflow.RobotName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What a command has done to robots: a sentence for each as it is done, or JSON for all of them at
 * the end. What was refused is said on standard error in either case. Not thread-safe.
 */
final class Changes {
  /** What came of it. */
  enum Result {
    ADDED,
    REMOVED,
    REPAIRED,
    ONLINE,
    DRAINED,
    RESUMED,
    SKILLS_SET,
    /** It was as asked for already. */
    UNCHANGED,
    /** A running order has it, or its order has just changed. */
    REFUSED,
    NOT_FOUND;

    @JsonValue
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One robot's; JSON has these field names in snake_case.
   *
   * @param message a sentence for people
   */
  record Change(RobotName name, Result result, String message) {}

  private final CommandSpec command;
  private final OutputOption output;
  private final List<Change> changes = new ArrayList<>();

  Changes(CommandSpec command, OutputOption output) {
    this.command = command;
    this.output = output;
  }

  /** The robot is as was asked for; returns true. */
  boolean done(RobotName name, Result result, String message) {
    changes.add(new Change(name, result, message));
    say(message);
    return true;
  }

  /** The robot is not as was asked for; returns false. */
  boolean refused(RobotName name, Result result, String message) {
    changes.add(new Change(name, result, message));
    command.commandLine().getErr().println(message);
    return false;
  }

  boolean notFound(RobotName name) {
    return refused(
        name, Result.NOT_FOUND, "There is no robot %s: smoothie robots list".formatted(name));
  }

  /** Something that is about no robot, for people alone. */
  void say(String message) {
    if (!output.json()) {
      command.commandLine().getOut().println(message);
    }
  }

  /** Prints what is not printed yet. */
  void print() {
    if (output.json()) {
      output.printJson(command, changes);
    }
    command.commandLine().getOut().flush();
  }
}
