package io.smoothie.activities.worker;

import io.smoothie.activities.table.Claims;
import io.smoothie.activities.table.Ended;
import io.smoothie.activities.table.Table;
import io.smoothie.activities.table.TableException;
import io.smoothie.activities.table.WakeUpCall;
import io.smoothie.workflow.OrderActivities;
import java.util.List;
import java.util.function.Consumer;

/** An order's activities on the real table and the real broker. Thread-safe. */
final class TableActivities implements OrderActivities {
  private final Claims claims;
  private final Publisher publisher;
  private final Consumer<List<WakeUpCall>> wakeUps;

  /**
   * @param wakeUps takes the orders to be woken, after the table's commit; must not block
   */
  TableActivities(Table table, Publisher publisher, Consumer<List<WakeUpCall>> wakeUps) {
    claims = table.claims();
    this.publisher = publisher;
    this.wakeUps = wakeUps;
  }

  @Override
  public ClaimResult getRobot(ClaimRequest request) {
    return claims.claim(request);
  }

  @Override
  public TellResult tellRobotOrder(TellRequest request) {
    try {
      if (!claims.telling(request.order(), request.claim(), request.robot())) {
        return new TellResult(
            TellOutcome.NOT_HELD,
            "%s is no longer order %s's, or is away".formatted(request.robot(), request.order()));
      }
    } catch (TableException e) {
      return new TellResult(TellOutcome.NOT_SENT, e.getMessage());
    }
    TellResult result = publisher.tell(request);
    if (result.outcome() == TellOutcome.NOT_SENT
        && !claims.notTold(request.order(), request.claim(), request.robot())) {
      // In a workflow task that was lost, or in one that a stalled worker still has.
      return new TellResult(TellOutcome.TOLD, "an earlier try may have told it");
    }
    return result;
  }

  @Override
  public void setRobotFinished(FinishRequest request) {
    wakeUps.accept(claims.finish(request));
  }

  @Override
  public void setRobotBroken(BrokenRequest request) {
    claims.broken(request);
  }

  @Override
  public void freeRobot(FreeRequest request) {
    wakeUps.accept(claims.free(request));
  }

  @Override
  public LeaveResult leaveQueue(LeaveRequest request) {
    return new LeaveResult(claims.leave(request).orElse(null));
  }

  @Override
  public EndResult endOrder(EndRequest request) {
    Ended ended = claims.end(request);
    wakeUps.accept(ended.wakeUps());
    return ended.result();
  }
}
