package io.smoothie.cli;

import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.deadletters.DeadLettersCommand;
import io.smoothie.cli.order.OrderCommand;
import io.smoothie.cli.orders.OrdersCommand;
import io.smoothie.cli.robots.RobotsCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code smoothie} command: orders, robots, every process, and all of them in one. */
@Command(
    name = "smoothie",
    description = "Orders become smoothies: a free robot makes each, and nothing is lost between.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    version = "smoothie 0.1.0-SNAPSHOT",
    synopsisSubcommandLabel = "COMMAND",
    usageHelpAutoWidth = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "  0:done, or the order was made",
      "  1:refused, or not found",
      "  2:wrong use",
      "  3:the order failed",
      "  4:no connection, or nobody answers",
      "  5:the order was cancelled",
      "  8:still going when --wait-timeout passed",
      "130:Ctrl-C"
    },
    subcommands = {
      OrderCommand.class,
      OrdersCommand.class,
      RobotsCommand.class,
      DeadLettersCommand.class
    })
public final class Smoothie implements Runnable, Surroundings.Holder {
  @Spec private CommandSpec spec = CommandSpec.create();

  private final Surroundings surroundings;

  private Smoothie(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  public static void main(String[] args) {
    System.exit(commandLine(Surroundings.ofProcess()).execute(args));
  }

  /**
   * The whole command line, for one use.
   *
   * @param surroundings what it takes from outside; commands and mixins find it with {@link
   *     Surroundings#of}
   */
  public static CommandLine commandLine(Surroundings surroundings) {
    return new CommandLine(new Smoothie(surroundings))
        .setExecutionExceptionHandler(new Failures())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setAbbreviatedOptionsAllowed(false);
  }

  @Override
  public Surroundings surroundings() {
    return surroundings;
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Which command?");
  }
}
