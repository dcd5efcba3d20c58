package io.smoothie.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder, for its owner alone, where a run's parts write their logs. */
final class PartLogs {
  private static final Path PARENT = Path.of(System.getProperty("java.io.tmpdir"));

  private PartLogs() {}

  static Path make(BenchRun run) throws IOException {
    return Files.createTempDirectory(PARENT, prefix(run));
  }

  /** Removes it with all that is in it; one that is not there is fine. */
  static void remove(BenchRun run) {
    try (Stream<Path> entries = Files.list(PARENT)) {
      List<Path> folders =
          entries
              .filter(entry -> String.valueOf(entry.getFileName()).startsWith(prefix(run)))
              .toList();
      for (Path folder : folders) {
        remove(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static String prefix(BenchRun run) {
    return run.name() + "-";
  }
}
