package io.smoothie.cli.orders;

import io.smoothie.activities.table.Queue;
import io.smoothie.activities.table.QueueEntry;
import io.smoothie.activities.table.QueuePlace;
import io.smoothie.activities.table.Table;
import io.smoothie.cli.config.TableOptions;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.input.Values;
import io.smoothie.cli.live.WatchOption;
import io.smoothie.cli.output.Columns;
import io.smoothie.cli.output.Columns.Cell;
import io.smoothie.cli.output.OutputOption;
import io.smoothie.cli.show.Outlook;
import io.smoothie.cli.show.Times;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Skills;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code smoothie queue list}. Needs no Temporal. */
@Command(
    name = "list",
    description = {
      "Lists the orders that wait for a robot, in the order in which they are served: a robot gets"
          + " the first that it can take.",
      "With each: what it needs, how long it may take, or why no robot can take it now."
    },
    exitCodeList = {
      ExitCode.InHelp.DONE,
      ExitCode.InHelp.USAGE,
      ExitCode.InHelp.UNAVAILABLE,
      ExitCode.InHelp.INTERRUPTED
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  smoothie queue list",
      "  smoothie queue list --watch",
      "  smoothie queue list -n 100 -o json"
    })
final class ListQueueCommand implements Callable<Integer> {
  private static final int MOST = 100;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private WatchOption watch = new WatchOption();
  @Mixin private TableOptions tableOptions = new TableOptions();

  @Option(
      names = {"-n", "--number"},
      paramLabel = "N",
      defaultValue = "20",
      description = "So many at most: 1 to 100 (default: 20).")
  private int number;

  /**
   * A waiting order as scripts read it; JSON has these field names in snake_case.
   *
   * @param robot the one that may take it, or null
   * @param estimateLow the estimate's lower end in seconds from now, or null; the upper likewise
   * @param why how long it may take, or why no robot can take it; empty when neither can be said
   */
  private record Waiting(
      int position,
      OrderId id,
      int priority,
      Skills needs,
      @Nullable RobotName robot,
      Instant started,
      Instant waitingSince,
      @Nullable Duration estimateLow,
      @Nullable Duration estimateHigh,
      String why) {
    static Waiting of(QueueEntry entry, QueuePlace place) {
      QueuePlace.Estimate estimate = place.estimate();
      return new Waiting(
          place.position(),
          entry.order(),
          entry.priority(),
          entry.skills(),
          entry.robot(),
          entry.started(),
          entry.enqueued(),
          estimate == null ? null : estimate.low(),
          estimate == null ? null : estimate.high(),
          Outlook.of(place));
    }
  }

  @Override
  public Integer call() throws Exception {
    Values.checkRange(spec, "-n", number, MOST);
    return watch.run(spec, output, this::list);
  }

  private List<Waiting> list() {
    List<Waiting> waiting = new ArrayList<>();
    int length;
    try (Table table = tableOptions.open()) {
      Queue queue = table.queue();
      for (QueueEntry entry : queue.line(number)) {
        // It may have left the queue since.
        Optional<QueuePlace> place = queue.place(entry.order());
        place.ifPresent(where -> waiting.add(Waiting.of(entry, where)));
      }
      length = queue.length();
    }
    output.print(spec, waiting, "No order waits.", ListQueueCommand::columns);
    if (length > waiting.size()) {
      spec.commandLine()
          .getErr()
          .println("%d of %d orders that wait; -n shows more.".formatted(waiting.size(), length));
    }
    return waiting;
  }

  private static Columns columns(List<Waiting> all) {
    Columns columns = new Columns("PLACE", "ORDER", "PRIORITY", "NEEDS", "WAITING", "");
    Instant now = Instant.now();
    for (Waiting one : all) {
      columns.row(
          Cell.of(String.valueOf(one.position())),
          Cell.of(one.id().value()),
          Cell.of(String.valueOf(one.priority())),
          Cell.of(needs(one)),
          Cell.of(Times.length(one.waitingSince(), now)),
          Cell.of(one.why()));
    }
    return columns;
  }

  private static String needs(Waiting one) {
    String skills = String.join(",", one.needs().names());
    RobotName robot = one.robot();
    return robot == null ? skills : (skills + " " + robot).strip();
  }
}
