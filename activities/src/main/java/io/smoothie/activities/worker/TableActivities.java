package io.smoothie.activities.worker;

import io.smoothie.activities.job.JobSchema;
import io.smoothie.activities.table.Attempt;
import io.smoothie.activities.table.Claims;
import io.smoothie.activities.table.Gateways;
import io.smoothie.activities.table.Held;
import io.smoothie.activities.table.Table;
import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.ClaimRequest;
import io.smoothie.workflow.ClaimResult;
import io.smoothie.workflow.OrderActivities;
import io.smoothie.workflow.RobotActivities;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * An order's activities on the real table and the real broker. Thread-safe.
 *
 * <p>Each ends before Temporal gives up on it: a call that goes on unseen would act beside the next
 * try, or after the order has decided without it.
 */
final class TableActivities implements OrderActivities, RobotActivities {
  /**
   * What an activity keeps of its start-to-close for what its waiting for the table does not cover:
   * 3 seconds where the database does not answer at all, and half a second for its work.
   */
  static final Duration SPARE = Duration.ofMillis(3_500);

  /** How long a listening gateway may take to show it, with some to spare. */
  private static final long SHOWN_NANOS = TimeUnit.SECONDS.toNanos(3);

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** For the broker's word that it has a cancel message. */
  private static final long ACK_SECONDS = 3;

  /** How long the broker may keep a cancel message of an attempt that is over. */
  private static final Duration AFTER_THE_DEADLINE = Duration.ofSeconds(1);

  private final Table table;
  private final Publisher publisher;
  private final @Nullable JobSchema jobSchema;
  private final Duration priorityStep;

  TableActivities(
      Table table, Publisher publisher, @Nullable JobSchema jobSchema, Duration priorityStep) {
    this.table = table;
    this.publisher = publisher;
    this.jobSchema = jobSchema;
    this.priorityStep = priorityStep;
  }

  /** The table for the one activity that runs now. */
  private Table table() {
    Duration startToClose = Activity.getExecutionContext().getInfo().getStartToCloseTimeout();
    return table.allWithin(startToClose.minus(SPARE));
  }

  private Claims claims() {
    return table().claims();
  }

  @Override
  public ClaimResult getRobot(ClaimRequest request) {
    Claims claims = claims();
    return flaw(claims, request)
        .map(flaw -> ClaimResult.invalid("its " + flaw))
        .orElseGet(() -> claims.claim(request, priorityStep));
  }

  /**
   * What the job schema says against an order that begins. One that has its robot or its place in
   * the queue was judged before, maybe by another schema, and is not judged again.
   */
  private Optional<String> flaw(Claims claims, ClaimRequest request) {
    return jobSchema == null
            || request.claim() > 1
            || claims.withNothing(List.of(request.order())).isEmpty()
        ? Optional.empty()
        : jobSchema.flaw(request.params());
  }

  @Override
  public TellResult tellRobotOrder(TellRequest request) {
    return claims().tell(request, () -> publisher.tell(request));
  }

  @Override
  public void setRobotFinished(FinishRequest request) {
    claims().finish(request);
  }

  @Override
  public TellCancelResult tellRobotCancel(TellCancelRequest request) {
    if (!claims().isTold(new Held(request.order(), request.claim(), request.robot()))) {
      return new TellCancelResult(false);
    }
    boolean sent =
        publisher
            .cancel(request.order(), request.robot(), request.left())
            .completeOnTimeout(false, ACK_SECONDS, TimeUnit.SECONDS)
            .join();
    if (!sent) {
      // Benign: the robot's answer or its deadline ends the attempt all the same.
      throw ApplicationFailure.newBuilder()
          .setType(CANCEL_NOT_SENT)
          .setMessage("The broker did not take the cancel message for " + request.robot())
          .setCategory(ApplicationErrorCategory.BENIGN)
          .build();
    }
    return new TellCancelResult(true);
  }

  @Override
  public void setRobotBroken(BrokenRequest request) {
    boolean isThere = claims().broken(request);
    if (isThere && request.outcome() == AttemptOutcome.TIMED_OUT) {
      // A slow robot may stop. Nothing waits for it: the next attempt is to begin.
      var unused = publisher.cancel(request.order(), request.robot(), AFTER_THE_DEADLINE);
    }
  }

  @Override
  public FreeResult freeRobot(FreeRequest request) {
    return claims().free(request);
  }

  @Override
  public ListeningResult confirmListening(ListeningRequest request) {
    long began = System.nanoTime();
    Gateways gateways = table().gateways();
    Optional<String> unheard = unheard(gateways, request, began);
    // A listening gateway shows it within a second: that is sooner than Temporal's next try.
    boolean oneListens = unheard.isPresent() && gateways.silence().isEmpty();
    while (unheard.isPresent()
        && oneListens
        && System.nanoTime() - began < SHOWN_NANOS
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(PAUSE_NANOS);
      unheard = unheard(gateways, request, began);
    }
    if (unheard.isPresent()) {
      throw notListening(unheard.get());
    }
    return new ListeningResult();
  }

  @Override
  public SilenceResult confirmSilence(SilenceRequest request) {
    Table table = table();
    Held held = new Held(request.order(), request.claim(), request.robot());
    return switch (table.silences().of(held)) {
      case SILENT -> new SilenceResult(true, null);
      case NOT_SILENT ->
          new SilenceResult(
              false,
              table
                  .attempts()
                  .find(request.order(), request.robot())
                  .map(Attempt::progressInWords)
                  .filter(words -> !words.isEmpty())
                  .orElse(null));
      case UNKNOWN ->
          throw notListening(
              "no gateway has listened long enough to tell whether %s is silent"
                  .formatted(request.robot()));
    };
  }

  /** Benign: these retries are how the order waits, and no trouble of the worker's. */
  private static ApplicationFailure notListening(String why) {
    return ApplicationFailure.newBuilder()
        .setType(NOT_LISTENING)
        .setMessage(why)
        .setCategory(ApplicationErrorCategory.BENIGN)
        .build();
  }

  private static Optional<String> unheard(Gateways gateways, ListeningRequest request, long began) {
    Duration overdue = request.overdue().plusNanos(System.nanoTime() - began);
    return gateways.unheard(request.order(), request.claim(), overdue);
  }

  @Override
  public LeaveResult leaveQueue(LeaveRequest request) {
    return new LeaveResult(claims().leave(request).orElse(null));
  }

  @Override
  public EndResult endOrder(EndRequest request) {
    return claims().end(request);
  }
}
