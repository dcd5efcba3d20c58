package io.smoothie.gateway;

import io.smoothie.activities.table.Attempt;
import io.smoothie.activities.table.Attempts;
import io.smoothie.activities.table.Claims;
import io.smoothie.activities.table.Held;
import io.smoothie.activities.table.Table;
import io.smoothie.activities.table.TableException;
import io.smoothie.gateway.GatewayMetrics.Result;
import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.temporal.Orders.Delivery;
import io.smoothie.workflow.wire.RobotMessage;
import io.smoothie.workflow.wire.RobotMessage.Failure;
import io.smoothie.workflow.wire.RobotMessage.Malformed;
import io.smoothie.workflow.wire.RobotMessage.Success;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles a success or a failure: signals it to its order, counts it on its attempt when the
 * attempt needs nothing more, or makes it a dead letter. Thread-safe.
 */
final class AnswerHandler {
  private static final Logger log = LoggerFactory.getLogger(AnswerHandler.class);

  /**
   * An answer is held no longer when Temporal takes other orders' signals, but not its own, for
   * this long.
   */
  private static final Duration REFUSED_FOR_EVER = Duration.ofMinutes(1);

  private final Attempts attempts;
  private final Claims claims;
  private final DeadLetterBox deadLetters;
  private final OrderSignals orders;
  private final GatewayMetrics metrics;
  private final HeldSignals held = new HeldSignals(REFUSED_FOR_EVER, System::nanoTime);
  private final SeldomLog ignored = new SeldomLog(Duration.ofSeconds(10));
  private final SeldomLog flaws = new SeldomLog(Duration.ofSeconds(10));

  /**
   * @param table one whose wake-ups hold up nothing; see {@link Table#waking}
   */
  AnswerHandler(
      Table table, DeadLetterBox deadLetters, OrderSignals orders, GatewayMetrics metrics) {
    this.attempts = table.attempts();
    this.claims = table.claims();
    this.deadLetters = deadLetters;
    this.orders = orders;
    this.metrics = metrics;
  }

  /**
   * Handles one message for good: once this returns, the message can be acknowledged. Throws when
   * it cannot be handled now; it is to be handled again then.
   */
  void handle(String topic, byte[] payload, byte[] correlation, boolean retained) {
    RobotMessage message = RobotMessage.parse(topic, payload, correlation, retained);
    if (message instanceof Success success) {
      warnOf(success.flaw(), success.order(), success.said().robot());
      answer(
          new Letter(topic, payload),
          success.order(),
          success.said().robot(),
          AttemptOutcome.SUCCEEDED,
          () -> orders.succeeded(success.order(), success.said()));
    } else if (message instanceof Failure failure) {
      warnOf(failure.flaw(), failure.order(), failure.said().robot());
      answer(
          new Letter(topic, payload),
          failure.order(),
          failure.said().robot(),
          AttemptOutcome.FAILED,
          () -> orders.failed(failure.order(), failure.said()));
    } else if (message instanceof Malformed malformed) {
      hopeless(
          new Letter(topic, payload),
          DeadLetterReason.MALFORMED,
          malformed.reason(),
          malformed.order());
    } else {
      hopeless(
          new Letter(topic, payload),
          DeadLetterReason.MALFORMED,
          "no answer came where answers are expected",
          null);
    }
  }

  private void warnOf(@Nullable String flaw, OrderId order, RobotName robot) {
    if (flaw != null) {
      flaws.say(
          more ->
              log.warn(
                  "Robot {} answered order {}, and {}: this part is left out{}",
                  robot,
                  order,
                  flaw,
                  more));
    }
  }

  /**
   * @param meant the outcome that the first such answer gives its attempt
   */
  private void answer(
      Letter letter,
      OrderId order,
      RobotName robot,
      AttemptOutcome meant,
      Supplier<Delivery> signal) {
    Optional<Attempt> attempt;
    try {
      attempt = attempts.find(order, robot);
    } catch (TableException e) {
      if (!e.isOfOneRow()) {
        throw e;
      }
      // Holding this answer would hold up all acknowledgements after it, for one row.
      hopeless(letter, DeadLetterReason.UNREADABLE_ROW, String.valueOf(e.getMessage()), order);
      return;
    }
    AttemptOutcome outcome = attempt.map(Attempt::outcome).orElse(null);
    if (outcome == AttemptOutcome.UNHEARD && meant == AttemptOutcome.SUCCEEDED) {
      putBack(attempt.get());
    }
    if (outcome != null && isDecided(outcome)) {
      needsNothing(order, robot, outcome == meant ? Result.DUPLICATE : Result.LATE);
      return;
    }
    if (outcome == AttemptOutcome.WORKING && attempt.get().heartbeat() != null) {
      // Temporal may be away: an answer that has come is no silence.
      attempts.answerHeard(order, robot);
    }
    switch (held.unlessRefusedForEver(order, signal)) {
      case DELIVERED -> metrics.answer(Result.DELIVERED);
      case NO_SUCH_ORDER -> {
        if (outcome == null) {
          hopeless(
              letter,
              DeadLetterReason.UNKNOWN_ORDER,
              "there is no attempt of order %s by robot %s".formatted(order, robot),
              order);
        } else {
          needsNothing(order, robot, Result.LATE);
        }
      }
      case REFUSED ->
          hopeless(
              letter,
              DeadLetterReason.REFUSED,
              "Temporal refuses the signal to order " + order,
              order);
    }
  }

  /**
   * Whether the order has decided the attempt's outcome. A released attempt is not decided: the
   * table released its robot of its own accord, and the order may wait for this very answer.
   */
  private static boolean isDecided(AttemptOutcome outcome) {
    return outcome != AttemptOutcome.WORKING && outcome != AttemptOutcome.RELEASED;
  }

  /** The robot was set BROKEN because no gateway could hear it; now its answer is heard. */
  private void putBack(Attempt attempt) {
    if (claims.putBack(new Held(attempt.order(), attempt.claim(), attempt.robot()))) {
      log.info(
          "Robot {} had made order {} while no gateway was listening: it is no longer BROKEN",
          attempt.robot(),
          attempt.order());
    }
  }

  private void needsNothing(OrderId order, RobotName robot, Result result) {
    attempts.answered(order, robot);
    metrics.answer(result);
    ignored.say(
        more ->
            log.info(
                "Order {} needs nothing more from robot {}: its answer is {}{}",
                order,
                robot,
                result == Result.DUPLICATE ? "a duplicate" : "late",
                more));
  }

  private void hopeless(
      Letter letter, DeadLetterReason kind, String reason, @Nullable OrderId order) {
    deadLetters.put(letter.topic, letter.payload, kind, reason, order);
    metrics.answer(Result.DEAD_LETTER);
  }

  @SuppressWarnings("ArrayRecordComponent") // only carried from one method to the next
  private record Letter(String topic, byte[] payload) {}
}
