package io.smoothie.activities.worker;

import io.smoothie.activities.table.Claims;
import io.smoothie.activities.table.Left;
import io.smoothie.activities.table.Table;
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
    if (!claims.holds(request.order(), request.claim(), request.robot())) {
      return new TellResult(
          TellOutcome.NOT_HELD,
          "%s no longer holds order %s".formatted(request.robot(), request.order()));
    }
    return publisher.tell(request);
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
    Left left = claims.leave(request);
    wakeUps.accept(left.wakeUps());
    return new LeaveResult(left.robot());
  }

  @Override
  public void endOrder(EndRequest request) {
    wakeUps.accept(claims.end(request.order()));
  }
}
