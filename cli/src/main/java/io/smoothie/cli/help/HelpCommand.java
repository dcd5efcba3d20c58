package io.smoothie.cli.help;

import io.smoothie.cli.exit.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code smoothie help}. */
@Command(
    name = "help",
    description = "Says how a command is used, as its --help does.",
    exitCodeList = {ExitCode.InHelp.DONE, ExitCode.InHelp.USAGE},
    footerHeading = "%nExamples:%n",
    footer = {"  smoothie help", "  smoothie help orders list"})
public final class HelpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "Which; else smoothie itself.")
  private List<String> words = List.of();

  @Override
  public Integer call() {
    CommandLine command = spec.root().commandLine();
    for (String word : words) {
      CommandLine next = command.getSubcommands().get(word);
      if (next == null) {
        spec.commandLine().getErr().println(Mistyped.command(command, word));
        spec.commandLine().getErr().flush();
        return ExitCode.USAGE;
      }
      command = next;
    }
    command.setOut(spec.commandLine().getOut());
    HelpPage.print(command);
    return ExitCode.OK;
  }
}
