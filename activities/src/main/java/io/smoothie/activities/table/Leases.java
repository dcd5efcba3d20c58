package io.smoothie.activities.table;

import java.time.Duration;

/** Who does what only one may do at a time. */
@SuppressWarnings("DoNotCallSuggester")
public final class Leases {
  Leases() {}

  public boolean take(String name, String holder, Duration length) {
    throw new UnsupportedOperationException();
  }
}
