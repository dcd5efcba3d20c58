package io.smoothie.cli.deadletters;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code smoothie dead-letters}. */
@Command(
    name = "dead-letters",
    description = "The robots' messages that could not be used, and why.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ListCommand.class, ShowCommand.class, PurgeCommand.class},
    footerHeading = "%nExample:%n",
    footer = "  smoothie dead-letters list")
public final class DeadLettersCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Which command: list, show or purge?");
  }
}
