package io.smoothie.cli.orders;

import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.input.CommandGroup;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code smoothie queue}. */
@Command(
    name = "queue",
    description = "Shows the orders that wait for a robot.",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeList = {ExitCode.InHelp.DONE, ExitCode.InHelp.USAGE},
    footerHeading = "%nExample:%n",
    footer = "  smoothie queue list")
public final class QueueCommand implements CommandGroup {
  @Override
  public List<Class<?>> subcommands() {
    return List.of(ListQueueCommand.class);
  }
}
