package io.smoothie.cli.config;

import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A command's inputs besides its arguments: environment variables and state folder. Thread-safe.
 */
public final class Surroundings {
  /** A root command that was given its surroundings. */
  public interface Holder {
    Surroundings surroundings();

    /** The whole command line once more, in other surroundings. */
    CommandLine commandLineIn(Surroundings others);
  }

  private final Map<String, String> environment;
  private final @Nullable Path stateFolder;

  private Surroundings(@Nullable Path stateFolder, Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
    this.stateFolder = stateFolder;
  }

  /**
   * @param environment the environment's variables
   * @param stateFolder where this user's state is: the addresses of a running {@code up}, its data
   */
  public Surroundings(Map<String, String> environment, Path stateFolder) {
    this(stateFolder, environment);
  }

  /** The surroundings of this process. */
  public static Surroundings ofProcess() {
    return of(System.getenv(), System.getProperty("user.home", ""));
  }

  /**
   * The state folder is {@code SMOOTHIE_HOME}, or {@code .smoothie} in the home folder. The home
   * folder is {@code HOME}, as for every other program, else the one that the JVM has read from the
   * system's user database.
   *
   * @param userHome the JVM's {@code user.home}: {@code ?} for a user whom the system does not know
   */
  static Surroundings of(Map<String, String> environment, String userHome) {
    String own = environment.getOrDefault("SMOOTHIE_HOME", "");
    Path folder =
        own.isBlank()
            ? Stream.of(environment.getOrDefault("HOME", ""), userHome)
                .filter(home -> !home.isBlank() && !home.equals("?"))
                .findFirst()
                .map(home -> Path.of(home, ".smoothie"))
                .orElse(null)
            : Path.of(own);
    return new Surroundings(
        folder == null ? null : folder.toAbsolutePath().normalize(), environment);
  }

  /** The surroundings that the command line of {@code spec} was built with. */
  public static Surroundings of(CommandSpec spec) {
    return holder(spec).surroundings();
  }

  /** The root command of {@code spec}'s command line. */
  public static Holder holder(CommandSpec spec) {
    if (spec.root().userObject() instanceof Holder holder) {
      return holder;
    }
    throw new IllegalStateException("A command line without surroundings");
  }

  /** The environment's variables. */
  public Map<String, String> environment() {
    return environment;
  }

  /** A variable of the environment; empty also when it is blank. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  /**
   * A variable's value.
   *
   * @param read reads it, and throws an {@link IllegalArgumentException} that says why it cannot
   * @throws IllegalArgumentException of {@code read}, with the variable's name before its words
   */
  public <T> Optional<T> variable(String name, Function<String, T> read) {
    return variable(name)
        .map(
            text -> {
              try {
                return read.apply(text.trim());
              } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("%s: %s".formatted(name, e.getMessage()), e);
              }
            });
  }

  /** {@code option} where it was given, else as {@link #variable(String, Function)}. */
  public <T> Optional<T> value(@Nullable T option, String name, Function<String, T> read) {
    return Optional.ofNullable(option).or(() -> variable(name, read));
  }

  /**
   * Where this user's state is.
   *
   * @throws CommandFailure when this user has no home
   */
  public Path stateFolder() {
    if (stateFolder == null) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "There is no home folder to keep anything in (HOME is not set, and the system knows no home of"
              + " this user): name a folder with SMOOTHIE_HOME.");
    }
    return stateFolder;
  }

  /** The folder where {@code up} keeps the table: the default for every command. */
  public Path dataFolder() {
    return stateFolder().resolve("data");
  }

  /** Where libraries may unpack their native code, which can only be loaded from a file. */
  public Optional<Path> nativeFolder() {
    return Optional.ofNullable(stateFolder).map(folder -> folder.resolve("native"));
  }

  /** The {@code up} that runs for this user, if any. */
  public Optional<RunningUp> runningUp() {
    return Optional.ofNullable(stateFolder).flatMap(folder -> UpFile.in(folder).running());
  }
}
