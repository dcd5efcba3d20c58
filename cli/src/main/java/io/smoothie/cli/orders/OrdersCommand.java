package io.smoothie.cli.orders;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code smoothie orders}. */
@Command(
    name = "orders",
    description = "Shows, lists and cancels orders.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ShowCommand.class, ListCommand.class, CancelCommand.class},
    footerHeading = "%nExample:%n",
    footer = "  smoothie orders list --status working")
public final class OrdersCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Which command: show, list or cancel?");
  }
}
