package io.smoothie.cli.ca;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Writes a file so that a process that is killed leaves the old content or the new, on the disk.
 * One writer at a time.
 */
final class AtomicFile {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private AtomicFile() {}

  static void write(Path file, String text) throws IOException {
    write(file, text, new FileAttribute<?>[0]);
  }

  /** Writes a file that only its owner may read, at no moment anybody else. */
  static void writeSecret(Path file, String text) throws IOException {
    write(file, text, onlyOwner("rw-------"));
  }

  /** Makes a folder, unless it is there, that only its owner may enter. */
  static void createSecretFolder(Path folder) throws IOException {
    Files.createDirectories(folder, onlyOwner("rwx------"));
  }

  private static FileAttribute<?>[] onlyOwner(String permissions) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static void write(Path file, String text, FileAttribute<?>[] attributes)
      throws IOException {
    Path whole = file.resolveSibling(file.getFileName() + ".new");
    // Left by a process that was killed.
    Files.deleteIfExists(whole);
    try (FileChannel channel =
        FileChannel.open(
            whole, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
      ByteBuffer content = StandardCharsets.UTF_8.encode(text);
      while (content.hasRemaining()) {
        channel.write(content);
      }
      channel.force(true);
    }
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    if (POSIX) {
      // The new name is on the disk, too: a certificate that is handed out must be on record.
      try (FileChannel folder =
          FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
        folder.force(true);
      }
    }
  }
}
