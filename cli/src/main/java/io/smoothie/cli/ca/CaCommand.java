package io.smoothie.cli.ca;

import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.input.CommandGroup;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code smoothie ca}. */
@Command(
    name = "ca",
    description = {
      "The shop's own certificate authorities: one for robots, one for worker, gateway and broker.",
      "Robots get their certificates from: smoothie robots provision"
    },
    synopsisSubcommandLabel = "COMMAND",
    exitCodeList = {ExitCode.InHelp.DONE, ExitCode.InHelp.USAGE},
    footerHeading = "%nExample:%n",
    footer = "  smoothie ca init")
public final class CaCommand implements CommandGroup {
  /** What is left to do after a certificate was revoked; for the help of commands. */
  public static final String AFTER_REVOKING =
      "The broker learns of it when `smoothie ca crl --out` has written the lists into its folder"
          + " and it is told to read them: kill -HUP, for Mosquitto. What is connected stays so"
          + " until the broker is restarted.";

  @Override
  public List<Class<?>> subcommands() {
    return List.of(
        InitCaCommand.class,
        ShowCaCommand.class,
        IssueCommand.class,
        RevokeSerialsCommand.class,
        WriteTrustCommand.class);
  }
}
