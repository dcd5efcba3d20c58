package io.smoothie.cli.simulator;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** A simulated robot at work on one order. */
final class Making {
  /** How it ended. */
  enum Made {
    MADE,
    /** Stopped, since the order was cancelled. */
    STOPPED,
    STALLED
  }

  private final Behaviour behaviour;
  private final CountDownLatch stop;
  private final IntConsumer progress;

  /**
   * @param stop is zero once the robot is to stop
   * @param progress told how many percent are done
   */
  Making(Behaviour behaviour, CountDownLatch stop, IntConsumer progress) {
    this.behaviour = behaviour;
    this.stop = stop;
    this.progress = progress;
  }

  /** Takes as long as it takes. */
  Made run() throws InterruptedException {
    long length = behaviour.makeTime().toNanos();
    Duration pause = behaviour.progress();
    int stallAt = behaviour.stallAt() == null ? Integer.MAX_VALUE : behaviour.stallAt();
    long began = System.nanoTime();
    for (long done = 0; done < length; done = System.nanoTime() - began) {
      long step = pause == null ? length - done : Math.min(pause.toNanos(), length - done);
      if (stop.await(step, TimeUnit.NANOSECONDS)) {
        return Made.STOPPED;
      }
      int percent = (int) Math.min(100, 100 * (System.nanoTime() - began) / length);
      if (pause != null && (percent < 100 || percent >= stallAt)) {
        progress.accept(Math.min(percent, stallAt));
      }
      if (percent >= stallAt) {
        return Made.STALLED;
      }
    }
    return stop.await(0, TimeUnit.NANOSECONDS) ? Made.STOPPED : Made.MADE;
  }
}
