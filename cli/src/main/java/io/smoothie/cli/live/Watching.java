package io.smoothie.cli.live;

import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.log.Logs;
import io.smoothie.cli.output.Look;
import io.smoothie.cli.output.OutputOption;
import io.smoothie.cli.process.RunUntilSignal;
import io.smoothie.workflow.thread.Daemons;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Shows a view again and again, until Ctrl-C or SIGTERM. On a terminal it is drawn in place, and q
 * ends it, too; elsewhere, and as JSON, what has changed is printed, until nobody reads it: which
 * is noticed at the next change.
 */
public final class Watching<T> {
  private final CommandSpec command;
  private final Duration pause;
  private final View<T> view;

  /**
   * @param pause between a reading and the next
   */
  public Watching(CommandSpec command, Duration pause, View<T> view) {
    this.command = command;
    this.pause = pause;
    this.view = view;
  }

  /**
   * Returns the command's exit code.
   *
   * @throws Exception of a reading, which ends it
   */
  public int run(OutputOption output) throws Exception {
    return RunUntilSignal.run(() -> watch(output));
  }

  private int watch(OutputOption output) throws Exception {
    Map<String, String> environment = Surroundings.of(command).environment();
    // Reading by another thread: a library may swallow the interrupt of one that it runs on.
    ExecutorService reader = Executors.newSingleThreadExecutor(Daemons.named("watch"));
    try {
      if (!output.json() && Look.ofOut(environment).live()) {
        Thread here = Thread.currentThread();
        AtomicBoolean quit = new AtomicBoolean();
        Optional<LiveScreen> screen =
            LiveScreen.open(
                () -> {
                  quit.set(true);
                  here.interrupt();
                });
        if (screen.isPresent()) {
          if (Look.ofErr(environment).live()) {
            // A line of the log would stay in the middle of the page.
            Logs.off();
          }
          return draw(reader, screen.get(), quit);
        }
      }
      return print(reader);
    } finally {
      reader.shutdownNow();
    }
  }

  private int draw(ExecutorService reader, LiveScreen screen, AtomicBoolean quit) throws Exception {
    try (screen) {
      while (true) {
        T now = read(reader);
        screen.show((rows, columns) -> view.page(now, rows, columns));
        Thread.sleep(pause.toMillis());
      }
    } catch (InterruptedException e) {
      if (quit.get()) {
        return ExitCode.OK;
      }
      throw e;
    }
  }

  private int print(ExecutorService reader) throws Exception {
    @Nullable T before = null;
    // Where nobody reads any more, as with head, it would go on for ever.
    while (!command.commandLine().getOut().checkError()) {
      T now = read(reader);
      view.print(before, now);
      before = now;
      command.commandLine().getOut().flush();
      Thread.sleep(pause.toMillis());
    }
    return ExitCode.OK;
  }

  private T read(ExecutorService reader) throws Exception {
    try {
      return reader.submit(view::read).get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
