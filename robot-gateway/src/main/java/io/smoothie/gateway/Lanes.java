package io.smoothie.gateway;

import io.smoothie.activities.mqtt.Backoff;
import io.smoothie.workflow.thread.Daemons;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Runs work in order within a lane, and lanes beside each other on a bounded number of threads.
 * Work that throws stays at the head of its lane and is run again, at most 5 s later, until it does
 * not throw or the lanes are closed; meanwhile it holds no thread.
 */
final class Lanes implements AutoCloseable {
  private static final Backoff BACKOFF = new Backoff(200, 5_000);
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long INTERRUPTED_GRACE_SECONDS = 2;

  /** The work at the head of each lane waits, runs or is paused; guarded by itself. */
  private final Map<String, Queue<Runnable>> lanes = new HashMap<>();

  private final ScheduledThreadPoolExecutor pool;
  private final BiConsumer<String, Throwable> onHeld;
  private volatile boolean closing;
  private volatile long closingSince;

  /** How much work is not done yet; guarded by the lanes. */
  private int size;

  /**
   * @param onHeld told of every throw, with the lane; must not throw itself
   */
  Lanes(String name, int threads, BiConsumer<String, Throwable> onHeld) {
    this.onHeld = onHeld;
    this.pool =
        new ScheduledThreadPoolExecutor(
            threads,
            Daemons.named(name),
            // A message that comes after the end is not acknowledged, and so comes again.
            new ThreadPoolExecutor.DiscardPolicy());
    pool.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  void add(String lane, Runnable work) {
    synchronized (lanes) {
      Queue<Runnable> queue = lanes.computeIfAbsent(lane, name -> new ArrayDeque<>());
      queue.add(work);
      size++;
      if (queue.size() > 1) {
        return;
      }
    }
    start(lane, work, 0);
  }

  /** How much work is not done yet. */
  int size() {
    synchronized (lanes) {
      return size;
    }
  }

  /** Begins no more work. The time that {@link #close} grants to running work begins here. */
  void stop() {
    if (!closing) {
      closingSince = System.nanoTime();
      closing = true;
      pool.shutdown();
    }
  }

  /** Lets running work finish, for 5 seconds and 2 more at most; the rest is dropped. */
  @Override
  public void close() {
    stop();
    try {
      long left = GRACE_NANOS - (System.nanoTime() - closingSince);
      if (!pool.awaitTermination(left, TimeUnit.NANOSECONDS)) {
        pool.shutdownNow();
        pool.awaitTermination(INTERRUPTED_GRACE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      pool.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void start(String lane, Runnable work, int failures) {
    var unused =
        pool.schedule(
            () -> run(lane, work, failures),
            failures == 0 ? 0 : BACKOFF.millis(failures - 1),
            TimeUnit.MILLISECONDS);
  }

  private void run(String lane, Runnable work, int failures) {
    try {
      work.run();
    } catch (Throwable e) {
      if (!closing) {
        onHeld.accept(lane, e);
        start(lane, work, failures + 1);
      }
      return;
    }
    Runnable next;
    synchronized (lanes) {
      Queue<Runnable> queue = lanes.getOrDefault(lane, new ArrayDeque<>());
      if (queue.poll() != null) {
        size--;
      }
      next = queue.peek();
      if (next == null) {
        lanes.remove(lane);
      }
    }
    if (next != null) {
      start(lane, next, 0);
    }
  }
}
