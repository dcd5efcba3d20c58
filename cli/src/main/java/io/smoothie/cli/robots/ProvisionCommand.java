package io.smoothie.cli.robots;

import io.smoothie.cli.ca.Authorities;
import io.smoothie.cli.ca.CaOption;
import io.smoothie.cli.ca.CertificateRequest;
import io.smoothie.cli.ca.Issued;
import io.smoothie.cli.ca.ValidOption;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.output.OutputOption;
import io.smoothie.workflow.RobotName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code smoothie robots provision}. */
@Command(
    name = "provision",
    description = {
      "Gives each robot a folder with its key, its certificate, what it checks the broker by, and a"
          + " text with host, port and topics; then adds it, as `smoothie robots add` does.",
      "Run again, it changes nothing and finishes what was not finished."
    },
    exitCodeList = {
      ExitCode.InHelp.DONE,
      ExitCode.InHelp.REFUSED,
      ExitCode.InHelp.USAGE,
      ExitCode.InHelp.UNAVAILABLE
    },
    footerHeading = "%nExample:%n",
    footer = "  smoothie robots provision Robot1 Robot2 --out robots")
final class ProvisionCommand extends AddingCommand {
  @Mixin private RobotNames names = new RobotNames();
  @Mixin private RobotFolders folders = new RobotFolders();
  @Mixin private CaOption ca = new CaOption();
  @Mixin private ValidOption valid = new ValidOption();

  @Option(
      names = "--no-add",
      description =
          "Leave the table alone: for a machine that cannot reach it, or where `gateway"
              + " --auto-register` adds robots when they come.")
  private boolean noAdd;

  @Override
  public Integer call() {
    Authorities authorities = ca.authorities();
    Map<RobotName, CertificateRequest> requests = new LinkedHashMap<>();
    names
        .each()
        .forEach(name -> requests.put(name, CertificateRequest.robot(name, valid.duration())));
    List<RobotName> provisioned = new ArrayList<>();
    ConnectText text = folders.text(authorities);
    requests.forEach(
        (name, request) -> {
          Issued issued = authorities.provision(request, folders.of(name));
          text.write(name, issued, folders.of(name));
          spec.commandLine()
              .getOut()
              .println(
                  "%s: what its owner copies onto it is in %s; its certificate is valid until %s."
                      .formatted(name, folders.of(name), issued.until()));
          provisioned.add(name);
        });
    if (!noAdd) {
      // Last: from here on orders may have it.
      add(provisioned, /* skills= */ null, new OutputOption());
    }
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }
}
