package io.smoothie.cli.robots;

import io.smoothie.activities.table.Attempt;
import io.smoothie.activities.table.Robot;
import io.smoothie.activities.table.Table;
import io.smoothie.cli.ca.CaOption;
import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.config.TableOptions;
import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.input.Values;
import io.smoothie.cli.output.Json;
import io.smoothie.cli.output.Look;
import io.smoothie.cli.output.OutputOption;
import io.smoothie.cli.output.Pager;
import io.smoothie.workflow.RobotName;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code smoothie robots show}. Needs no Temporal. */
@Command(
    name = "show",
    description = {
      "Shows one robot: what it is at, why it is BROKEN, what it said last, its certificate; its"
          + " latest attempts, how often it failed and how long it took.",
      "It counts the attempts that the table keeps: those of 30 days, unless a worker was told"
          + " otherwise."
    },
    exitCodeList = {
      ExitCode.InHelp.DONE,
      ExitCode.InHelp.REFUSED,
      ExitCode.InHelp.USAGE,
      ExitCode.InHelp.UNAVAILABLE
    },
    footerHeading = "%nExamples:%n",
    footer = {"  smoothie robots show Robot1", "  smoothie robots show Robot1 -n 50 -o json"})
final class ShowRobotCommand implements Callable<Integer> {
  private static final int MOST = 1000;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private TableOptions tableOptions = new TableOptions();
  @Mixin private CaOption ca = new CaOption();

  @Parameters(paramLabel = "NAME", converter = Values.OfRobot.class, description = "Which robot.")
  private RobotName name = new RobotName("none");

  @Option(
      names = {"-n", "--number"},
      paramLabel = "N",
      defaultValue = "10",
      description = "So many attempts at most: 1 to 1000 (default: 10).")
  private int number;

  @Override
  public Integer call() {
    Values.checkRange(spec, "-n", number, MOST);
    PrintWriter out = spec.commandLine().getOut();
    try (Table table = tableOptions.open()) {
      Robot robot = table.robots().find(name).orElseThrow(this::noSuchRobot);
      List<Attempt> latest = table.attempts().of(name, number);
      RobotReport report =
          RobotReport.of(
              RobotView.of(
                  robot,
                  latest.stream().filter(robot::isAtOrBrokeOver).findFirst().orElse(null),
                  Certificates.of(ca, spec.commandLine().getErr())),
              table.attempts().tally(name),
              latest);
      if (output.json()) {
        out.println(Json.pretty(report));
      } else {
        Look terminal = Look.ofOut(Surroundings.of(spec).environment());
        Look look = output.wide() ? terminal.ofAnyWidth() : terminal;
        Pager.print(spec, look, new ReportText(look, table.now()).lines(report));
      }
      out.flush();
    }
    return ExitCode.OK;
  }

  private CommandFailure noSuchRobot() {
    return new CommandFailure(
        ExitCode.REFUSED,
        "There is no robot %1$s: smoothie robots list. To have it: smoothie robots add %1$s"
            .formatted(name));
  }
}
