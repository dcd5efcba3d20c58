package io.smoothie.cli;

import io.smoothie.cli.bench.BenchCommand;
import io.smoothie.cli.board.BoardCommand;
import io.smoothie.cli.ca.CaCommand;
import io.smoothie.cli.completion.CompleteCommand;
import io.smoothie.cli.completion.CompletionCommand;
import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.deadletters.DeadLettersCommand;
import io.smoothie.cli.doctor.DoctorCommand;
import io.smoothie.cli.doctor.StatusCommand;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.help.HelpCommand;
import io.smoothie.cli.help.HelpPage;
import io.smoothie.cli.help.WrongUse;
import io.smoothie.cli.input.CommandGroup;
import io.smoothie.cli.input.CommandTree;
import io.smoothie.cli.log.LogLevel;
import io.smoothie.cli.log.Logs;
import io.smoothie.cli.order.OrderCommand;
import io.smoothie.cli.orders.OrdersCommand;
import io.smoothie.cli.orders.QueueCommand;
import io.smoothie.cli.process.GatewayCommand;
import io.smoothie.cli.process.WorkerCommand;
import io.smoothie.cli.robots.RobotsCommand;
import io.smoothie.cli.schedules.SchedulesCommand;
import io.smoothie.cli.simulator.RobotCommand;
import io.smoothie.cli.stack.DemoCommand;
import io.smoothie.cli.stack.TrainCommand;
import io.smoothie.cli.stack.UpCommand;
import io.smoothie.cli.watch.WatchCommand;
import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** The {@code smoothie} command: orders, robots, every process, and all of them in one. */
@Command(
    name = "smoothie",
    description = "Orders become smoothies: a free robot makes each, and nothing is lost between.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCode.InHelp.MADE,
      ExitCode.InHelp.REFUSED,
      ExitCode.InHelp.USAGE,
      ExitCode.InHelp.FAILED,
      ExitCode.InHelp.UNAVAILABLE,
      ExitCode.InHelp.CANCELLED,
      ExitCode.InHelp.STILL_GOING,
      ExitCode.InHelp.INTERRUPTED
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  smoothie demo",
      "  smoothie up",
      "  smoothie order \"Strawberry Smoothie\"",
      "  smoothie help orders list"
    })
public final class Smoothie implements Surroundings.Holder, CommandGroup {
  private static final String LOG_LEVEL = "SMOOTHIE_LOG_LEVEL";

  /** Threads that may begin while they are counted. */
  private static final int SPARE = 16;

  /** Where SQLite unpacks its native library. */
  private static final String SQLITE_FOLDER = "org.sqlite.tmpdir";

  private final Surroundings surroundings;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      scope = ScopeType.INHERIT,
      description =
          "How much is logged: error, warn, info, debug or trace (SMOOTHIE_LOG_LEVEL; else info in what"
              + " stays, warn elsewhere).")
  private @Nullable LogLevel logLevel;

  private Smoothie(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  public static void main(String[] args) {
    Logs.useOurs();
    // Ports and URLs are formatted, too, and some locales have digits that a URL cannot hold.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    // An exception that ends a thread goes into the log, never to the terminal as a stack trace.
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, error) -> log().warn("{} ended", thread.getName(), error));
    Surroundings surroundings = Surroundings.ofProcess();
    useNativeFolder(surroundings);
    Set<String> words = new HashSet<>(List.of(args));
    int exitCode = commandLine(surroundings, words::contains).execute(args);
    if (exitCode != ExitCode.OK || othersKeepTheProcess()) {
      System.exit(exitCode);
    }
  }

  /**
   * Where nothing else goes on, returning ends a process as well: since JDK 21 an exit looks for a
   * logger first, for which every jar is opened. A connection to Temporal leaves a thread of
   * Netty's that would keep the process for a second.
   */
  private static boolean othersKeepTheProcess() {
    ThreadGroup here = Thread.currentThread().getThreadGroup();
    Thread[] threads = new Thread[here.activeCount() + SPARE];
    int count = here.enumerate(threads);
    return count == threads.length
        || Stream.of(threads)
            .limit(count)
            .anyMatch(thread -> thread != Thread.currentThread() && !thread.isDaemon());
  }

  /** Made where it is used: most commands log nothing, and Logback takes a while to begin. */
  private static Logger log() {
    return LoggerFactory.getLogger(Smoothie.class);
  }

  /**
   * Has SQLite unpack its library in the state folder first: the folder for temporary files, which
   * is tried second, may be read-only or mounted noexec.
   */
  private static void useNativeFolder(Surroundings surroundings) {
    if (System.getProperty(SQLITE_FOLDER) == null) {
      surroundings
          .nativeFolder()
          .ifPresent(folder -> System.setProperty(SQLITE_FOLDER, folder.toString()));
    }
  }

  /**
   * The whole command line, for one use.
   *
   * @param surroundings what it takes from outside; commands and mixins find it with {@link
   *     Surroundings#of}
   */
  public static CommandLine commandLine(Surroundings surroundings) {
    return commandLine(surroundings, name -> true);
  }

  /**
   * @param isNamed which commands are built whole, of the others there is only the name: see {@link
   *     CommandTree}
   */
  static CommandLine commandLine(Surroundings surroundings, Predicate<String> isNamed) {
    Smoothie smoothie = new Smoothie(surroundings);
    return CommandTree.of(smoothie, isNamed)
        .setExecutionStrategy(smoothie::run)
        .setExecutionExceptionHandler(new Failures())
        .setParameterExceptionHandler(new WrongUse())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setAbbreviatedOptionsAllowed(false)
        // A smoothie's name may begin with an @.
        .setExpandAtFiles(false);
  }

  private int run(ParseResult parsed) {
    Optional<CommandLine> helpAsked = HelpPage.asked(parsed);
    if (helpAsked.isPresent()) {
      HelpPage.print(helpAsked.get());
      return ExitCode.OK;
    }
    if (parsed.asCommandLineList().stream().anyMatch(CommandLine::isVersionHelpRequested)) {
      PrintWriter out = parsed.commandSpec().commandLine().getOut();
      Version.lines().forEach(out::println);
      out.flush();
      return ExitCode.OK;
    }
    Logs.level(logLevel == null ? levelOfEnvironment(parsed) : logLevel);
    return new CommandLine.RunLast().execute(parsed);
  }

  private @Nullable LogLevel levelOfEnvironment(ParseResult parsed) {
    String level = surroundings.variable(LOG_LEVEL).orElse(null);
    try {
      return level == null ? null : LogLevel.valueOf(level.strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          parsed.commandSpec().commandLine(),
          "%s is \"%s\": it takes error, warn, info, debug or trace".formatted(LOG_LEVEL, level),
          e);
    }
  }

  @Override
  public List<Class<?>> subcommands() {
    return List.of(
        DemoCommand.class,
        UpCommand.class,
        OrderCommand.class,
        OrdersCommand.class,
        SchedulesCommand.class,
        QueueCommand.class,
        RobotsCommand.class,
        DeadLettersCommand.class,
        StatusCommand.class,
        DoctorCommand.class,
        CaCommand.class,
        WorkerCommand.class,
        GatewayCommand.class,
        RobotCommand.class,
        BoardCommand.class,
        WatchCommand.class,
        BenchCommand.class,
        CompletionCommand.class,
        CompleteCommand.class,
        HelpCommand.class,
        TrainCommand.class);
  }

  @Override
  public CommandLine commandLineIn(Surroundings others) {
    return commandLine(others);
  }

  @Override
  public Surroundings surroundings() {
    return surroundings;
  }
}
