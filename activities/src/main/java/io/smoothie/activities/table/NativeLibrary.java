package io.smoothie.activities.table;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;

/**
 * SQLite's native library: it comes in a jar, and has to be a file to be loaded. The folder that
 * {@code org.sqlite.tmpdir} names is tried first, then that for temporary files: either may be
 * read-only, or mounted noexec.
 */
final class NativeLibrary {
  private static final Logger log = LoggerFactory.getLogger(NativeLibrary.class);
  private static final String FOLDER = "org.sqlite.tmpdir";

  /**
   * Older copies are deleted: a killed process leaves its copy, and a running process does not need
   * the file any more.
   */
  private static final Duration OLD = Duration.ofDays(1);

  private NativeLibrary() {}

  /**
   * Loads it, unless this process has it.
   *
   * @throws TableException when it can be neither unpacked nor run
   */
  static synchronized void load() {
    String wanted = System.getProperty(FOLDER);
    if (wanted == null) {
      if (!isLoaded()) {
        throw refused(List.of(temporary()));
      }
      return;
    }
    makeFolder(Path.of(wanted));
    if (isLoaded()) {
      return;
    }
    // Cleared: code that reads the property would believe that the library is there.
    System.clearProperty(FOLDER);
    if (!isLoaded()) {
      System.setProperty(FOLDER, wanted);
      throw refused(List.of(wanted, temporary()));
    }
  }

  private static boolean isLoaded() {
    try {
      return SQLiteJDBCLoader.initialize();
    } catch (Exception e) {
      log.debug("SQLite's native library was not loaded", e);
      return false;
    }
  }

  private static TableException refused(List<String> folders) {
    return new TableException(
        ("SQLite's native library cannot be unpacked and loaded in %s: read-only, full, or mounted noexec. Name a"
                + " folder where it can: SMOOTHIE_HOME=FOLDER, or JAVA_TOOL_OPTIONS=-D%s=FOLDER")
            .formatted(String.join(" or in ", folders), FOLDER));
  }

  private static String temporary() {
    return System.getProperty("java.io.tmpdir", "the folder for temporary files");
  }

  /**
   * Makes the folder and its missing parents; the empty ones are deleted at the end of this
   * process.
   */
  private static void makeFolder(Path folder) {
    List<File> missing = new ArrayList<>();
    for (File each = folder.toFile().getAbsoluteFile();
        each != null && !each.exists();
        each = each.getParentFile()) {
      missing.add(0, each);
    }
    try {
      Files.createDirectories(folder);
      // Deleted in the opposite order.
      missing.forEach(File::deleteOnExit);
      removeOld(folder);
    } catch (IOException e) {
      log.debug("The folder {} cannot be used", folder, e);
    }
  }

  private static void removeOld(Path folder) throws IOException {
    FileTime limit = FileTime.from(Instant.now().minus(OLD));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file :
          files.filter(each -> each.getFileName().toString().startsWith("sqlite-")).toList()) {
        if (Files.getLastModifiedTime(file).compareTo(limit) < 0) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
