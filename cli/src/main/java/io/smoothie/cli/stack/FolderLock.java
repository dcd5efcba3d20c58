package io.smoothie.cli.stack;

import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Locks a data folder for one process at a time; the death of that process ends the lock. */
final class FolderLock implements AutoCloseable {
  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  static FolderLock take(Path folder) {
    FileChannel channel;
    try {
      Files.createDirectories(folder);
      channel =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "The data folder %s cannot be used (%s): choose another with --data."
              .formatted(folder, e.getMessage()),
          e);
    }
    try {
      if (channel.tryLock() != null) {
        return new FolderLock(channel);
      }
    } catch (OverlappingFileLockException | IOException e) {
      // This process or another holds the lock, or the file system cannot lock.
    }
    closeQuietly(channel);
    throw new CommandFailure(
        ExitCode.REFUSED,
        "The data folder %s is in use by another `smoothie up`: stop that one, or choose another folder with --data."
            .formatted(folder));
  }

  @Override
  public void close() {
    closeQuietly(channel);
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing was written to it.
    }
  }
}
