package io.smoothie.activities.table;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.util.List;
import java.util.Optional;

/** What became of every attempt. */
@SuppressWarnings("DoNotCallSuggester")
public final class Attempts {
  Attempts() {}

  public List<Attempt> of(OrderId order) {
    throw new UnsupportedOperationException();
  }

  public Optional<Attempt> find(OrderId order, RobotName robot) {
    throw new UnsupportedOperationException();
  }

  public void answered(OrderId order, RobotName robot) {
    throw new UnsupportedOperationException();
  }
}
