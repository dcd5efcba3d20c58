package io.smoothie.cli.snapshot;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Temporal or the table: whether it answers.
 *
 * @param address where it is, without what may be secret
 * @param awaySince when it was first found not to answer, without an answer since; null: it answers
 * @param trouble why it does not answer, in words; null when it does
 */
public record Part(String address, @Nullable Instant awaySince, @Nullable String trouble) {
  static Part answering(String address) {
    return new Part(address, null, null);
  }

  public boolean answers() {
    return awaySince == null;
  }

  Part now(Optional<String> troubleNow, Instant now) {
    return troubleNow
        .map(words -> new Part(address, awaySince == null ? now : awaySince, words))
        .orElseGet(() -> answering(address));
  }
}
