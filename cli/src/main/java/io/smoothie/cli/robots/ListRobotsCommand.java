package io.smoothie.cli.robots;

import io.smoothie.activities.table.Attempt;
import io.smoothie.activities.table.Robot;
import io.smoothie.activities.table.RobotStatus;
import io.smoothie.activities.table.Table;
import io.smoothie.cli.ca.CaOption;
import io.smoothie.cli.config.TableOptions;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.live.WatchOption;
import io.smoothie.cli.output.OutputOption;
import io.smoothie.workflow.RobotName;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code smoothie robots list}. */
@Command(
    name = "list",
    description =
        "Lists the robots: status, since when, whether it is connected, for which order and for how"
            + " long it has still, why it is BROKEN.",
    exitCodeList = {
      ExitCode.InHelp.DONE,
      ExitCode.InHelp.USAGE,
      ExitCode.InHelp.UNAVAILABLE,
      ExitCode.InHelp.INTERRUPTED
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  smoothie robots list -o wide",
      "  smoothie robots list --status working,broken -o json",
      "  smoothie robots list --status broken -q",
      "  smoothie robots list --watch"
    })
final class ListRobotsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private WatchOption watch = new WatchOption();
  @Mixin private TableOptions tableOptions = new TableOptions();
  @Mixin private CaOption ca = new CaOption();

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      split = ",",
      description = "Only these, one or several: ${COMPLETION-CANDIDATES}.")
  private List<RobotStatus> statuses = List.of();

  @Option(
      names = {"-q", "--quiet"},
      description = "Only the names, one on a line.")
  private boolean quiet;

  @Override
  public Integer call() throws Exception {
    return watch.run(spec, output, this::list);
  }

  /** What JSON has of them: with -q their names alone. */
  private List<?> list() {
    PrintWriter err = spec.commandLine().getErr();
    try (Table table = tableOptions.open()) {
      List<Robot> all = table.robots().list();
      List<Robot> robots =
          all.stream()
              .filter(robot -> statuses.isEmpty() || statuses.contains(robot.status()))
              .toList();
      List<RobotView> views = views(robots, table);
      if (quiet) {
        robots.forEach(robot -> spec.commandLine().getOut().println(robot.name()));
      } else {
        Instant now = table.now();
        output.print(
            spec,
            views,
            all.isEmpty()
                ? "There is no robot in the table. Add one: smoothie robots add Robot1"
                : "There are no such robots.",
            shown -> RobotText.columns(shown, output.wide(), now));
      }
      Workshop.warnOfUnreadable(table, err);
      if (!robots.isEmpty() && !quiet) {
        table.gateways().silence().ifPresent(this::warnOfSilence);
      }
      return quiet ? robots.stream().map(Robot::name).toList() : views;
    }
  }

  private List<RobotView> views(List<Robot> robots, Table table) {
    Certificates certificates =
        output.json() || output.wide()
            ? Certificates.of(ca, spec.commandLine().getErr())
            : Certificates.NOT_ASKED;
    Map<RobotName, Attempt> attempts =
        table.attempts().ofRobotsNow().stream()
            .collect(Collectors.toMap(Attempt::robot, Function.identity(), (one, same) -> one));
    return robots.stream()
        .map(robot -> RobotView.of(robot, attempts.get(robot.name()), certificates))
        .toList();
  }

  /** On standard error, so that standard output has only the list. */
  private void warnOfSilence(String silence) {
    spec.commandLine().getErr().println("No robot is told meanwhile: " + silence);
    spec.commandLine().getErr().flush();
  }
}
