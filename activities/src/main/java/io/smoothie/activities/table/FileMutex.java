package io.smoothie.activities.table;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * Lets one thread of one process in at a time, by a lock on a file that is deleted afterwards.
 *
 * <p>A process that gets in must check again whether anything is left to do: the process that did
 * the work deletes the file while others may still wait for the lock on the deleted file.
 */
final class FileMutex {
  private static final long MOST_SECONDS = 60;
  private static final long POLL_MILLIS = 20;
  private static final Object THIS_PROCESS = new Object();

  private final Path file;

  private FileMutex(Path file) {
    this.file = file;
  }

  static FileMutex beside(Path database) {
    return new FileMutex(database.resolveSibling(database.getFileName() + "-migrating"));
  }

  <T> T hold(Callable<T> work) throws Exception {
    // A lock on a file is held by the whole process: its threads take turns first.
    synchronized (THIS_PROCESS) {
      try (FileChannel channel =
              FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = lock(channel)) {
        T result = work.call();
        if (lock.isValid()) {
          Files.deleteIfExists(file);
        }
        return result;
      }
    }
  }

  private FileLock lock(FileChannel channel) throws IOException, InterruptedException {
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
    while (System.nanoTime() < giveUp) {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return lock;
      }
      Thread.sleep(POLL_MILLIS);
    }
    throw new TableException(
        "Another process has been making the database for %d s and holds %s: end it and try again"
            .formatted(MOST_SECONDS, file));
  }
}
