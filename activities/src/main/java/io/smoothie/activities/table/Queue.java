package io.smoothie.activities.table;

import io.smoothie.workflow.OrderId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The orders that wait for a robot. */
@SuppressWarnings("DoNotCallSuggester")
public final class Queue {
  Queue() {}

  public List<Waiter> list(int most) {
    throw new UnsupportedOperationException();
  }

  /** The first waiters of each priority. */
  public List<Waiter> heads(int mostOfEachPriority) {
    throw new UnsupportedOperationException();
  }

  /** Waiters in the order of their IDs, beginning after {@code previous}: all of them in turn. */
  public List<Waiter> after(@Nullable OrderId previous, int most) {
    throw new UnsupportedOperationException();
  }

  public int length() {
    throw new UnsupportedOperationException();
  }

  public Optional<QueuePlace> place(OrderId order) {
    throw new UnsupportedOperationException();
  }

  public List<WakeUpCall> offerFreeRobots() {
    throw new UnsupportedOperationException();
  }
}
