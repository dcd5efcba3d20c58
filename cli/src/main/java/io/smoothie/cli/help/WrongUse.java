package io.smoothie.cli.help;

import io.smoothie.cli.exit.ExitCode;
import io.smoothie.workflow.Text;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says why the arguments are refused, what was meant where that can be told, and where their right
 * use is described; exit code 2.
 */
public final class WrongUse implements IParameterExceptionHandler {
  private static final int LONGEST = 500;

  /** The parameter that may have blanks in it. */
  private static final String SMOOTHIE = "SMOOTHIE";

  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    boolean commandMissing =
        wrong.getMessage() != null && wrong.getMessage().startsWith("Missing required subcommand");
    Optional<String> better =
        wrong instanceof UnmatchedArgumentException unmatched
            ? sentence(command, unmatched)
            : Optional.empty();
    // The message repeats what was typed.
    err.println(
        Text.forOneLine(better.orElseGet(() -> String.valueOf(wrong.getMessage())), LONGEST));
    if (commandMissing) {
      HelpPage.printAsError(command);
    } else if (better.isEmpty()) {
      err.println("How it is used: %s --help".formatted(command.getCommandSpec().qualifiedName()));
    }
    err.flush();
    return ExitCode.USAGE;
  }

  /** What says more than picocli's own message. */
  private static Optional<String> sentence(
      CommandLine command, UnmatchedArgumentException unmatched) {
    List<String> words = unmatched.getUnmatched();
    if (words.isEmpty()) {
      return Optional.empty();
    }
    if (words.get(0).startsWith("-")) {
      return Mistyped.option(command, words.get(0))
          .map(
              meant ->
                  "%s has no option %s; did you mean: %s"
                      .formatted(
                          command.getCommandSpec().qualifiedName(),
                          Text.forOneLine(words.get(0), 60),
                          meant));
    }
    return command.getSubcommands().isEmpty()
        ? quoted(command, words)
        : Optional.of(Mistyped.command(command, words.get(0)));
  }

  /** A smoothie's name was typed without quotes. */
  private static Optional<String> quoted(CommandLine command, List<String> more) {
    return command.getCommandSpec().positionalParameters().stream()
        .filter(parameter -> parameter.paramLabel().equals(SMOOTHIE))
        .filter(parameter -> more.stream().noneMatch(word -> word.startsWith("-")))
        .map(PositionalParamSpec::getValue)
        .filter(String.class::isInstance)
        .findFirst()
        .map(
            first ->
                "A name with blanks in it has quotes around it: \"%s %s\""
                    .formatted(first, String.join(" ", more)));
  }
}
