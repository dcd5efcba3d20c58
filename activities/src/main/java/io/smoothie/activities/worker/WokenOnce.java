package io.smoothie.activities.worker;

import io.smoothie.activities.table.WakeUpCall;
import io.smoothie.activities.wakeup.WakeUps;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reaper's wake-ups, pass after pass: an order that Temporal has signalled needs no other
 * signal, and takes only so many. Not thread-safe.
 */
final class WokenOnce {
  /** How many orders one pass wakes for one reason, such as having no robot left. */
  private static final int MOST = 100;

  private static final Logger log = LoggerFactory.getLogger(Reaper.class);

  private final WakeUps wakeUps;

  /** Wake-ups that Temporal has taken. */
  private final Set<WakeUpCall> woken = new HashSet<>();

  /** Wake-ups that were due in this pass; all others in {@code woken} can be forgotten. */
  private final Set<WakeUpCall> due = new HashSet<>();

  WokenOnce(WakeUps wakeUps) {
    this.wakeUps = wakeUps;
  }

  void beginPass() {
    due.clear();
  }

  /** The pass has seen every order: wake-ups that are no longer due are forgotten. */
  void endPass() {
    woken.retainAll(due);
  }

  /**
   * Makes those of {@code calls} that Temporal has not taken before; returns how many it takes now.
   *
   * @param why words that go on from "3 orders "
   */
  int wake(Collection<WakeUpCall> calls, String why) {
    due.addAll(calls);
    List<WakeUpCall> next =
        calls.stream().filter(call -> !woken.contains(call)).limit(MOST).toList();
    if (next.isEmpty()) {
      return 0;
    }
    log.info("{} orders {}: waking them, order {} first", next.size(), why, next.get(0).order());
    Set<WakeUpCall> taken = wakeUps.call(next);
    woken.addAll(taken);
    return taken.size();
  }

  /** How many orders it remembers to have woken. */
  int remembered() {
    return woken.size();
  }
}
