package io.smoothie.activities.table;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** How long robots take, as seen lately. */
final class MakeTimes {
  private static final int LOOKED_AT = 50;

  private MakeTimes() {}

  /** The median of the latest; empty when no order was made yet. */
  static Optional<Duration> usual(Handle handle) {
    List<Long> millis =
        handle
            .createQuery(
                "SELECT ended_at - started_at FROM attempts WHERE outcome = 'succeeded'"
                    + " ORDER BY ended_at DESC LIMIT "
                    + LOOKED_AT)
            .mapTo(Long.class)
            .list();
    return millis.stream()
        .sorted()
        .skip(millis.size() / 2)
        .findFirst()
        .map(time -> Duration.ofMillis(Math.max(0, time)));
  }
}
