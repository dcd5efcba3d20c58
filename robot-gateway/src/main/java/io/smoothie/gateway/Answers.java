package io.smoothie.gateway;

import io.smoothie.activities.table.Attempt;
import io.smoothie.activities.table.Attempts;
import io.smoothie.activities.table.TableException;
import io.smoothie.gateway.GatewayMetrics.Result;
import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.temporal.Orders.Delivery;
import io.smoothie.workflow.wire.RobotMessage;
import io.smoothie.workflow.wire.RobotMessage.Failure;
import io.smoothie.workflow.wire.RobotMessage.Malformed;
import io.smoothie.workflow.wire.RobotMessage.Status;
import io.smoothie.workflow.wire.RobotMessage.Success;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a success or a failure: signalled to its order, counted on its attempt when that
 * needs nothing more, or a dead letter. Thread-safe.
 */
final class Answers {
  private static final Logger log = LoggerFactory.getLogger(Answers.class);

  private final Attempts attempts;
  private final DeadLetterBox deadLetters;
  private final OrderSignals orders;
  private final GatewayMetrics metrics;
  private final SeldomLog ignored = new SeldomLog(Duration.ofSeconds(10));

  Answers(
      Attempts attempts, DeadLetterBox deadLetters, OrderSignals orders, GatewayMetrics metrics) {
    this.attempts = attempts;
    this.deadLetters = deadLetters;
    this.orders = orders;
    this.metrics = metrics;
  }

  /**
   * Handles one message for good: once this returns it can be acknowledged. Throws when that cannot
   * be done now; it is to be called again then.
   */
  void handle(String topic, byte[] payload, boolean retained) {
    RobotMessage message = RobotMessage.parse(topic, payload, retained);
    if (message instanceof Success success) {
      answer(
          new Letter(topic, payload),
          success.order(),
          success.robot(),
          AttemptOutcome.SUCCEEDED,
          () -> orders.succeeded(success.order(), success.robot()));
    } else if (message instanceof Failure failure) {
      answer(
          new Letter(topic, payload),
          failure.order(),
          failure.robot(),
          AttemptOutcome.FAILED,
          () -> orders.failed(failure.order(), failure.robot(), failure.reason()));
    } else if (message instanceof Malformed malformed) {
      hopeless(new Letter(topic, payload), malformed.reason());
    } else if (message instanceof Status) {
      hopeless(new Letter(topic, payload), "a status came where answers are expected");
    }
  }

  /**
   * @param meant what the answer, the first time, makes of its attempt
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
      // Held it would hold up all acknowledgements after it, for one row.
      hopeless(letter, String.valueOf(e.getMessage()));
      return;
    }
    if (attempt.isEmpty()) {
      hopeless(letter, "there is no attempt of order %s by robot %s".formatted(order, robot));
      return;
    }
    AttemptOutcome outcome = attempt.get().outcome();
    if (outcome != AttemptOutcome.WORKING) {
      needsNothing(order, robot, outcome == meant ? Result.DUPLICATE : Result.LATE);
      return;
    }
    switch (signal.get()) {
      case DELIVERED -> metrics.answer(Result.DELIVERED);
      case NO_SUCH_ORDER -> needsNothing(order, robot, Result.LATE);
      case REFUSED -> hopeless(letter, "Temporal refuses the signal to order " + order);
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

  private void hopeless(Letter letter, String reason) {
    deadLetters.put(letter.topic, letter.payload, reason);
    metrics.answer(Result.DEAD_LETTER);
  }

  @SuppressWarnings("ArrayRecordComponent") // only carried from one method to the next
  private record Letter(String topic, byte[] payload) {}
}
