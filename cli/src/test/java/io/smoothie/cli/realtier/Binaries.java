package io.smoothie.cli.realtier;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The programs the tier needs and Maven does not bring. */
record Binaries(Path temporal, Path mosquitto, Path mosquittoPub) {

  /** The programs' paths, or which of them is missing and how to get it. */
  record Search(Optional<Binaries> found, String missing) {}

  static Search search() {
    List<String> missing = new ArrayList<>();
    Optional<Path> temporal = find("temporal", Stream.of(cache().resolve("bin")));
    if (temporal.isEmpty()) {
      missing.add("temporal (scripts/install-temporal)");
    }
    // Debian keeps it where only root's PATH goes.
    Optional<Path> mosquitto = find("mosquitto", Stream.of(Path.of("/usr/sbin")));
    if (mosquitto.isEmpty()) {
      missing.add("mosquitto (apt-get install mosquitto)");
    }
    Optional<Path> clients = find("mosquitto_pub", Stream.of());
    if (clients.isEmpty()) {
      missing.add("mosquitto_pub (apt-get install mosquitto-clients)");
    }
    return new Search(
        temporal.flatMap(t -> mosquitto.flatMap(m -> clients.map(c -> new Binaries(t, m, c)))),
        String.join(", ", missing));
  }

  /** Where {@code scripts/install-temporal} and its like put what they build. */
  static Path cache() {
    return Optional.ofNullable(System.getenv("SMOOTHIE_CACHE"))
        .filter(folder -> !folder.isBlank())
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "smoothie"));
  }

  /**
   * A program that one test alone needs. Where it is missing the test is skipped, or fails if the
   * real tier is required.
   */
  static Path orSkip(Optional<Path> found, String name, String howToGet) {
    String missing = "missing: %s (%s)".formatted(name, howToGet);
    if (found.isEmpty() && "required".equals(System.getenv("SMOOTHIE_REAL_TIER"))) {
      throw new IllegalStateException(missing);
    }
    Assumptions.assumeTrue(found.isPresent(), missing);
    return found.get();
  }

  static Optional<Path> find(String name, Stream<Path> before) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(before, Stream.of(path.split(File.pathSeparator)).map(Path::of))
        .map(folder -> folder.resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
