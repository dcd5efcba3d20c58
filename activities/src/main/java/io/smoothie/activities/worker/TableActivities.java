package io.smoothie.activities.worker;

import io.smoothie.activities.table.Claims;
import io.smoothie.activities.table.Ended;
import io.smoothie.activities.table.Freed;
import io.smoothie.activities.table.Gateways;
import io.smoothie.activities.table.Table;
import io.smoothie.activities.table.TableException;
import io.smoothie.activities.table.WakeUpCall;
import io.smoothie.workflow.OrderActivities;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** An order's activities on the real table and the real broker. Thread-safe. */
final class TableActivities implements OrderActivities {
  /** How long a listening gateway may take to show it, with some to spare. */
  private static final long SHOWN_NANOS = TimeUnit.SECONDS.toNanos(3);

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Claims claims;
  private final Gateways gateways;
  private final Publisher publisher;
  private final Consumer<List<WakeUpCall>> wakeUps;

  /**
   * @param wakeUps takes the orders to be woken, after the table's commit; must not block
   */
  TableActivities(Table table, Publisher publisher, Consumer<List<WakeUpCall>> wakeUps) {
    claims = table.claims();
    gateways = table.gateways();
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
      Optional<TellResult> not =
          claims.beginTelling(request.order(), request.claim(), request.robot());
      if (not.isPresent()) {
        return not.get();
      }
    } catch (TableException e) {
      return new TellResult(TellOutcome.NOT_SENT, e.getMessage());
    }
    TellResult result = publisher.tell(request);
    if (result.outcome().isNotTaken()
        && !claims.undoTelling(request.order(), request.claim(), request.robot())) {
      // The earlier try was in a workflow task that was lost, or that a stalled worker still has.
      return new TellResult(TellOutcome.TOLD, Claims.EARLIER_TRY);
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
  public FreeResult freeRobot(FreeRequest request) {
    Freed freed = claims.free(request);
    wakeUps.accept(freed.wakeUps());
    return freed.result();
  }

  @Override
  public ListeningResult confirmListening(ListeningRequest request) {
    long began = System.nanoTime();
    Optional<String> unheard = unheard(request, began);
    // A listening gateway shows it within a second: that is sooner than Temporal's next try.
    boolean oneListens = unheard.isPresent() && gateways.silence().isEmpty();
    while (unheard.isPresent()
        && oneListens
        && System.nanoTime() - began < SHOWN_NANOS
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(PAUSE_NANOS);
      unheard = unheard(request, began);
    }
    if (unheard.isPresent()) {
      // Benign: these retries are how the order waits, and no trouble of the worker's.
      throw ApplicationFailure.newBuilder()
          .setType(NOT_LISTENING)
          .setMessage(unheard.get())
          .setCategory(ApplicationErrorCategory.BENIGN)
          .build();
    }
    return new ListeningResult();
  }

  private Optional<String> unheard(ListeningRequest request, long began) {
    Duration overdue = request.overdue().plusNanos(System.nanoTime() - began);
    return gateways.unheard(request.order(), request.claim(), overdue);
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
