package io.smoothie.cli.live;

import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.output.Json;
import io.smoothie.cli.output.OutputOption;
import io.smoothie.cli.show.Times;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Mix in: a command that says something once, or anew until it is stopped. */
public final class WatchOption {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  @Option(
      names = "--watch",
      description =
          "Goes on till Ctrl-C, or q: in place on a terminal, elsewhere anew where something has"
              + " changed; as JSON, on one line each time.")
  private boolean watch;

  /** Whether it goes on. */
  public boolean on() {
    return watch;
  }

  /** As {@link #run(CommandSpec, OutputOption, Duration, Supplier)}, every 2 s. */
  public int run(CommandSpec command, OutputOption output, Supplier<?> round) throws Exception {
    return run(command, output, PAUSE, round);
  }

  /**
   * Runs {@code round} once or, if asked to, again and again.
   *
   * @param round says it, by the command's own writers, and returns what JSON has of it; that it
   *     equals what it returned before means that nothing has changed
   * @return the exit code
   * @throws Exception of a round, which ends it
   */
  public int run(CommandSpec command, OutputOption output, Duration pause, Supplier<?> round)
      throws Exception {
    if (!watch) {
      var unused = round.get();
      return ExitCode.OK;
    }
    return new Watching<>(command, pause, new Rounds(command.commandLine(), output, round))
        .run(output);
  }

  /** What one round has returned and said. */
  record Round(Object value, String out, String err, Instant at) {}

  /** What rounds say is caught, and shown where something has changed. */
  record Rounds(CommandLine command, OutputOption output, Supplier<?> round)
      implements View<Round> {
    @Override
    public Round read() {
      PrintWriter realOut = command.getOut();
      PrintWriter realErr = command.getErr();
      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
      try {
        Object value = round.get();
        return new Round(value, out.toString(), err.toString(), Instant.now());
      } finally {
        command.setOut(realOut).setErr(realErr);
      }
    }

    @Override
    public List<String> page(Round now, int rows, int columns) {
      List<String> lines = new ArrayList<>();
      lines.add(Times.day(now.at) + "; q or Ctrl-C ends it");
      now.err.lines().forEach(lines::add);
      now.out.lines().forEach(lines::add);
      return Cut.to(lines, lines.size(), rows);
    }

    @Override
    public void print(@Nullable Round before, Round now) {
      if (before == null || !now.err.equals(before.err)) {
        command.getErr().print(now.err);
        command.getErr().flush();
      }
      if (before == null || !now.value.equals(before.value)) {
        PrintWriter out = command.getOut();
        if (output.json()) {
          out.println(Json.line(now.value));
        } else {
          out.println(Times.day(now.at));
          out.print(now.out);
        }
      }
    }
  }
}
