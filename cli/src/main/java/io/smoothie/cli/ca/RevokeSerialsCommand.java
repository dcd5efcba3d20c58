package io.smoothie.cli.ca;

import io.smoothie.cli.exit.ExitCode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code smoothie ca revoke}. */
@Command(
    name = "revoke",
    description = {
      "Revokes single certificates, by the serial numbers that `smoothie ca show` shows. A robot's,"
          + " all of them: smoothie robots revoke",
      CaCommand.AFTER_REVOKING
    },
    exitCodeList = {ExitCode.InHelp.DONE, ExitCode.InHelp.REFUSED, ExitCode.InHelp.USAGE},
    footerHeading = "%nExample:%n",
    footer = "  smoothie ca revoke 6d70ba1fa20a4ff5bcb1b7a6b9d1c7aa")
final class RevokeSerialsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private CaOption ca = new CaOption();

  @Parameters(
      arity = "1..*",
      paramLabel = "SERIAL",
      converter = OfSerial.class,
      description = "Hexadecimal.")
  private List<BigInteger> serials = new ArrayList<>();

  private static final class OfSerial implements ITypeConverter<BigInteger> {
    @Override
    public BigInteger convert(String value) {
      try {
        return new BigInteger(value, 16);
      } catch (NumberFormatException e) {
        throw new TypeConversionException("a serial number is hexadecimal");
      }
    }
  }

  @Override
  public Integer call() {
    Authorities authorities = ca.authorities();
    List<Issued> revoked = authorities.revoke(serials);
    revoked.forEach(
        issued ->
            spec.commandLine()
                .getOut()
                .println(
                    "%s revoked: it was that of %s."
                        .formatted(issued.serialInHex(), issued.name())));
    List<BigInteger> unknown = new ArrayList<>(serials);
    unknown.removeAll(revoked.stream().map(Issued::serial).toList());
    if (!unknown.isEmpty()) {
      spec.commandLine()
          .getErr()
          .println(
              "No valid certificate has the serial number %s: smoothie ca show"
                  .formatted(
                      unknown.stream()
                          .map(each -> each.toString(16))
                          .collect(Collectors.joining(", "))));
    }
    spec.commandLine().getOut().flush();
    return unknown.isEmpty() ? ExitCode.OK : ExitCode.REFUSED;
  }
}
