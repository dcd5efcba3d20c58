package io.smoothie.cli.completion;

import io.smoothie.cli.config.TableOptions;
import io.smoothie.cli.exit.ExitCode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code smoothie __complete -- WORD…}: what may stand in the last of the words, one on a line,
 * with a tab before its description. The shells' scripts ask for it.
 */
@Command(
    name = "__complete",
    hidden = true,
    description = "Prints what may stand in the last of the words.")
public final class CompleteCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private TableOptions tables = new TableOptions();

  @Parameters(paramLabel = "WORD", arity = "0..*", description = "A command line up to the cursor.")
  private List<String> words = new ArrayList<>();

  @Override
  public Integer call() {
    if (!words.isEmpty()) {
      PrintWriter out = spec.commandLine().getOut();
      String last = words.get(words.size() - 1);
      new Completion(spec.root(), words.subList(0, words.size() - 1), new TableCandidates(tables))
          .of(last).stream()
              .filter(candidate -> candidate.word().startsWith(last))
              .forEach(candidate -> out.println(candidate.line()));
      out.flush();
    }
    return ExitCode.OK;
  }
}
