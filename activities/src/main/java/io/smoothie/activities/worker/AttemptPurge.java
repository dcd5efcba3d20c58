package io.smoothie.activities.worker;

import io.smoothie.activities.table.AttemptRetention;
import io.smoothie.activities.table.OldAttempts.OldAttempt;
import io.smoothie.activities.table.Table;
import io.smoothie.activities.wakeup.OwnTemporal;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.temporal.Orders;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Deletes the attempts that need not be kept, from the oldest on: a few pages in each pass of the
 * reaper, each page in a short transaction of its own, so that no order waits for it.
 *
 * <p>Temporal is asked about every order: one that runs must not forget the robots that it has
 * used, whatever their age, and one that was made runs again once it is reset. Not thread-safe.
 */
final class AttemptPurge {
  static final int PAGE = 200;

  /** With a pass each 10 s, 200 attempts a second: more than end. */
  private static final int PAGES = 10;

  /** After this time a pass begins no other page: the reaper has robots to look after. */
  private static final long MOST_NANOS = Duration.ofSeconds(3).toNanos();

  /** From one sweep to the next: to find the first that is too many, each counts all attempts. */
  static final Duration PAUSE = Duration.ofMinutes(10);

  private final Table table;
  private final Orders orders;
  private final OwnTemporal temporal;
  private final AttemptRetention kept;

  private Instant nextSweep = Instant.MIN;

  /** Which attempts this sweep deletes; null between sweeps. */
  private @Nullable Instant until;

  /** The last attempt that this sweep has seen; null at its beginning. */
  private @Nullable OldAttempt last;

  AttemptPurge(Table table, Orders orders, OwnTemporal temporal, AttemptRetention kept) {
    this.table = table;
    this.orders = orders;
    this.temporal = temporal;
    this.kept = kept;
  }

  /**
   * Goes on where the pass before ended.
   *
   * @param holdsLease asked before each order; the pass ends when the lease is lost
   * @return how many attempts were deleted
   */
  int pass(BooleanSupplier holdsLease) {
    Instant now = table.now();
    if (until == null && !now.isBefore(nextSweep)) {
      nextSweep = now.plus(PAUSE);
      until = table.oldAttempts().until(kept);
      last = null;
    }
    int deleted = 0;
    long began = System.nanoTime();
    for (int pages = 0;
        until != null && pages < PAGES && System.nanoTime() - began < MOST_NANOS;
        pages++) {
      List<OldAttempt> page = table.oldAttempts().page(until, last, PAGE);
      if (page.isEmpty()) {
        until = null;
        break;
      }
      Map<OrderId, Boolean> over = new HashMap<>();
      for (OldAttempt attempt : page) {
        if (!holdsLease.getAsBoolean()) {
          return deleted;
        }
        over.computeIfAbsent(attempt.order(), this::isOver);
      }
      over.values().removeIf(isOver -> !isOver);
      if (!over.isEmpty()) {
        // Once for the page: Temporal has forgotten most of these orders.
        temporal.check();
      }
      last = page.get(page.size() - 1);
      deleted += table.oldAttempts().delete(over.keySet(), last.ended());
    }
    return deleted;
  }

  private boolean isOver(OrderId order) {
    return orders.state(order) != Orders.State.RUNNING;
  }
}
