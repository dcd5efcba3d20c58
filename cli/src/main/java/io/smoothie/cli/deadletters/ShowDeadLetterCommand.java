package io.smoothie.cli.deadletters;

import io.smoothie.activities.table.DeadLetter;
import io.smoothie.activities.table.Table;
import io.smoothie.cli.config.TableOptions;
import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.output.Json;
import io.smoothie.cli.output.OutputOption;
import io.smoothie.cli.show.Times;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code smoothie dead-letters show}. */
@Command(
    name = "show",
    description = "Shows one message in full; JSON has its bytes, too.",
    exitCodeList = {
      ExitCode.InHelp.DONE,
      ExitCode.InHelp.REFUSED,
      ExitCode.InHelp.USAGE,
      ExitCode.InHelp.UNAVAILABLE
    },
    footerHeading = "%nExample:%n",
    footer = "  smoothie dead-letters show 7")
final class ShowDeadLetterCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private TableOptions tableOptions = new TableOptions();

  @Parameters(paramLabel = "ID", description = "Its number in the list.")
  private long id;

  @Override
  public Integer call() {
    Optional<DeadLetter> found;
    try (Table table = tableOptions.open()) {
      found = table.deadLetters().find(id);
    }
    Letter letter =
        found
            .map(Letter::of)
            .orElseThrow(
                () ->
                    new CommandFailure(
                        ExitCode.REFUSED,
                        "There is no dead letter %d: smoothie dead-letters list".formatted(id)));
    PrintWriter out = spec.commandLine().getOut();
    if (output.json()) {
      out.println(Json.pretty(letter));
    } else {
      out.println("Dead letter %d, %s".formatted(letter.id(), Times.day(letter.at())));
      if (letter.order() != null) {
        out.println("Order:   " + letter.order());
      }
      out.println("Topic:   " + letter.topicLine());
      out.println("Why:     " + letter.reasonLine());
      out.println("Payload: %s".formatted(letter.payloadLine(20_000)));
    }
    out.flush();
    return ExitCode.OK;
  }
}
