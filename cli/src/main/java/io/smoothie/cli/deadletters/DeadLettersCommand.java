package io.smoothie.cli.deadletters;

import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.input.CommandGroup;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code smoothie dead-letters}. */
@Command(
    name = "dead-letters",
    description = "The robots' messages that could not be used, and why.",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeList = {ExitCode.InHelp.DONE, ExitCode.InHelp.USAGE},
    footerHeading = "%nExample:%n",
    footer = "  smoothie dead-letters list")
public final class DeadLettersCommand implements CommandGroup {
  @Override
  public List<Class<?>> subcommands() {
    return List.of(
        ListDeadLettersCommand.class, ShowDeadLetterCommand.class, PurgeDeadLettersCommand.class);
  }
}
