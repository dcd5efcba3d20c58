package io.smoothie.activities.worker;

import io.smoothie.activities.table.EndingRetention;
import io.smoothie.activities.table.OldEndings;
import io.smoothie.activities.table.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * Deletes the endings that need not be kept, from the oldest on: a few pages in each pass of the
 * reaper, each page in a short transaction of its own, so that no order waits for it. Not
 * thread-safe.
 */
final class EndingPurge {
  static final int PAGE = 200;

  /** With a pass each 10 s, 200 endings a second: more than there are new ones. */
  private static final int PAGES = 10;

  /** From one sweep to the next: to find the first that is too many, each counts all endings. */
  static final Duration PAUSE = Duration.ofMinutes(10);

  private final Table table;
  private final EndingRetention kept;
  private Instant nextSweep = Instant.MIN;

  /** Until when this sweep deletes endings; {@link Instant#MIN} between sweeps. */
  private Instant until = Instant.MIN;

  EndingPurge(Table table, EndingRetention kept) {
    this.table = table;
    this.kept = kept;
  }

  /**
   * Goes on where the pass before ended.
   *
   * @param holdsLease asked before each page; the pass ends when the lease is lost
   * @return how many endings were deleted
   */
  int pass(BooleanSupplier holdsLease) {
    OldEndings old = table.oldEndings();
    Instant now = table.now();
    if (until.equals(Instant.MIN) && !now.isBefore(nextSweep)) {
      nextSweep = now.plus(PAUSE);
      until = old.until(kept);
    }
    int deleted = 0;
    for (int page = 0;
        page < PAGES && !until.equals(Instant.MIN) && holdsLease.getAsBoolean();
        page++) {
      int here = old.delete(until, PAGE);
      deleted += here;
      if (here < PAGE) {
        until = Instant.MIN;
      }
    }
    return deleted;
  }
}
