package io.smoothie.cli.deadletters;

import io.smoothie.activities.table.Table;
import io.smoothie.cli.config.TableOptions;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.input.Values;
import io.smoothie.cli.output.Json;
import io.smoothie.cli.output.OutputOption;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code smoothie dead-letters purge}. */
@Command(
    name = "purge",
    description = "Forgets messages that could not be used.",
    exitCodeList = {ExitCode.InHelp.DONE, ExitCode.InHelp.USAGE, ExitCode.InHelp.UNAVAILABLE},
    footerHeading = "%nExamples:%n",
    footer = {
      "  smoothie dead-letters purge --older-than 7d",
      "  smoothie dead-letters purge --all"
    })
final class PurgeDeadLettersCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private TableOptions tableOptions = new TableOptions();

  @ArgGroup(multiplicity = "1")
  private Which which = new Which();

  /** One of these must be said. */
  private static final class Which {
    @Option(
        names = "--older-than",
        paramLabel = "DURATION",
        converter = Values.OfDuration.class,
        description = "Those that came longer ago.")
    private @Nullable Duration olderThan;

    @Option(names = "--all", description = "All of them.")
    private boolean all;
  }

  /** How many are gone; JSON has this field name. */
  private record Purged(int purged) {}

  @Override
  public Integer call() {
    try (Table table = tableOptions.open()) {
      Duration age = which.all || which.olderThan == null ? Duration.ZERO : which.olderThan;
      int gone = table.deadLetters().purge(age);
      spec.commandLine()
          .getOut()
          .println(
              output.json()
                  ? Json.pretty(new Purged(gone))
                  : gone == 1 ? "1 dead letter is gone." : gone + " dead letters are gone.");
      spec.commandLine().getOut().flush();
      return ExitCode.OK;
    }
  }
}
