package io.smoothie.gateway;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Lets one line through in each pause, and the next line says how many were left out: lines that a
 * robot can cause at will must not fill the disk. Thread-safe.
 */
final class SeldomLog {
  private final long pauseNanos;
  private final LongSupplier nanoTime;
  private long last;
  private boolean said;
  private long leftOut;

  SeldomLog(Duration pause) {
    this(pause, System::nanoTime);
  }

  SeldomLog(Duration pause, LongSupplier nanoTime) {
    this.pauseNanos = pause.toNanos();
    this.nanoTime = nanoTime;
  }

  /**
   * @param line called with what to put at its end: nothing, or how many were left out before it
   */
  void say(Consumer<String> line) {
    String end;
    synchronized (this) {
      long now = nanoTime.getAsLong();
      if (said && now - last < pauseNanos) {
        leftOut++;
        return;
      }
      end = leftOut == 0 ? "" : " (and %d more since the last such line)".formatted(leftOut);
      said = true;
      last = now;
      leftOut = 0;
    }
    line.accept(end);
  }
}
