package io.smoothie.cli.ca;

import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.output.Columns;
import io.smoothie.cli.output.Columns.Cell;
import io.smoothie.cli.output.OutputOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code smoothie ca show}. */
@Command(
    name = "show",
    description = "Shows the authorities and every certificate that they have issued; never a key.",
    exitCodeList = {ExitCode.InHelp.DONE, ExitCode.InHelp.REFUSED, ExitCode.InHelp.USAGE},
    footerHeading = "%nExample:%n",
    footer = "  smoothie ca show -o json")
final class ShowCaCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private CaOption ca = new CaOption();

  /**
   * A certificate as scripts read it; JSON has these field names in snake_case.
   *
   * @param authority which authority issued it; to itself in the first row of each
   * @param serial hexadecimal, as {@code openssl} shows it
   */
  private record Listed(
      String authority,
      String name,
      String serial,
      Instant until,
      String state,
      @Nullable Instant revoked) {
    static Listed of(String authority, Issued issued, Instant now) {
      return new Listed(
          authority,
          issued.name(),
          issued.serialInHex(),
          issued.until(),
          issued.state(now).name().toLowerCase(Locale.ROOT),
          issued.revoked());
    }
  }

  @Override
  public Integer call() {
    Authorities authorities = ca.authorities();
    List<Listed> listed = new ArrayList<>(certificates("robots", authorities.robots()));
    listed.addAll(certificates("shop", authorities.shop()));
    output.print(spec, listed, "", ShowCaCommand::text);
    return ExitCode.OK;
  }

  private static List<Listed> certificates(String name, CertificateAuthority authority) {
    Instant now = Instant.now();
    List<Listed> certificates = new ArrayList<>();
    certificates.add(Listed.of(name, new Issued(authority.certificate(), null), now));
    authority.issued().forEach(issued -> certificates.add(Listed.of(name, issued, now)));
    return certificates;
  }

  private static Columns text(List<Listed> certificates) {
    Columns columns = new Columns("AUTHORITY", "NAME", "SERIAL", "UNTIL", "STATE");
    for (Listed each : certificates) {
      columns.row(
          Cell.of(each.authority()),
          Cell.of(each.name()),
          Cell.of(each.serial()),
          Cell.of(each.until().truncatedTo(ChronoUnit.SECONDS).toString()),
          Cell.of(each.state()));
    }
    return columns;
  }
}
