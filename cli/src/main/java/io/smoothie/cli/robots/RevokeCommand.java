package io.smoothie.cli.robots;

import io.smoothie.cli.ca.Authorities;
import io.smoothie.cli.ca.CaCommand;
import io.smoothie.cli.ca.CaOption;
import io.smoothie.cli.ca.CertificateRequest.Kind;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.workflow.RobotName;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code smoothie robots revoke}. */
@Command(
    name = "revoke",
    description = {
      "Revokes every certificate of these robots. The robots stay in the table: smoothie robots"
          + " remove",
      CaCommand.AFTER_REVOKING
    },
    exitCodeList = {ExitCode.InHelp.DONE, ExitCode.InHelp.REFUSED, ExitCode.InHelp.USAGE},
    footerHeading = "%nExample:%n",
    footer = "  smoothie robots revoke Robot1")
final class RevokeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private RobotNames names = new RobotNames();
  @Mixin private CaOption ca = new CaOption();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Authorities authorities = ca.authorities();
    boolean all = true;
    for (RobotName name : names.each()) {
      int revoked = authorities.revoke(Kind.ROBOT, name.value()).size();
      if (revoked > 0) {
        out.println("%s has no valid certificate any more (%d revoked).".formatted(name, revoked));
      } else if (authorities.robots().issued(name.value()).isEmpty()) {
        all = false;
        spec.commandLine()
            .getErr()
            .println("%s has never had a certificate: smoothie ca show".formatted(name));
      } else {
        out.println("%s had no valid certificate; nothing changed.".formatted(name));
      }
    }
    out.println("The list is %s.".formatted(authorities.robots().revocationListFile()));
    out.println(CaCommand.AFTER_REVOKING);
    out.flush();
    return all ? ExitCode.OK : ExitCode.REFUSED;
  }
}
