package io.smoothie.cli.robots;

import io.smoothie.activities.table.Robot;
import io.smoothie.activities.table.RobotStatus;
import io.smoothie.activities.table.Table;
import io.smoothie.cli.ExitCode;
import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.config.TableOptions;
import io.smoothie.cli.output.Columns;
import io.smoothie.cli.output.Columns.Cell;
import io.smoothie.cli.output.Json;
import io.smoothie.cli.output.Look;
import io.smoothie.cli.output.Look.Ink;
import io.smoothie.cli.output.OutputOption;
import io.smoothie.cli.show.Times;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Text;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code smoothie robots list}. */
@Command(
    name = "list",
    description = "Lists the robots: status, since when, for which order, why.",
    footerHeading = "%nExample:%n",
    footer = "  smoothie robots list -o json")
final class ListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private TableOptions tableOptions = new TableOptions();

  /** A robot as scripts read it; the fields' names in JSON are these in snake_case. */
  private record Listed(
      RobotName name,
      RobotStatus status,
      Instant since,
      @Nullable OrderId order,
      @Nullable String brokenReason,
      @Nullable Boolean connected,
      long lateAnswers) {
    static Listed of(Robot robot) {
      return new Listed(
          robot.name(),
          robot.status(),
          robot.since(),
          robot.order(),
          robot.brokenReason(),
          robot.connected(),
          robot.lateAnswers());
    }
  }

  @Override
  public Integer call() {
    List<Robot> robots;
    try (Table table = tableOptions.open()) {
      robots = table.robots().list();
    }
    PrintWriter out = spec.commandLine().getOut();
    if (output.json()) {
      out.println(Json.pretty(robots.stream().map(Listed::of).toList()));
    } else if (robots.isEmpty()) {
      spec.commandLine()
          .getErr()
          .println("There is no robot in the table. Add one: smoothie robots add Robot1");
    } else {
      text(robots).lines(Look.ofOut(Surroundings.of(spec).environment())).forEach(out::println);
    }
    out.flush();
    return ExitCode.OK;
  }

  private static Columns text(List<Robot> robots) {
    Columns columns = new Columns("ROBOT", "STATUS", "SINCE", "ORDER", "");
    for (Robot robot : robots) {
      columns.row(
          Cell.of(robot.name().value()),
          new Cell(ink(robot.status()), robot.status().name()),
          Cell.of(Times.day(robot.since())),
          Cell.of(robot.order() == null ? "" : robot.order().value()),
          Cell.of(note(robot)));
    }
    return columns;
  }

  private static Ink ink(RobotStatus status) {
    return switch (status) {
      case ONLINE -> Ink.GOOD;
      case WORKING -> Ink.NOW;
      case BROKEN -> Ink.BAD;
      case OFFLINE -> Ink.DIM;
    };
  }

  private static String note(Robot robot) {
    List<String> notes = new ArrayList<>();
    String broken = robot.brokenReason();
    if (broken != null) {
      notes.add(Text.forOneLine(broken, 200));
    }
    if (robot.lateAnswers() > 0) {
      notes.add(
          robot.lateAnswers() == 1
              ? "answered late"
              : "answered late, %d times".formatted(robot.lateAnswers()));
    }
    if (Boolean.FALSE.equals(robot.connected()) && robot.status() != RobotStatus.OFFLINE) {
      notes.add("offline");
    }
    return String.join("; ", notes);
  }
}
