package io.smoothie.activities.mqtt;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Finds out that two clients of one ID throw each other out, where the broker does not say so
 * (Mosquitto before 2.0.15): three times in a row the connection was made at the first try, and the
 * broker closed it within 5 seconds, without a reason.
 *
 * <p>A broker that restarts refuses connections in between, or is away once, not three times. A bad
 * network breaks connections with an error, or lets a connect fail. Either begins the count anew.
 * The client that came second counts three first and leaves; the first one then stays. Thread-safe.
 */
final class ShortConnections {
  private static final int MOST = 3;
  private static final long SHORT_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final LongSupplier nanoTime;
  private boolean up;
  private long upSince;
  private int inARow;

  ShortConnections(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** The connection is made, and its subscription granted. */
  synchronized void made() {
    up = true;
    upSince = nanoTime.getAsLong();
  }

  /**
   * The connection is lost, or could not be made.
   *
   * @param silently whether the broker closed it in good order and gave no reason
   * @return whether another client must be using our ID
   */
  synchronized boolean lost(boolean silently) {
    boolean counts = up && silently && nanoTime.getAsLong() - upSince < SHORT_NANOS;
    up = false;
    inARow = counts ? inARow + 1 : 0;
    return inARow >= MOST;
  }
}
