package io.smoothie.cli.orders;

import picocli.CommandLine.Command;

/** {@code smoothie queue}. */
@Command(
    name = "queue",
    description = "Shows the orders that wait for a robot.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ListQueueCommand.class},
    footerHeading = "%nExample:%n",
    footer = "  smoothie queue list")
public final class QueueCommand {}
