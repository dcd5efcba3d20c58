package io.smoothie.cli.schedules;

import io.smoothie.cli.config.TemporalOptions;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.output.Columns;
import io.smoothie.cli.output.Columns.Cell;
import io.smoothie.cli.output.OutputOption;
import io.smoothie.cli.show.Times;
import io.smoothie.workflow.Text;
import io.smoothie.workflow.temporal.OrderSchedules;
import io.smoothie.workflow.temporal.TemporalConnection;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code smoothie schedules list}. */
@Command(
    name = "list",
    description = {
      "Lists the schedules of orders, by name; one that was made a second ago may be missing.",
      "SKIPPED counts the orders that were not placed because the last one was not over."
    },
    exitCodeList = {ExitCode.InHelp.DONE, ExitCode.InHelp.USAGE, ExitCode.InHelp.UNAVAILABLE},
    footerHeading = "%nExample:%n",
    footer = "  smoothie schedules list -o json")
final class ListSchedulesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private TemporalOptions temporalOptions = new TemporalOptions();

  @Override
  public Integer call() {
    List<ScheduleJson> schedules;
    try (TemporalConnection temporal = temporalOptions.connect()) {
      schedules =
          new OrderSchedules(temporal.client()).list().stream().map(ScheduleJson::of).toList();
    }
    output.print(spec, schedules, "There are no schedules.", ListSchedulesCommand::text);
    return ExitCode.OK;
  }

  private static Columns text(List<ScheduleJson> schedules) {
    Columns columns =
        new Columns("SCHEDULE", "WHEN", "NEXT", "OVERLAP", "PLACED", "SKIPPED", "LAST", "SMOOTHIE");
    Instant now = Instant.now();
    for (ScheduleJson schedule : schedules) {
      columns.row(
          Cell.of(Text.forOneLine(schedule.name(), 100)),
          Cell.of(Text.forOneLine(schedule.when(), 100)),
          next(schedule, now),
          Cell.of(schedule.overlap().toString()),
          Cell.of(String.valueOf(schedule.placed())),
          Cell.of(String.valueOf(schedule.skipped())),
          Cell.of(schedule.lastOrder() == null ? "" : schedule.lastOrder().value()),
          Cell.of(schedule.smoothie() == null ? "(cannot be read)" : schedule.smoothie()));
    }
    return columns;
  }

  private static Cell next(ScheduleJson schedule, Instant now) {
    if (schedule.paused()) {
      return Cell.of("paused");
    }
    return schedule.next().isEmpty() ? Cell.of("never") : Times.cell(schedule.next().get(0), now);
  }
}
