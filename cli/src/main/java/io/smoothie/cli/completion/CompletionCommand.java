package io.smoothie.cli.completion;

import io.smoothie.cli.exit.ExitCode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code smoothie completion}. */
@Command(
    name = "completion",
    description = {
      "Prints the script with which a shell completes commands, options, the names of robots and the"
          + " IDs of recent orders.",
      "It asks smoothie itself at each Tab, so that it need not be made anew with a new version."
    },
    exitCodeList = {ExitCode.InHelp.DONE, ExitCode.InHelp.USAGE},
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(smoothie completion bash)                                       # in ~/.bashrc",
      "  smoothie completion zsh > \"${ZDOTDIR:-$HOME}/.zfunc/_smoothie\"           # in a folder of fpath",
      "  smoothie completion fish > ~/.config/fish/completions/smoothie.fish"
    })
public final class CompletionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
  private Shell shell = Shell.BASH;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.print(shell.script());
    out.flush();
    return ExitCode.OK;
  }
}
