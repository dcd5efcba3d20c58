package io.smoothie.cli.snapshot;

import io.smoothie.workflow.thread.Daemons;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reader for all who look: reads a snapshot a second, only while somebody looks, and hands it
 * to everyone. Thread-safe.
 */
public final class SnapshotFeed implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SnapshotFeed.class);
  private static final long PAUSE_MS = 1_000;

  private final SnapshotReader reader;
  private final List<Consumer<Snapshot>> viewers = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService reading =
      Executors.newSingleThreadScheduledExecutor(Daemons.named("snapshot"));

  public SnapshotFeed(SnapshotReader reader) {
    this.reader = reader;
    var unused =
        reading.scheduleWithFixedDelay(this::read, PAUSE_MS, PAUSE_MS, TimeUnit.MILLISECONDS);
  }

  /**
   * Hands {@code viewer} a snapshot at once, and then each one, until the returned object is
   * closed.
   *
   * @param viewer called on the reading thread; must neither block nor throw
   */
  public AutoCloseable look(Consumer<Snapshot> viewer) {
    viewers.add(viewer);
    reading.execute(this::read);
    return () -> viewers.remove(viewer);
  }

  private void read() {
    try {
      if (!viewers.isEmpty()) {
        Snapshot now = reader.read();
        viewers.forEach(viewer -> viewer.accept(now));
      }
    } catch (RuntimeException e) {
      // The schedule would end, and every board would stand still.
      log.warn("A snapshot could not be read", e);
    }
  }

  @Override
  public void close() {
    reading.shutdownNow();
  }
}
