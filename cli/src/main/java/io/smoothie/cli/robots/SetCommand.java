package io.smoothie.cli.robots;

import io.smoothie.activities.table.Table;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.input.SkillOptions;
import io.smoothie.workflow.Skills;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code smoothie robots set}. */
@Command(
    name = "set",
    description = {
      "Sets what robots can do: these skills, and no others. Orders that wait for one get them.",
      "Orders that wait, and are left without any robot they may have, fail. A robot finishes the"
          + " order that it has."
    },
    exitCodeList = {
      ExitCode.InHelp.DONE,
      ExitCode.InHelp.REFUSED,
      ExitCode.InHelp.USAGE,
      ExitCode.InHelp.UNAVAILABLE
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  smoothie robots set R1 R2 --skill blend,heat",
      "  smoothie robots set R1 --no-skills"
    })
final class SetCommand extends WorkshopCommand {
  @Mixin private RobotNames names = new RobotNames();
  @Mixin private SkillOptions skills = new SkillOptions();

  @Option(names = "--no-skills", description = "They have none.")
  private boolean none;

  @Override
  void check() {
    if (none == (skills.given() != null)) {
      throw new ParameterException(
          spec.commandLine(), "What they can do: --skill once or more, or --no-skills?");
    }
  }

  @Override
  boolean change(Table table, Workshop workshop) {
    Skills given = none ? Skills.NONE : Objects.requireNonNull(skills.given());
    return names.changeEach(name -> workshop.setSkills(name, given));
  }
}
