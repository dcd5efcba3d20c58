package io.smoothie.cli.ca;

import io.smoothie.cli.exit.ExitCode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code smoothie ca init}. */
@Command(
    name = "init",
    description = {
      "Makes the shop's certificate authorities, valid for 20 years.",
      "Those that are there already stay as they are, and that is no error."
    },
    exitCodeList = {ExitCode.InHelp.DONE, ExitCode.InHelp.REFUSED, ExitCode.InHelp.USAGE},
    footerHeading = "%nExample:%n",
    footer = "  smoothie ca init")
final class InitCaCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private CaOption ca = new CaOption();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Authorities authorities = ca.authorities();
    if (authorities.init()) {
      out.println("The certificate authorities are in %s.".formatted(authorities.folder()));
      out.println(
          "Back that folder up, and keep it secret: its keys can make any robot and any worker.");
    } else {
      out.println(
          "The certificate authorities in %s were there already; nothing changed."
              .formatted(authorities.folder()));
    }
    out.flush();
    return ExitCode.OK;
  }
}
