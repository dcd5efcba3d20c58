package io.smoothie.cli.robots;

import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.input.SkillOptions;
import io.smoothie.cli.input.Values;
import io.smoothie.cli.output.OutputOption;
import io.smoothie.workflow.RobotName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code smoothie robots add}. */
@Command(
    name = "add",
    description = {
      "Adds robots, free for orders at once; orders that wait get them.",
      "One that is there already stays as it is, and that is no error."
    },
    exitCodeList = {ExitCode.InHelp.DONE, ExitCode.InHelp.USAGE, ExitCode.InHelp.UNAVAILABLE},
    footerHeading = "%nExamples:%n",
    footer = {"  smoothie robots add Robot1 Robot2", "  smoothie robots add R1 --skill blend,heat"})
final class AddCommand extends AddingCommand {
  @Parameters(
      arity = "1..*",
      paramLabel = "NAME",
      converter = Values.OfRobot.class,
      description = "1 to 128 letters, digits, underscores, hyphens, dots, colons.")
  private List<RobotName> names = new ArrayList<>();

  @Mixin private OutputOption output = new OutputOption();
  @Mixin private SkillOptions skills = new SkillOptions();

  @Override
  public Integer call() {
    add(new LinkedHashSet<>(names), skills.given(), output);
    return ExitCode.OK;
  }
}
