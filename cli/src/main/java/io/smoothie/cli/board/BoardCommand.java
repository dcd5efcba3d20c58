package io.smoothie.cli.board;

import io.smoothie.activities.table.Table;
import io.smoothie.cli.config.RunningUp;
import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.config.TableOptions;
import io.smoothie.cli.config.TemporalOptions;
import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.input.BindAddress;
import io.smoothie.cli.log.Logs;
import io.smoothie.cli.process.Closers;
import io.smoothie.cli.process.LogFormatOption;
import io.smoothie.cli.process.RunUntilSignal;
import io.smoothie.workflow.temporal.TemporalConnection;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code smoothie board}. */
@Command(
    name = "board",
    description = {
      "Serves the board until Ctrl-C: a page for a browser that shows robots, queue, and each order's"
          + " way, live.",
      "It changes nothing. The up that runs has one already."
    },
    exitCodeList = {
      ExitCode.InHelp.DONE,
      ExitCode.InHelp.REFUSED,
      ExitCode.InHelp.USAGE,
      ExitCode.InHelp.UNAVAILABLE,
      ExitCode.InHelp.INTERRUPTED
    },
    footerHeading = "%nExamples:%n",
    footer = {"  smoothie board", "  smoothie board --port 8080 --ui-url http://127.0.0.1:8233"})
public final class BoardCommand implements Callable<Integer> {
  private static final String BIND = "--bind";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Its port (default: 8080, or any free one where that is taken; 0: any).")
  private @Nullable Integer port;

  @Option(
      names = BIND,
      paramLabel = "ADDRESS",
      defaultValue = BindAddress.LOOPBACK,
      description =
          "Address it listens at (default: ${DEFAULT-VALUE}). Beyond loopback, everyone who reaches it"
              + " sees all of the shop.")
  private String bind = BindAddress.LOOPBACK;

  @Option(
      names = "--ui-url",
      paramLabel = "URL",
      description =
          "Temporal's Web UI, for links to it (SMOOTHIE_UI_URL; else that of the running up).")
  private @Nullable String uiUrl;

  @Mixin private TemporalOptions temporal = new TemporalOptions();
  @Mixin private TableOptions tables = new TableOptions();
  @Mixin private LogFormatOption logFormat = new LogFormatOption();

  @Override
  public Integer call() throws Exception {
    Logs.toStderr(logFormat.format());
    return RunUntilSignal.run(this::serve);
  }

  private int serve() throws InterruptedException {
    boolean beyondLoopback = BindAddress.isBeyondLoopback(bind, BIND);
    BoardPort where = new BoardPort("--port", port);
    String ui = checkedUi();
    try (Closers closers = new Closers()) {
      TemporalConnection connection =
          closers.start(() -> TemporalConnection.impatient(temporal.settings()));
      Table table = closers.start(() -> tables.openToStay());
      Board board =
          closers.start(() -> where.open(new Board.Source(table, connection, ui, null), bind));
      say(
          "Board at %s of Temporal %s, namespace %s; table %s. Ctrl-C stops it."
              .formatted(board.url(), connection.address(), connection.namespace(), table.shown()));
      if (beyondLoopback) {
        say(
            "WARNING: everyone who reaches %s sees robots, orders and their params: nothing is"
                    .formatted(bind)
                + " encrypted, and no password is asked.");
      }
      new CountDownLatch(1).await();
      return ExitCode.OK;
    }
  }

  private @Nullable String checkedUi() {
    Surroundings surroundings = Surroundings.of(spec);
    String url =
        uiUrl != null
            ? uiUrl
            : surroundings
                .variable("SMOOTHIE_UI_URL")
                .or(() -> surroundings.runningUp().map(RunningUp::uiUrl))
                .orElse(null);
    if (url != null && !WebUi.isUrl(url)) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "The address of Temporal's Web UI (--ui-url, SMOOTHIE_UI_URL) is to begin with http:// or"
              + " https://, and to have no password in it.");
    }
    return url;
  }

  private void say(String line) {
    Logs.say(spec.commandLine().getErr(), line);
  }
}
