package io.smoothie.activities.table;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The robots there are. */
@SuppressWarnings("DoNotCallSuggester")
public final class Robots {
  Robots() {}

  public List<Robot> list() {
    throw new UnsupportedOperationException();
  }

  public Optional<Robot> find(RobotName name) {
    throw new UnsupportedOperationException();
  }

  public Added add(Collection<RobotName> names) {
    throw new UnsupportedOperationException();
  }

  public Changed remove(RobotName name, @Nullable OrderId holder) {
    throw new UnsupportedOperationException();
  }

  public Changed repair(RobotName name, @Nullable OrderId holder) {
    throw new UnsupportedOperationException();
  }

  public Presence presence(RobotName name, boolean connected, boolean register) {
    throw new UnsupportedOperationException();
  }
}
