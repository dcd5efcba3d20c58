package io.smoothie.cli.robots;

import io.smoothie.cli.ca.Authorities;
import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.workflow.RobotName;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Mix in: where robots' folders are, and where robots find the broker. */
final class RobotFolders {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Where each robot gets a folder of its name, which only its owner may enter.")
  private Path out = Path.of("");

  @Option(
      names = "--broker",
      paramLabel = "HOST[:PORT]",
      description =
          "Where robots find the broker (else the first host of its latest certificate, port"
              + " 8883).")
  private @Nullable String broker;

  Path of(RobotName name) {
    return out.resolve(name.value());
  }

  /**
   * The text for robots' owners.
   *
   * @throws IllegalArgumentException when {@code --broker} is no host and port
   * @throws CommandFailure when it is not given and the authority has issued no broker's
   *     certificate
   */
  ConnectText text(Authorities authorities) {
    if (broker != null) {
      return ConnectText.of(broker);
    }
    return authorities
        .brokersHost()
        .map(host -> new ConnectText(host, ConnectText.PORT))
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.USAGE,
                    "Robots have to know where the broker is: --broker HOST[:PORT], or first:"
                        + " smoothie ca issue broker --host HOST --out DIR"));
  }
}
