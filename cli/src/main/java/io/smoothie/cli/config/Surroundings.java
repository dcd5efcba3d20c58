package io.smoothie.cli.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What a command takes from outside its arguments.
 *
 * @param environment the environment's variables
 * @param stateFolder where this user's state is: the addresses of a running {@code up}, its data
 */
public record Surroundings(Map<String, String> environment, Path stateFolder) {
  /** A root command that was given its surroundings. */
  public interface Holder {
    Surroundings surroundings();
  }

  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /** Those of this process: {@code SMOOTHIE_HOME}, or {@code ~/.smoothie}. */
  public static Surroundings ofProcess() {
    Map<String, String> environment = System.getenv();
    String home = environment.get("SMOOTHIE_HOME");
    Path folder =
        home == null || home.isBlank()
            ? Path.of(System.getProperty("user.home"), ".smoothie")
            : Path.of(home);
    return new Surroundings(environment, folder.toAbsolutePath().normalize());
  }

  /** Those the command line of {@code spec} was built with. */
  public static Surroundings of(CommandSpec spec) {
    if (spec.root().userObject() instanceof Holder holder) {
      return holder.surroundings();
    }
    throw new IllegalStateException("A command line without surroundings");
  }

  /** A variable of the environment; empty also when it is blank. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  /** Where the table is when nothing says otherwise: where {@code up} keeps it. */
  public Path dataFolder() {
    return stateFolder.resolve("data");
  }

  /** The {@code up} that runs for this user, if any. */
  public Optional<RunningUp> runningUp() {
    return UpFile.in(stateFolder).running();
  }
}
