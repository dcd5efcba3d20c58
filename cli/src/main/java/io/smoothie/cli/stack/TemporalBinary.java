package io.smoothie.cli.stack;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds a {@code temporal} binary on this machine. */
final class TemporalBinary {
  private TemporalBinary() {}

  /** In the cache folder of this project's own script, then on the PATH. */
  static Optional<Path> find(Map<String, String> environment) {
    Stream<Path> cache =
        Stream.ofNullable(cacheFolder(environment)).map(folder -> folder.resolve("bin"));
    Stream<Path> path =
        Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .filter(folder -> !folder.isBlank())
            .map(TemporalBinary::path)
            .filter(Objects::nonNull);
    return Stream.concat(cache, path)
        .map(folder -> folder.resolve("temporal"))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .map(Path::toAbsolutePath)
        .findFirst();
  }

  private static @Nullable Path cacheFolder(Map<String, String> environment) {
    String own = environment.getOrDefault("SMOOTHIE_CACHE", "");
    String home = environment.getOrDefault("HOME", "");
    if (own.isBlank() && home.isBlank()) {
      return null;
    }
    return own.isBlank() ? path(home + "/.cache/smoothie") : path(own);
  }

  private static @Nullable Path path(String folder) {
    try {
      return Path.of(folder);
    } catch (InvalidPathException e) {
      return null;
    }
  }
}
