package io.smoothie.cli;

import io.smoothie.cli.exit.ExitCode;
import io.smoothie.workflow.Text;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says why the arguments are refused and where their right use is described; exit code 2. */
final class WrongUse implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    // The message repeats what was typed.
    err.println(Text.forOneLine(String.valueOf(wrong.getMessage()), 500));
    UnmatchedArgumentException.printSuggestions(wrong, err);
    if (command.getSubcommands().isEmpty()) {
      err.println("How it is used: %s --help".formatted(command.getCommandSpec().qualifiedName()));
    } else {
      command.usage(err);
    }
    err.flush();
    return ExitCode.USAGE;
  }
}
