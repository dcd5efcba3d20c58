package io.smoothie.cli.watch;

import io.smoothie.activities.table.Table;
import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.config.TableOptions;
import io.smoothie.cli.config.TemporalOptions;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.live.View;
import io.smoothie.cli.live.Watching;
import io.smoothie.cli.output.Json;
import io.smoothie.cli.output.Look;
import io.smoothie.cli.output.OutputOption;
import io.smoothie.cli.process.Closers;
import io.smoothie.cli.snapshot.Snapshot;
import io.smoothie.cli.snapshot.SnapshotReader;
import io.smoothie.workflow.temporal.TemporalConnection;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code smoothie watch}. */
@Command(
    name = "watch",
    description = {
      "Shows the board in this terminal until q or Ctrl-C: robots, queue, latest endings, the last"
          + " hour, every second.",
      "Where there is no terminal it says a line for each change; -o jsonl writes the whole board,"
          + " an object on one line, each time it has changed."
    },
    exitCodeList = {
      ExitCode.InHelp.DONE,
      ExitCode.InHelp.REFUSED,
      ExitCode.InHelp.USAGE,
      ExitCode.InHelp.UNAVAILABLE,
      ExitCode.InHelp.INTERRUPTED
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  smoothie watch",
      "  smoothie watch | tee board.log",
      "  smoothie watch -o jsonl | jq .queue.length"
    })
public final class WatchCommand implements Callable<Integer> {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private TemporalOptions temporal = new TemporalOptions();
  @Mixin private TableOptions tables = new TableOptions();

  @Override
  public Integer call() throws Exception {
    try (Closers closers = new Closers()) {
      TemporalConnection connection =
          closers.add(TemporalConnection.impatient(temporal.settings()));
      Table table = closers.add(tables.openToStay());
      return new Watching<>(spec, PAUSE, new Board(new SnapshotReader(table, connection)))
          .run(output);
    }
  }

  private final class Board implements View<Snapshot> {
    private final SnapshotReader reader;
    private final Look look = Look.ofOut(Surroundings.of(spec).environment());

    Board(SnapshotReader reader) {
      this.reader = reader;
    }

    @Override
    public Snapshot read() {
      return reader.read();
    }

    @Override
    public List<String> page(Snapshot now, int rows, int columns) {
      return new BoardText(look, columns).lines(now, rows);
    }

    @Override
    public void print(@Nullable Snapshot before, Snapshot now) {
      PrintWriter out = spec.commandLine().getOut();
      if (!output.json()) {
        BoardChanges.between(before, now).forEach(out::println);
      } else if (before == null || !now.showsTheSameAs(before)) {
        out.println(Json.line(now));
      }
    }
  }
}
