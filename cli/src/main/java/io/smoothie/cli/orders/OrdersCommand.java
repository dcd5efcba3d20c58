package io.smoothie.cli.orders;

import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.input.CommandGroup;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code smoothie orders}. */
@Command(
    name = "orders",
    description = "Shows, lists, cancels and redrives orders.",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeList = {ExitCode.InHelp.DONE, ExitCode.InHelp.USAGE},
    footerHeading = "%nExample:%n",
    footer = "  smoothie orders list --status working")
public final class OrdersCommand implements CommandGroup {
  @Override
  public List<Class<?>> subcommands() {
    return List.of(
        ShowOrderCommand.class,
        ListOrdersCommand.class,
        CancelOrderCommand.class,
        RedriveCommand.class,
        SetPriorityCommand.class);
  }
}
