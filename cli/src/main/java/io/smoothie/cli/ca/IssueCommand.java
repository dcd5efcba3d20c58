package io.smoothie.cli.ca;

import io.smoothie.cli.exit.ExitCode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code smoothie ca issue}. */
@Command(
    name = "issue",
    description = {
      "Gives a worker, a gateway or the broker its key (key.pem), its certificate (cert.pem), and"
          + " the authority that it checks others by (ca.pem). The broker also gets what",
      "`smoothie ca crl` writes. Run again, it changes nothing; with --renew it makes a new"
          + " certificate to the same key."
    },
    exitCodeList = {ExitCode.InHelp.DONE, ExitCode.InHelp.REFUSED, ExitCode.InHelp.USAGE},
    footerHeading = "%nExamples:%n",
    footer = {
      "  smoothie ca issue broker --host broker.example --host 10.0.0.7 --out broker",
      "  smoothie ca issue worker --out worker1"
    })
final class IssueCommand implements Callable<Integer> {
  /** What of the shop's own gets a certificate. */
  private enum Part {
    WORKER,
    GATEWAY,
    BROKER
  }

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private CaOption ca = new CaOption();
  @Mixin private ValidOption valid = new ValidOption();

  @Parameters(paramLabel = "PART", description = "worker, gateway or broker.")
  private Part part = Part.WORKER;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "A name or an address of the broker, as robots and our own parts write it.")
  private List<String> hosts = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "The folder for it, which only its owner may enter.")
  private Path out = Path.of("");

  @Option(
      names = "--renew",
      description = "A new certificate; the one before it stays valid until it expires.")
  private boolean renew;

  @Override
  public Integer call() {
    if (hosts.isEmpty() == (part == Part.BROKER)) {
      throw new ParameterException(
          spec.commandLine(), "--host is for a broker's certificate, which needs one at least");
    }
    CertificateRequest request =
        switch (part) {
          case WORKER -> CertificateRequest.worker(valid.duration());
          case GATEWAY -> CertificateRequest.gateway(valid.duration());
          case BROKER -> CertificateRequest.broker(hosts, valid.duration());
        };
    Authorities authorities = ca.authorities();
    Issued issued = renew ? authorities.renew(request, out) : authorities.provision(request, out);
    if (part == Part.BROKER) {
      authorities.writeTrust(out);
    }
    PrintWriter terminal = spec.commandLine().getOut();
    terminal.println(
        "What a %s needs is in %s; its certificate is valid until %s."
            .formatted(part.name().toLowerCase(Locale.ROOT), out, issued.until()));
    terminal.flush();
    return ExitCode.OK;
  }
}
