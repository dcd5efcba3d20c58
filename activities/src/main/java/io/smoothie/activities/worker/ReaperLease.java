package io.smoothie.activities.worker;

import io.smoothie.activities.table.Leases;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Lets one reaper at a time look. Not thread-safe. */
final class ReaperLease {
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final Leases leases;
  private final String holder;

  /** By {@link System#nanoTime}; null when this pass has not taken it yet. */
  private @Nullable Long taken;

  ReaperLease(Leases leases, String holder) {
    this.leases = leases;
    this.holder = holder;
  }

  void beginPass() {
    taken = null;
  }

  /** Prolongs the lease if need be: a pass over a large fleet may take longer than the lease. */
  boolean isHeld() {
    long now = System.nanoTime();
    if (taken != null && now - taken < LEASE.dividedBy(3).toNanos()) {
      return true;
    }
    taken = now;
    return leases.take("reaper", holder, LEASE);
  }
}
