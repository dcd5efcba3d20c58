package io.smoothie.workflow;

import static io.smoothie.workflow.OrderRequest.MAX_ATTEMPTS;
import static io.smoothie.workflow.OrderRequest.MAX_LIMIT;
import static io.smoothie.workflow.OrderRequest.MAX_PRIORITY;
import static io.smoothie.workflow.OrderRequest.MAX_QUEUE_TIMEOUT;
import static io.smoothie.workflow.OrderRequest.MAX_SMOOTHIE_CODE_POINTS;
import static io.smoothie.workflow.OrderRequest.MAX_START_TO_CLOSE;
import static io.smoothie.workflow.OrderRequest.MIN_START_TO_CLOSE;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why an order that could be read cannot be made, in words for the person who placed it. */
final class OrderRequestProblem {
  /** Keys of the messages on the wire, which would be confused with those of {@code params}. */
  private static final List<String> RESERVED =
      List.of("task_token", "TaskToken", "smoothie", "params", "traceparent");

  private OrderRequestProblem() {}

  /** Empty when it can be made. */
  static Optional<String> of(OrderRequest order) {
    Duration startToClose = order.startToClose();
    Duration limit = order.limit();
    return ofName(order.smoothie())
        .or(
            () ->
                outOfRange(
                    "start-to-close timeout", startToClose, MIN_START_TO_CLOSE, MAX_START_TO_CLOSE))
        .or(() -> outOfRange("limit", limit, MIN_START_TO_CLOSE, MAX_LIMIT))
        .or(
            () ->
                startToClose.compareTo(limit) <= 0
                    ? Optional.empty()
                    : Optional.of(
                        "the start-to-close timeout (%s) is beyond the limit (%s)"
                            .formatted(Durations.format(startToClose), Durations.format(limit))))
        .or(
            () ->
                outOfRange("queue timeout", order.queueTimeout(), Duration.ZERO, MAX_QUEUE_TIMEOUT))
        .or(() -> outOfRange("priority", order.priority(), 1, MAX_PRIORITY))
        .or(() -> outOfRange("number of attempts", order.attempts(), 1, MAX_ATTEMPTS))
        .or(() -> ofHeartbeat(order.heartbeat()))
        .or(() -> ofParams(order.params()));
  }

  private static Optional<String> ofName(String smoothie) {
    int length = smoothie.codePointCount(0, smoothie.length());
    if (Text.isBlank(smoothie)) {
      return Optional.of("the smoothie's name is empty");
    }
    if (length > MAX_SMOOTHIE_CODE_POINTS) {
      return Optional.of(
          "the smoothie's name is %s characters long; at most %s are taken"
              .formatted(length, MAX_SMOOTHIE_CODE_POINTS));
    }
    return Text.isFit(smoothie)
        ? Optional.empty()
        : Optional.of(
            "the smoothie's name has control, bidirectional or other invisible characters");
  }

  private static Optional<String> ofHeartbeat(@Nullable Duration heartbeat) {
    return heartbeat == null
        ? Optional.empty()
        : outOfRange("heartbeat", heartbeat, MIN_START_TO_CLOSE, MAX_START_TO_CLOSE);
  }

  private static Optional<String> ofParams(@Nullable JobData params) {
    return params == null
        ? Optional.empty()
        : RESERVED.stream()
            .filter(params.json()::has)
            .findFirst()
            .map("the params have \"%s\", a name that the order's message itself uses"::formatted);
  }

  private static <T extends Comparable<T>> Optional<String> outOfRange(
      String what, T is, T least, T most) {
    return is.compareTo(least) >= 0 && is.compareTo(most) <= 0
        ? Optional.empty()
        : Optional.of(
            "the %s is %s; it goes from %s to %s"
                .formatted(what, inWords(is), inWords(least), inWords(most)));
  }

  private static String inWords(Object value) {
    return value instanceof Duration duration ? Durations.format(duration) : value.toString();
  }
}
