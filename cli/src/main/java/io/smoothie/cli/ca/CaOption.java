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
    return Authorities.in(chosen().orElseGet(this::usual));
  }

  /** What another command needs to find the same folder: nothing where it is the usual one. */
  public String words() {
    Path folder = authorities().folder();
    return folder.equals(Authorities.in(usual()).folder()) ? "" : " --ca-dir '" + folder + "'";
  }

  private Optional<Path> chosen() {
    return Optional.ofNullable(folder)
        .or(() -> Surroundings.of(spec).variable("SMOOTHIE_CA_DIR").map(Path::of));
  }

  private Path usual() {
    return Surroundings.of(spec).stateFolder().resolve("ca");
  }
}
