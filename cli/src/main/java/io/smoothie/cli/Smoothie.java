package io.smoothie.cli;

import io.reactivex.plugins.RxJavaPlugins;
import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.deadletters.DeadLettersCommand;
import io.smoothie.cli.order.OrderCommand;
import io.smoothie.cli.orders.OrdersCommand;
import io.smoothie.cli.process.GatewayCommand;
import io.smoothie.cli.process.WorkerCommand;
import io.smoothie.cli.robot.RobotCommand;
import io.smoothie.cli.robots.RobotsCommand;
import io.smoothie.cli.stack.DemoCommand;
import io.smoothie.cli.stack.UpCommand;
import java.util.Locale;
import java.util.logging.LogManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

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
      "130:Ctrl-C (143: SIGTERM, to a process that stays)"
    },
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      OrderCommand.class,
      OrdersCommand.class,
      RobotsCommand.class,
      DeadLettersCommand.class,
      WorkerCommand.class,
      GatewayCommand.class,
      RobotCommand.class
    })
public final class Smoothie implements Surroundings.Holder {
  private static final Logger log = LoggerFactory.getLogger(Smoothie.class);

  private final Surroundings surroundings;

  private Smoothie(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  public static void main(String[] args) {
    // Ports and URLs are formatted, too, and not every language's digits are those of a URL.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    // gRPC logs there, with traces, what comes to us as an exception.
    LogManager.getLogManager().reset();
    // Whatever goes wrong on a thread of its own: into the log, never as a trace on the terminal.
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, error) -> log.warn("{} ended", thread.getName(), error));
    RxJavaPlugins.setErrorHandler(error -> log.debug("The MQTT client drops an error", error));
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
        .setParameterExceptionHandler(new WrongUse())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setAbbreviatedOptionsAllowed(false)
        // A smoothie's name may begin with an @.
        .setExpandAtFiles(false);
  }

  @Override
  public Surroundings surroundings() {
    return surroundings;
  }
}
