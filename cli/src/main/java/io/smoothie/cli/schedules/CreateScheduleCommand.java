package io.smoothie.cli.schedules;

import io.smoothie.cli.config.JobSchemaOption;
import io.smoothie.cli.config.TaskQueueOption;
import io.smoothie.cli.config.TemporalOptions;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.input.Values;
import io.smoothie.cli.order.ParamsOptions;
import io.smoothie.cli.order.RequestOptions;
import io.smoothie.cli.show.Times;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.temporal.OrderSchedule;
import io.smoothie.workflow.temporal.OrderSchedules;
import io.smoothie.workflow.temporal.Overlap;
import io.smoothie.workflow.temporal.Recurrence;
import io.smoothie.workflow.temporal.ScheduleName;
import io.smoothie.workflow.temporal.TemporalConnection;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code smoothie schedules create}. */
@Command(
    name = "create",
    description = {
      "Places an order again and again, from the next time on.",
      "Its orders have the schedule's name and the time as their ID: breakfast-2026-12-01T07:00:00Z (UTC)."
    },
    exitCodeList = {
      ExitCode.InHelp.DONE,
      ExitCode.InHelp.REFUSED,
      ExitCode.InHelp.USAGE,
      ExitCode.InHelp.UNAVAILABLE
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  smoothie schedules create breakfast \"Green Smoothie\" --cron \"0 8 * * mon-fri\"",
      "  smoothie schedules create rinse \"Water\" --every 1h --priority 5 --overlap allow-all"
    })
final class CreateScheduleCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      converter = NameConverter.class,
      description =
          "The schedule's name: at most 79 letters, digits, dots, hyphens, underscores, colons.")
  private @Nullable ScheduleName name;

  @Parameters(
      index = "1",
      paramLabel = "SMOOTHIE",
      description = "What to make: at most 128 characters.")
  private String smoothie = "";

  @ArgGroup(multiplicity = "1")
  private When when = new When();

  /** One of the two. */
  static final class When {
    @Option(
        names = "--cron",
        paramLabel = "CRON",
        required = true,
        description = "By the clock: \"0 8 * * *\" is every day at eight.")
    private @Nullable String cron;

    @Option(
        names = "--every",
        paramLabel = "DURATION",
        required = true,
        converter = Values.OfDuration.class,
        description = "At even intervals: 1s to 366d.")
    private @Nullable Duration every;
  }

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      description = "The time zone of --cron, such as Europe/Paris (default: the local one).")
  private @Nullable String zone;

  @Option(
      names = "--overlap",
      paramLabel = "POLICY",
      defaultValue = "skip",
      description = {
        "When its last order is not over: ${COMPLETION-CANDIDATES} (default: skip).",
        "skip places none this time, allow-all places it beside the last one."
      })
  private Overlap overlap = Overlap.SKIP;

  @Mixin private RequestOptions request = new RequestOptions();
  @Mixin private ParamsOptions params = new ParamsOptions();
  @Mixin private JobSchemaOption jobSchema = new JobSchemaOption();
  @Mixin private TemporalOptions temporalOptions = new TemporalOptions();
  @Mixin private TaskQueueOption taskQueue = new TaskQueueOption();

  @Override
  public Integer call() {
    OrderRequest asked = request.of(OrderRequest.of(smoothie).withParams(params.params()));
    jobSchema.check(asked, "The schedule is not made");
    Recurrence recurrence = recurrence();
    try (TemporalConnection temporal = temporalOptions.connect()) {
      OrderSchedule made =
          new OrderSchedules(temporal.client())
              .create(Objects.requireNonNull(name), asked, recurrence, overlap, taskQueue.name());
      spec.commandLine()
          .getErr()
          .println(
              "Schedule %s places orders: %s, %s; overlap: %s."
                  .formatted(
                      made.name(),
                      made.when(),
                      made.next().isEmpty()
                          ? "a time that never comes"
                          : "first at " + Times.day(made.next().get(0)),
                      made.overlap()));
      return ExitCode.OK;
    }
  }

  private Recurrence recurrence() {
    if (when.every == null) {
      return Recurrence.cron(
          Objects.requireNonNull(when.cron), zone == null ? ZoneId.systemDefault().getId() : zone);
    }
    if (zone != null) {
      throw new IllegalArgumentException("--time-zone is for --cron: an interval has none.");
    }
    return Recurrence.every(when.every);
  }
}
