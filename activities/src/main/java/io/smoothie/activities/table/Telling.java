package io.smoothie.activities.table;

import io.smoothie.workflow.OrderActivities.TellOutcome;
import io.smoothie.workflow.OrderActivities.TellRequest;
import io.smoothie.workflow.OrderActivities.TellResult;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One try to tell a robot. The table counts the try before the message goes out, so that only the
 * robot's answer or its deadline releases it, and takes it back when the message was certainly not
 * sent. The database may fail in between: a try is known by its own time, and taken back once,
 * however often that is asked for.
 */
final class Telling {
  private static final Logger log = LoggerFactory.getLogger(Telling.class);
  private static final String EARLIER_TRY = "an earlier try may have told it";

  /**
   * No undo begins later than this: the activity has 15 seconds in all, and once they are over the
   * order takes the robot for told, so the try is to stay counted.
   */
  private static final long UNDO_NANOS = Duration.ofSeconds(8).toNanos();

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final Database database;
  private final TellRequest request;
  private final Held held;
  private final long began = System.nanoTime();

  /** This try's time in the table; 0 until the table was asked to count it. */
  private long tried;

  Telling(Database database, TellRequest request) {
    this.database = database;
    this.request = request;
    this.held = new Held(request.order(), request.claim(), request.robot());
  }

  /** See {@link Claims#tell}. */
  TellResult tell(Supplier<TellResult> publish) {
    Optional<TellOutcome> not;
    try {
      not = begin();
    } catch (TableException e) {
      takeBackIfCounted();
      return new TellResult(TellOutcome.NOT_SENT, e.getMessage());
    }
    if (not.isPresent()) {
      return new TellResult(not.get(), why(not.get()));
    }
    TellResult result = publish.get();
    if (result.outcome().isNotTaken() && !undo(/* counted= */ true)) {
      // The earlier try was in a workflow task that was lost, or that a stalled worker still has.
      return new TellResult(TellOutcome.TOLD, EARLIER_TRY);
    }
    return result;
  }

  /** Counts the try; else answers why it must not be made. */
  private Optional<TellOutcome> begin() {
    return database.writeSoon(
        tx -> {
          Optional<RobotRows.Try> counted = RobotRows.beginTelling(tx, held);
          if (counted.isEmpty()) {
            if (RobotRows.release(tx, held)) {
              AttemptRows.release(tx, held.order());
            }
            return Optional.of(TellOutcome.NOT_HELD);
          }
          if (!counted.get().begun()) {
            return Optional.of(
                counted.get().told() > 0 ? TellOutcome.TOLD : TellOutcome.NO_GATEWAY);
          }
          // Outside the database, which is right only as this work is never done twice.
          tried = counted.get().tried();
          AttemptRows.restart(tx, request);
          return Optional.empty();
        });
  }

  /** The transaction that counted the try has failed, and may have been committed all the same. */
  private void takeBackIfCounted() {
    if (tried == 0) {
      return;
    }
    try {
      undo(/* counted= */ false);
    } catch (TableException e) {
      log.warn(
          "Robot {} of order {} may stand as told, which it was not: {}",
          held.robot(),
          held.order(),
          String.valueOf(e.getMessage()));
    }
  }

  /**
   * Takes the try back.
   *
   * @param counted whether the try is known to have been counted
   * @return whether no other try can have told the robot
   */
  private boolean undo(boolean counted) {
    if (isTooLate()) {
      throw new TableException(
          "Robot %s of order %s was not told, and it is too late to say so"
              .formatted(held.robot(), held.order()));
    }
    for (boolean first = counted; ; first = false) {
      boolean isFirst = first;
      try {
        return database.writeSoon(tx -> RobotRows.undoTelling(tx, held, tried, isFirst));
      } catch (TableException e) {
        if (isTooLate() || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private boolean isTooLate() {
    return System.nanoTime() - began > UNDO_NANOS;
  }

  private String why(TellOutcome outcome) {
    return switch (outcome) {
      case NO_GATEWAY ->
          new Gateways(database).silence().orElse("no gateway was listening just now");
      case NOT_HELD ->
          "%s is no longer order %s's, or is away".formatted(held.robot(), held.order());
      default -> EARLIER_TRY;
    };
  }
}
