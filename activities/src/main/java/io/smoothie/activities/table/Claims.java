package io.smoothie.activities.table;

import io.smoothie.workflow.OrderActivities.BrokenRequest;
import io.smoothie.workflow.OrderActivities.ClaimRequest;
import io.smoothie.workflow.OrderActivities.ClaimResult;
import io.smoothie.workflow.OrderActivities.FinishRequest;
import io.smoothie.workflow.OrderActivities.FreeRequest;
import io.smoothie.workflow.OrderActivities.LeaveRequest;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.util.List;

/** What an order does with robots. */
@SuppressWarnings("DoNotCallSuggester")
public final class Claims {
  Claims() {}

  public ClaimResult claim(ClaimRequest request) {
    throw new UnsupportedOperationException();
  }

  public boolean holds(OrderId order, int claim, RobotName robot) {
    throw new UnsupportedOperationException();
  }

  public List<WakeUpCall> finish(FinishRequest request) {
    throw new UnsupportedOperationException();
  }

  public void broken(BrokenRequest request) {
    throw new UnsupportedOperationException();
  }

  public List<WakeUpCall> free(FreeRequest request) {
    throw new UnsupportedOperationException();
  }

  public Left leave(LeaveRequest request) {
    throw new UnsupportedOperationException();
  }

  public List<WakeUpCall> end(OrderId order) {
    throw new UnsupportedOperationException();
  }
}
