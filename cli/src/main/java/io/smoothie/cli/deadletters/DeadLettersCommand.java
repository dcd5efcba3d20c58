package io.smoothie.cli.deadletters;

import picocli.CommandLine.Command;

/** {@code smoothie dead-letters}. */
@Command(
    name = "dead-letters",
    description = "The robots' messages that could not be used, and why.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ListDeadLettersCommand.class,
      ShowDeadLetterCommand.class,
      PurgeDeadLettersCommand.class
    },
    footerHeading = "%nExample:%n",
    footer = "  smoothie dead-letters list")
public final class DeadLettersCommand {}
