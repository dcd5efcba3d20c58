package io.smoothie.cli.ca;

import io.smoothie.cli.config.Surroundings;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Mix in: where the shop's certificate authorities are. */
public final class CaOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--ca-dir",
      paramLabel = "DIR",
      description =
          "The folder of the shop's certificate authorities (SMOOTHIE_CA_DIR; else"
              + " ~/.smoothie/ca).")
  private @Nullable Path folder;

  public Authorities authorities() {
    Surroundings surroundings = Surroundings.of(spec);
    return Authorities.in(
        Optional.ofNullable(folder)
            .or(() -> surroundings.variable("SMOOTHIE_CA_DIR").map(Path::of))
            .orElseGet(() -> surroundings.stateFolder().resolve("ca")));
  }
}
