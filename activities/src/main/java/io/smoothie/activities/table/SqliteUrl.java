package io.smoothie.activities.table;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A {@code jdbc:sqlite:} URL that names a file. */
record SqliteUrl(String url, Path file) {
  static final String PREFIX = "jdbc:sqlite:";

  /**
   * @param url one that begins with {@link #PREFIX}
   * @throws TableException when it names no file
   */
  static SqliteUrl parse(String url) {
    String name = url.substring(PREFIX.length());
    // A leading "memory:" is not refused by SQLite: it writes a file of that name.
    if (name.isEmpty()
        || name.startsWith(":")
        || name.startsWith("memory:")
        || name.startsWith("file::memory:")
        || name.contains("mode=memory")) {
      throw new TableException(
          "The database URL \"%s\" names no file, and a table in memory cannot be shared: use jdbc:sqlite:FILE"
              .formatted(url));
    }
    return new SqliteUrl(url, path(url, name));
  }

  private static Path path(String url, String name) {
    int parameters = name.indexOf('?');
    String path = parameters < 0 ? name : name.substring(0, parameters);
    if (path.startsWith("file:")) {
      path = path.substring("file:".length()).replaceFirst("^///?", "/");
    }
    try {
      return Path.of(path).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new TableException(
          "The database URL \"%s\" does not name a file: %s".formatted(url, e.getReason()), e);
    }
  }
}
