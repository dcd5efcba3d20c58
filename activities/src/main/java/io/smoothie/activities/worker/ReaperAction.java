package io.smoothie.activities.worker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.util.Arrays;
import java.util.Locale;

/** What the reaper does, as it is counted. */
enum ReaperAction {
  /** The robot of an order that is over was released. */
  FREED,
  /** An order was told that its robot was not heard for as long as its heartbeat. */
  HEARTBEAT_TIMEOUT,
  /** A robot was taken back from an order that has not tried to tell it. */
  TAKEN_BACK,
  /** An order was woken that has a robot assigned, or none left. */
  WOKEN,
  /** A free robot was given to an order that waits. */
  OFFERED,
  /** An order that is over left the queue. */
  DROPPED,
  /** A running order of which the table has nothing was woken. */
  RECONCILED,
  /** An old attempt was deleted. */
  PURGED,
  /** An old ending of an order was deleted. */
  PURGED_ENDING;

  /** Has every action shown from 0 on: a rate must not miss the first of a kind. */
  static void countFromZero() {
    Arrays.stream(values()).forEach(action -> action.done(0));
  }

  void done(int times) {
    Counter.builder("smoothie.reaper")
        .description("What the reaper has done to robots, orders and attempts, by action.")
        .tag("action", name().toLowerCase(Locale.ROOT))
        .register(Metrics.globalRegistry)
        .increment(times);
  }
}
