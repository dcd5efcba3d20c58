package io.smoothie.cli.deadletters;

import io.smoothie.activities.table.Table;
import io.smoothie.cli.config.TableOptions;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.input.Values;
import io.smoothie.cli.output.Columns;
import io.smoothie.cli.output.Columns.Cell;
import io.smoothie.cli.output.OutputOption;
import io.smoothie.cli.show.Times;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code smoothie dead-letters list}. */
@Command(
    name = "list",
    description = "Lists messages that could not be used, newest first.",
    exitCodeList = {ExitCode.InHelp.DONE, ExitCode.InHelp.USAGE, ExitCode.InHelp.UNAVAILABLE},
    footerHeading = "%nExample:%n",
    footer = "  smoothie dead-letters list -n 5")
final class ListDeadLettersCommand implements Callable<Integer> {
  private static final int MOST = 10_000;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private TableOptions tableOptions = new TableOptions();

  @Option(
      names = {"-n", "--number"},
      paramLabel = "N",
      defaultValue = "20",
      description = "So many at most: 1 to 10000 (default: 20).")
  private int number;

  @Override
  public Integer call() {
    Values.checkRange(spec, "-n", number, MOST);
    List<Letter> letters;
    try (Table table = tableOptions.open()) {
      letters = table.deadLetters().list(number).stream().map(Letter::of).toList();
    }
    output.print(spec, letters, "There are no dead letters.", ListDeadLettersCommand::text);
    return ExitCode.OK;
  }

  private static Columns text(List<Letter> letters) {
    Columns columns = new Columns("ID", "AT", "ORDER", "TOPIC", "PAYLOAD", "WHY");
    Instant now = Instant.now();
    for (Letter letter : letters) {
      columns.row(
          Cell.of(String.valueOf(letter.id())),
          Times.cell(letter.at(), now),
          Cell.of(letter.order() == null ? "" : letter.order().value()),
          Cell.of(letter.topicLine()),
          Cell.of(letter.payloadLine(40)),
          Cell.of(letter.reasonLine()));
    }
    return columns;
  }
}
