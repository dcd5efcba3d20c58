package io.smoothie.cli.robots;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code smoothie robots}. */
@Command(
    name = "robots",
    description = "Lists, adds, removes and repairs robots.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ListCommand.class,
      AddCommand.class,
      RemoveCommand.class,
      RepairCommand.class,
      ResetCommand.class
    },
    footerHeading = "%nExample:%n",
    footer = "  smoothie robots add Robot1 Robot2")
public final class RobotsCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Which command: list, add, remove, repair or reset?");
  }
}
