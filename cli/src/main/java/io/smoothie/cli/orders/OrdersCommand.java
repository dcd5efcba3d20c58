package io.smoothie.cli.orders;

import picocli.CommandLine.Command;

/** {@code smoothie orders}. */
@Command(
    name = "orders",
    description = "Shows, lists and cancels orders.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ShowOrderCommand.class,
      ListOrdersCommand.class,
      CancelOrderCommand.class,
      SetPriorityCommand.class
    },
    footerHeading = "%nExample:%n",
    footer = "  smoothie orders list --status working")
public final class OrdersCommand {}
