package io.smoothie.activities.table;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The robots' messages that could not be used. */
@SuppressWarnings("DoNotCallSuggester")
public final class DeadLetters {
  /** So many bytes of a payload are kept. */
  public static final int MAX_PAYLOAD = 4096;

  DeadLetters() {}

  public void add(String topic, byte[] payload, String reason) {
    throw new UnsupportedOperationException();
  }

  public List<DeadLetter> list(int most) {
    throw new UnsupportedOperationException();
  }

  public Optional<DeadLetter> find(long id) {
    throw new UnsupportedOperationException();
  }

  public int purge(Duration olderThan) {
    throw new UnsupportedOperationException();
  }
}
