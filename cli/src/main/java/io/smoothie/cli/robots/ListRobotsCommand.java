package io.smoothie.cli.robots;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.smoothie.activities.table.Attempt;
import io.smoothie.activities.table.Robot;
import io.smoothie.activities.table.RobotStatus;
import io.smoothie.activities.table.Table;
import io.smoothie.activities.table.TableException;
import io.smoothie.cli.ca.CaOption;
import io.smoothie.cli.config.TableOptions;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.output.Columns;
import io.smoothie.cli.output.Columns.Cell;
import io.smoothie.cli.output.Look.Ink;
import io.smoothie.cli.output.OutputOption;
import io.smoothie.cli.show.Times;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Skills;
import io.smoothie.workflow.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code smoothie robots list}. */
@Command(
    name = "list",
    description = "Lists the robots: status, since when, for which order, why.",
    footerHeading = "%nExamples:%n",
    footer = {"  smoothie robots list -o json", "  smoothie robots list -o wide"})
final class ListRobotsCommand implements Callable<Integer> {
  /** A certificate that ends within this time is shown in colour. */
  private static final Duration SOON = Duration.ofDays(30);

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private TableOptions tableOptions = new TableOptions();
  @Mixin private CaOption ca = new CaOption();

  /**
   * A robot as scripts read it; JSON has these field names in snake_case.
   *
   * @param order the order it has, or null
   * @param brokenBy the order it broke over, or null
   * @param saidAt when it last said whether it is there, or null
   * @param percent how much of its order it says to have done, or null
   * @param note what it says to be doing, or null
   * @param heard when it last said how far it is with its order, or null
   * @param certificateUntil the end of its certificate, expired or not; null when it has none that
   *     is not revoked, or the shop's authorities are elsewhere
   * @param skills what it can do now
   */
  private record Listed(
      RobotName name,
      RobotStatus status,
      Instant since,
      @Nullable OrderId order,
      @Nullable OrderId brokenBy,
      @Nullable String brokenReason,
      @Nullable Boolean connected,
      @Nullable Instant saidAt,
      long lateAnswers,
      @Nullable Integer percent,
      @Nullable String note,
      @Nullable Instant heard,
      @JsonIgnore String progress,
      @Nullable Instant certificateUntil,
      Skills skills) {
    static Listed of(
        Robot robot, @Nullable Attempt latest, Table table, Certificates certificates) {
      // Read at another moment than the robot.
      Attempt at = latest == null || !latest.order().equals(robot.order()) ? null : latest;
      return new Listed(
          robot.name(),
          robot.status(),
          robot.since(),
          robot.order(),
          robot.brokenReason() == null ? null : brokenBy(table, robot),
          robot.brokenReason(),
          robot.connected(),
          robot.saidAt(),
          robot.lateAnswers(),
          at == null ? null : at.percent(),
          at == null ? null : at.note(),
          at == null ? null : at.heard(),
          at == null ? "" : at.progressInWords(),
          certificates.until(robot.name()),
          robot.skills());
    }

    /** Null once the attempt that broke it is purged, whatever older one is left. */
    private static @Nullable OrderId brokenBy(Table table, Robot robot) {
      try {
        return table
            .attempts()
            .latest(robot.name())
            .filter(attempt -> robot.since().equals(attempt.ended()))
            .map(Attempt::order)
            .orElse(null);
      } catch (TableException e) {
        if (e.isOfOneRow()) {
          return null;
        }
        throw e;
      }
    }
  }

  @Override
  public Integer call() {
    List<Listed> robots;
    Certificates certificates =
        output.json() || output.wide()
            ? Certificates.of(ca, spec.commandLine().getErr())
            : Certificates.NOT_ASKED;
    try (Table table = tableOptions.open()) {
      Map<RobotName, Attempt> atWork =
          table.attempts().inProgress().stream()
              .collect(Collectors.toMap(Attempt::robot, Function.identity(), (one, same) -> one));
      robots =
          table.robots().list().stream()
              .map(robot -> Listed.of(robot, atWork.get(robot.name()), table, certificates))
              .toList();
      Workshop.warnOfUnreadable(table, spec.commandLine().getErr());
      if (!robots.isEmpty()) {
        table.gateways().silence().ifPresent(this::warnOfSilence);
      }
    }
    output.print(
        spec,
        robots,
        "There is no robot in the table. Add one: smoothie robots add Robot1",
        listed -> columns(listed, output.wide()));
    return ExitCode.OK;
  }

  /** On standard error, so that standard output has only the list. */
  private void warnOfSilence(String silence) {
    spec.commandLine().getErr().println("No robot is told meanwhile: " + silence);
    spec.commandLine().getErr().flush();
  }

  private static Columns columns(List<Listed> robots, boolean wide) {
    Columns columns =
        wide
            ? new Columns("ROBOT", "STATUS", "SINCE", "CERTIFICATE UNTIL", "SKILLS", "ORDER", "")
            : new Columns("ROBOT", "STATUS", "SINCE", "ORDER", "");
    Instant now = Instant.now();
    for (Listed robot : robots) {
      List<Cell> cells = new ArrayList<>();
      cells.add(Cell.of(robot.name().value()));
      cells.add(new Cell(ink(robot.status()), robot.status().name()));
      cells.add(Cell.of(Times.day(robot.since())));
      if (wide) {
        cells.add(until(robot.certificateUntil(), now));
        cells.add(Cell.of(String.join(",", robot.skills().names())));
      }
      cells.add(Cell.of(order(robot)));
      cells.add(Cell.of(note(robot)));
      columns.row(cells.toArray(Cell[]::new));
    }
    return columns;
  }

  private static Cell until(@Nullable Instant end, Instant now) {
    return end == null
        ? Cell.of("")
        : new Cell(
            end.isBefore(now) ? Ink.BAD : end.isBefore(now.plus(SOON)) ? Ink.NOW : Ink.NONE,
            Times.day(end));
  }

  /** The order it has, or the one it broke over. */
  private static String order(Listed robot) {
    OrderId order = robot.order() == null ? robot.brokenBy() : robot.order();
    return order == null ? "" : order.value();
  }

  private static Ink ink(RobotStatus status) {
    return switch (status) {
      case ONLINE -> Ink.GOOD;
      case WORKING, DRAINING -> Ink.NOW;
      case BROKEN -> Ink.BAD;
      case OFFLINE, OUT_OF_SERVICE -> Ink.DIM;
    };
  }

  private static String note(Listed robot) {
    List<String> notes = new ArrayList<>();
    String broken = robot.brokenReason();
    if (broken != null) {
      notes.add(Text.forOneLine(broken, 200));
    }
    if (!robot.progress().isEmpty()) {
      notes.add(robot.progress());
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
