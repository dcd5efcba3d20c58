package io.smoothie.cli.order;

import io.smoothie.cli.input.Values;
import io.smoothie.workflow.Needs;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Skills;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Mix in: which robots may take an order. */
final class NeedsOptions {
  @Option(
      names = "--needs",
      paramLabel = "SKILL",
      split = ",",
      description =
          "Only a robot with this skill may take it, see `smoothie robots set`. Again, or with"
              + " commas, for more.")
  private List<String> skills = List.of();

  @Option(
      names = "--robot",
      paramLabel = "NAME",
      converter = Values.OfRobot.class,
      description = "Only this robot may take it.")
  private @Nullable RobotName robot;

  /**
   * @throws IllegalArgumentException when a skill's name cannot be one, or there are too many
   */
  Needs needs() {
    return new Needs(Skills.of(skills), robot);
  }
}
