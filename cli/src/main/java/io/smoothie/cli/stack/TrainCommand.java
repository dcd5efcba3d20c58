package io.smoothie.cli.stack;

import io.smoothie.cli.config.RunningUp;
import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.config.TableOptions;
import io.smoothie.cli.config.TaskQueueOption;
import io.smoothie.cli.config.UpFile;
import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.process.Closers;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code smoothie train}, for the launcher: runs the frequent commands once, in a throw-away house,
 * so that a JVM which is told to can archive the classes that they load.
 */
@Command(
    name = "train",
    hidden = true,
    description =
        "Runs the frequent commands once, with a Temporal and a table of their own, for an archive of"
            + " their classes.")
public final class TrainCommand implements Callable<Integer> {
  private static final String ORDER = "training";

  private static final List<List<String>> FREQUENT =
      List.of(
          List.of("--help"),
          List.of("robots", "add", "Robot1"),
          List.of("robots", "list"),
          List.of("order", "Strawberry Smoothie", "--id", ORDER, "--detach"),
          List.of("orders", "show", ORDER),
          List.of("orders", "list"),
          List.of("queue", "list"),
          List.of("__complete", "--", "robots", "show", ""));

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("smoothie-train-");
    try (Closers house = new Closers()) {
      InMemoryTemporal temporal = house.add(InMemoryTemporal.start(0));
      house.add(UpFile.in(folder).announce(asUp(temporal, TableOptions.urlIn(folder))));
      FREQUENT.forEach(words -> run(words, new Surroundings(Map.of(), folder)));
    } finally {
      DemoCommand.delete(folder);
    }
    return ExitCode.OK;
  }

  private static RunningUp asUp(InMemoryTemporal temporal, String table) {
    ProcessHandle here = ProcessHandle.current();
    return new RunningUp(
        here.pid(),
        RunningUp.startOf(here),
        temporal.address(),
        InMemoryTemporal.NAMESPACE,
        /* temporalOwn= */ true,
        /* uiUrl= */ null,
        "mqtt://127.0.0.1:1",
        table,
        TaskQueueOption.DEFAULT);
  }

  private void run(List<String> words, Surroundings inside) {
    StringWriter said = new StringWriter();
    PrintWriter lines = new PrintWriter(said);
    CommandLine commands = Surroundings.holder(spec).commandLineIn(inside);
    int exitCode = commands.setOut(lines).setErr(lines).execute(words.toArray(String[]::new));
    if (exitCode != ExitCode.OK) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "smoothie %s ended with exit code %d: %s"
              .formatted(String.join(" ", words), exitCode, said));
    }
  }
}
