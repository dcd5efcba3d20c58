package io.smoothie.cli.robots;

import io.smoothie.cli.ca.Authorities;
import io.smoothie.cli.ca.CaOption;
import io.smoothie.cli.ca.CertificateRequest;
import io.smoothie.cli.ca.Issued;
import io.smoothie.cli.ca.ValidOption;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.workflow.RobotName;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code smoothie robots renew}. */
@Command(
    name = "renew",
    description = {
      "Gives robots a new certificate: to the key that is in their folder under --out, or to a new"
          + " key where there is none.",
      "The one before it stays valid until it expires, so that the robot can change in its own"
          + " time."
    },
    exitCodeList = {ExitCode.InHelp.DONE, ExitCode.InHelp.REFUSED, ExitCode.InHelp.USAGE},
    footerHeading = "%nExample:%n",
    footer = "  smoothie robots renew Robot1 --out robots")
final class RenewCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private RobotNames names = new RobotNames();
  @Mixin private RobotFolders folders = new RobotFolders();
  @Mixin private CaOption ca = new CaOption();
  @Mixin private ValidOption valid = new ValidOption();

  @Override
  public Integer call() {
    Authorities authorities = ca.authorities();
    ConnectText text = folders.text(authorities);
    for (RobotName name : names.each()) {
      Issued issued =
          authorities.renew(CertificateRequest.robot(name, valid.duration()), folders.of(name));
      text.write(name, issued, folders.of(name));
      spec.commandLine()
          .getOut()
          .println(
              "%s: its new certificate, in %s, is valid until %s."
                  .formatted(name, folders.of(name), issued.until()));
      spec.commandLine().getOut().flush();
    }
    return ExitCode.OK;
  }
}
