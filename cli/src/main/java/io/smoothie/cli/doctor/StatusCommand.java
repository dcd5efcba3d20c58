package io.smoothie.cli.doctor;

import io.smoothie.activities.table.QueueLength;
import io.smoothie.activities.table.RobotStatus;
import io.smoothie.activities.table.Table;
import io.smoothie.activities.table.TableException;
import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.live.WatchOption;
import io.smoothie.cli.output.Json;
import io.smoothie.cli.output.Look;
import io.smoothie.cli.show.Times;
import io.smoothie.workflow.Text;
import io.smoothie.workflow.temporal.TemporalReport;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code smoothie status}. */
@Command(
    name = "status",
    description = {
      "Says what is going on: which parts are up, robots by status, the queue, failures of the last"
          + " hour.",
      "Exit code 0: all parts are up; 1: something refuses orders; 4: something does not answer."
    },
    exitCodeList = {
      ExitCode.InHelp.DONE,
      ExitCode.InHelp.REFUSED,
      ExitCode.InHelp.USAGE,
      ExitCode.InHelp.UNAVAILABLE,
      ExitCode.InHelp.INTERRUPTED
    },
    footerHeading = "%nExamples:%n",
    footer = {"  smoothie status", "  smoothie status --watch", "  smoothie status -o json"})
public final class StatusCommand extends CheckupCommand {
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration LATELY = Duration.ofHours(1);

  @Mixin private WatchOption watch = new WatchOption();

  /**
   * What scripts read; a part that is unknown, since the table does not answer, is left out.
   *
   * @param robots how many have each status
   * @param failures of the last hour, by type
   */
  private record Status(
      boolean works,
      List<Check> parts,
      @Nullable Map<RobotStatus, Integer> robots,
      @Nullable Integer waiting,
      @Nullable Instant oldestWaits,
      @Nullable Map<String, Integer> failures) {}

  @Override
  public Integer call() throws Exception {
    if (watch.on()) {
      return watch.run(spec, output, PAUSE, this::say);
    }
    return say().parts().stream().mapToInt(Check::exitCode).max().orElse(ExitCode.OK);
  }

  private Status say() {
    Status status = read();
    print(status);
    return status;
  }

  private Status read() {
    List<Check> parts = new ArrayList<>();
    Checkup checkup = new Checkup(this, parts::add);
    TemporalReport temporal = checkup.servers();
    try (Table table = checkup.open()) {
      if (table != null) {
        checkup.table(table, temporal);
        List<QueueLength> lengths = table.queue().lengths();
        return new Status(
            parts.stream().noneMatch(Check::bad),
            parts,
            table.overview().robotCounts(),
            lengths.stream().mapToInt(QueueLength::waiting).sum(),
            lengths.stream().map(QueueLength::oldest).min(Instant::compareTo).orElse(null),
            table.endings().failuresSince(table.now().minus(LATELY)));
      }
    } catch (TableException e) {
      parts.add(Check.away("table", Checkup.sentence(e), null));
    }
    return new Status(false, parts, null, null, null, null);
  }

  private void print(Status status) {
    PrintWriter out = spec.commandLine().getOut();
    if (output.json()) {
      out.println(Json.pretty(status));
    } else {
      Look look = Look.ofOut(Surroundings.of(spec).environment());
      Instant now = Instant.now();
      status.parts().forEach(part -> out.println(part.text(look)));
      if (status.waiting() != null) {
        out.println("    queue     " + queue(status.waiting(), status.oldestWaits(), now));
      }
      if (status.failures() != null) {
        out.println("    failures  " + failures(status.failures()));
      }
    }
    out.flush();
  }

  private static String queue(int waiting, @Nullable Instant oldest, Instant now) {
    return oldest == null
        ? "no order waits"
        : "%s, the oldest for %s"
            .formatted(
                Text.counted(waiting, "order") + (waiting == 1 ? " waits" : " wait"),
                Times.length(oldest, now));
  }

  private static String failures(Map<String, Integer> failures) {
    return failures.isEmpty()
        ? "none in the last hour"
        : "in the last hour: "
            + failures.entrySet().stream()
                .map(one -> "%d %s".formatted(one.getValue(), one.getKey()))
                .collect(Collectors.joining(", "));
  }
}
