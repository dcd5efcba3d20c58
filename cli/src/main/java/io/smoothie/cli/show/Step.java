package io.smoothie.cli.show;

import io.temporal.api.common.v1.Payloads;
import io.temporal.api.failure.v1.Failure;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing that takes an order along: an activity, a signal or a timer. A history tells of an
 * ordinary activity twice: when it is scheduled, and when it is over.
 *
 * @param name the activity's type, or the signal's name; empty for a timer
 * @param id the number of the event that began it
 * @param at when it was over, or was scheduled while it is {@code OPEN}; of a timer, when it fires
 * @param tries how often it was tried
 * @param failure why it failed, on one line, or null
 */
record Step(
    Kind kind,
    String name,
    long id,
    Instant at,
    int tries,
    Payload input,
    Payload result,
    @Nullable String failure) {

  enum Kind {
    /** A local activity, which is over. */
    LOCAL,
    /** An ordinary activity that is scheduled. */
    OPEN,
    /** An ordinary activity that is over. */
    CLOSED,
    SIGNAL,
    TIMER
  }

  boolean isOpen() {
    return kind == Kind.OPEN;
  }

  /** Whether this is an activity that has run. */
  boolean isOver() {
    return kind == Kind.LOCAL || kind == Kind.CLOSED;
  }

  /** What the activity brought; empty when it failed, or when that cannot be read. */
  <T> Optional<T> result(Class<T> type) {
    return failure == null ? result.as(type) : Optional.empty();
  }

  Step tried(int times) {
    return new Step(kind, name, id, at, times, input, result, failure);
  }

  /** This ordinary activity once it is over. */
  Step closed(Instant end, @Nullable Payloads brought, @Nullable Failure why) {
    return new Step(
        Kind.CLOSED,
        name,
        id,
        end,
        tries,
        input,
        new Payload(brought, input.converter()),
        why == null ? null : Payload.message(why));
  }
}
