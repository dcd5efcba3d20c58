package io.smoothie.cli.stack;

import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.log.LogFormat;
import io.smoothie.cli.log.Logs;
import io.smoothie.cli.output.Look;
import io.smoothie.cli.process.Closers;
import io.smoothie.cli.process.RunUntilSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code smoothie demo}. */
@Command(
    name = "demo",
    description = {
      "Plays the whole story in one process, in about a minute, and tells it.",
      "Disturbs nothing: own free ports, a throw-away folder, no environment heeded."
    },
    exitCodeList = {
      ExitCode.InHelp.DONE,
      ExitCode.InHelp.REFUSED,
      ExitCode.InHelp.USAGE,
      ExitCode.InHelp.INTERRUPTED
    },
    footerHeading = "%nExample:%n",
    footer = "  smoothie demo")
public final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--temporal",
      paramLabel = "WHICH",
      defaultValue = "auto",
      description = {
        "auto: a real dev server when a temporal binary is at hand, else in-memory.",
        "dev-server: the binary at hand, or downloads one. in-memory: the SDK's test server."
      })
  private TemporalChoice temporal = TemporalChoice.AUTO;

  @Option(names = "--fast", hidden = true, description = "The same story, in a hurry.")
  private boolean fast;

  @Override
  public Integer call() throws Exception {
    return RunUntilSignal.run(this::play);
  }

  private int play() throws IOException, InterruptedException {
    Surroundings outside = Surroundings.of(spec);
    Path folder = throwAwayFolder(outside);
    Path log = folder.resolve("demo.log");
    Screen screen = new Screen(spec.commandLine().getOut());
    screen.line("Starting Temporal, MQTT broker, table, worker and gateway in one process …");
    screen.line("  Log       " + log + ", kept only when something goes wrong");
    if (temporal.isDownloaded(outside.environment())) {
      screen.line("There is no temporal binary at hand: the SDK downloads one …");
    }
    Logs.toFile(log, LogFormat.TEXT);
    boolean asTold = false;
    boolean throwAway = false;
    try (Closers closers = new Closers()) {
      DemoHouse house =
          closers.start(
              () ->
                  DemoHouse.open(
                      Surroundings.holder(spec),
                      folder,
                      temporal,
                      fast ? DemoPace.FAST : DemoPace.TOLD,
                      Look.ofOut(outside.environment()),
                      screen));
      screen.line("  Temporal  " + house.temporal().kind());
      house.temporal().ui().ifPresent(ui -> screen.line("  Web UI    " + ui + ", while this runs"));
      asTold = new Demo(house).play();
      throwAway = asTold;
      screen.empty();
      screen.line("Tidying up …");
    } catch (InterruptedException | RuntimeException e) {
      // An interrupt during the start may come as a failure of the part that was starting.
      throwAway = e instanceof InterruptedException || Thread.currentThread().isInterrupted();
      throw e;
    } finally {
      if (throwAway) {
        delete(folder);
      }
    }
    if (!asTold) {
      screen.line("Not everything ended as told. The log is " + log);
      return ExitCode.REFUSED;
    }
    goOnByHand(screen);
    return ExitCode.OK;
  }

  private static void goOnByHand(Screen screen) {
    screen.line("Every chapter ended as told. To go on by hand:");
    screen.empty();
    screen.line(
        "  ./smoothie up                             everything in one process, till Ctrl-C");
    screen.line("  ./smoothie order \"Strawberry Smoothie\"    in another terminal, as these:");
    screen.line("  ./smoothie robots list");
    screen.line("  ./smoothie orders list");
    screen.line("  ./smoothie --help");
  }

  private static Path throwAwayFolder(Surroundings outside) throws IOException {
    try {
      return Files.createTempDirectory("smoothie-demo-");
    } catch (IOException e) {
      // The folder for temporary files is read-only, or there is none.
      return Files.createTempDirectory(Files.createDirectories(outside.stateFolder()), "demo-");
    }
  }

  static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // It is in the folder for temporary files; the system clears that.
    }
  }
}
