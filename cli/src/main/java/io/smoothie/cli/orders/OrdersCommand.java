package io.smoothie.cli.orders;

import picocli.CommandLine.Command;

/** {@code smoothie orders}. */
@Command(
    name = "orders",
    description = "Shows, lists, cancels and redrives orders.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ShowOrderCommand.class,
      ListOrdersCommand.class,
      CancelOrderCommand.class,
      RedriveCommand.class,
      SetPriorityCommand.class
    },
    footerHeading = "%nExample:%n",
    footer = "  smoothie orders list --status working")
public final class OrdersCommand {}
