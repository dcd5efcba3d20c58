package io.smoothie.activities.table;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * SQLite's native library: it comes in a jar, and has to be a file to be loaded. The folder that
 * {@code org.sqlite.tmpdir} names is tried first, then that for temporary files: either may be
 * read-only, or mounted noexec. In the first a copy is kept for the next process: unpacking takes
 * longer than most commands.
 */
final class NativeLibrary {
  private static final Logger log = LoggerFactory.getLogger(NativeLibrary.class);
  private static final String FOLDER = "org.sqlite.tmpdir";

  /** Where SQLite looks before it unpacks, and for which file. */
  private static final String KEPT_FOLDER = "org.sqlite.lib.path";

  private static final String KEPT_NAME = "org.sqlite.lib.name";

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

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
    if (wanted == null || System.getProperty(KEPT_FOLDER) != null) {
      if (!isLoaded()) {
        throw refused(List.of(temporary()));
      }
      return;
    }
    Path folder = Path.of(wanted);
    Path kept = kept(folder);
    boolean known = isOwn(kept) && isUsable(kept);
    if (!known) {
      makeFolder(folder);
    }
    if (isLoaded()) {
      if (!known) {
        keep(kept);
      }
      return;
    }
    // Cleared: code that reads the property would believe that the library is there.
    System.clearProperty(FOLDER);
    if (!isLoaded()) {
      System.setProperty(FOLDER, wanted);
      throw refused(List.of(wanted, temporary()));
    }
  }

  /**
   * The folder of the kept library. Its name is no concern of SQLite, which deletes what is called
   * as its own copies are.
   */
  private static Path kept(Path folder) {
    return folder.resolve(
        String.join(
                "-",
                "kept",
                SQLiteJDBCLoader.getVersion(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"))
            .replaceAll("[^A-Za-z0-9.-]", ""));
  }

  /** Whether no other user can have put there what is in the folder. */
  private static boolean isOwn(Path kept) {
    return isOnlyOurs(kept) && isOnlyOurs(Objects.requireNonNull(kept.getParent()));
  }

  private static boolean isOnlyOurs(Path folder) {
    try {
      PosixFileAttributes found =
          Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return found.isDirectory()
          && found.owner().getName().equals(System.getProperty("user.name"))
          && found.permissions().equals(OWNER_ONLY);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /**
   * Tells SQLite of the library in that folder, unless there is none, it is not whole (its name
   * ends with its size: one that was cut short would end this process), or it is for another
   * machine.
   */
  private static boolean isUsable(Path kept) {
    String name = LibraryLoaderUtil.getNativeLibName();
    try (Stream<Path> files = Files.list(kept)) {
      for (Path file : files.toList()) {
        if (String.valueOf(file.getFileName()).equals(named(name, Files.size(file)))) {
          System.load(file.toAbsolutePath().toString());
          System.setProperty(KEPT_FOLDER, kept.toString());
          System.setProperty(KEPT_NAME, String.valueOf(file.getFileName()));
          return true;
        }
      }
    } catch (IOException | UnsatisfiedLinkError e) {
      log.debug("SQLite's native library in {} is unpacked again", kept, e);
    }
    return false;
  }

  private static String named(String name, long size) {
    return name + "." + size;
  }

  /** Where that cannot be done, each process goes on unpacking one. */
  private static void keep(Path kept) {
    String name = LibraryLoaderUtil.getNativeLibName();
    String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
    try (InputStream library = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
      if (library == null) {
        return;
      }
      // The folder of the copies is of no use to others either, and a former release made it wider.
      Files.setPosixFilePermissions(Objects.requireNonNull(kept.getParent()), OWNER_ONLY);
      if (!Files.exists(kept, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(kept, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      }
      if (!isOwn(kept)) {
        return;
      }
      // Whole, on the disk, or not at all, however many do it at once.
      Path whole = Files.createTempFile(kept, "new", null);
      try {
        try (FileOutputStream out = new FileOutputStream(whole.toFile())) {
          library.transferTo(out);
          out.getFD().sync();
        }
        Files.move(
            whole, kept.resolve(named(name, Files.size(whole))), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(whole);
      }
    } catch (IOException | UnsupportedOperationException e) {
      log.debug("SQLite's native library is not kept in {}", kept, e);
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

  private static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
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
