package io.smoothie.cli.ca;

import io.smoothie.cli.exit.ExitCode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code smoothie ca crl}. */
@Command(
    name = "crl",
    description = {
      "Writes what the broker checks certificates by: robots-ca.pem and robots-crl.pem, shop-ca.pem"
          + " and shop-crl.pem. Each file is replaced whole.",
      CaCommand.AFTER_REVOKING
    },
    exitCodeList = {ExitCode.InHelp.DONE, ExitCode.InHelp.REFUSED, ExitCode.InHelp.USAGE},
    footerHeading = "%nExample:%n",
    footer = "  smoothie ca crl --out broker")
final class WriteTrustCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private CaOption ca = new CaOption();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "The folder that the broker reads.")
  private Path out = Path.of("");

  @Override
  public Integer call() {
    ca.authorities().writeTrust(out);
    spec.commandLine()
        .getOut()
        .println(
            "The certificates and revocation lists are in %s. Mosquitto reads them at SIGHUP."
                .formatted(out));
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }
}
