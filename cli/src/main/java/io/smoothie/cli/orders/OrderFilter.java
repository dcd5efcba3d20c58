package io.smoothie.cli.orders;

import io.smoothie.activities.table.EndingFilter;
import io.smoothie.cli.show.OrderStatus;
import io.smoothie.workflow.FailureType;
import io.smoothie.workflow.OrderOutcome;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Text;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which orders are meant; a null, or an empty set, leaves that open.
 *
 * @param robot the robot that has the order, or had it last
 * @param since placed then or later
 * @param until placed before
 * @param failure the type of the failure
 */
record OrderFilter(
    Set<OrderStatus> statuses,
    @Nullable RobotName robot,
    @Nullable String smoothie,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable String failure) {
  /** Every order. */
  static final OrderFilter NONE = new OrderFilter(Set.of(), null, null, null, null, null);

  OrderFilter {
    statuses = Set.copyOf(statuses);
  }

  /** Whether nothing but the status is asked for. */
  boolean isOfStatusAlone() {
    return equals(new OrderFilter(statuses, null, null, null, null, null));
  }

  /** The statuses that an order may have to be meant. */
  Set<OrderStatus> possible() {
    Set<OrderStatus> possible = EnumSet.allOf(OrderStatus.class);
    if (!statuses.isEmpty()) {
      possible.retainAll(statuses);
    }
    if (failure != null) {
      possible.retainAll(
          failure.equals(FailureType.ORDER_CANCELLED)
              ? Set.of(OrderStatus.CANCELLED)
              : Set.of(OrderStatus.FAILED));
    }
    return possible;
  }

  boolean mayRun() {
    return possible().stream().anyMatch(status -> !status.isOver());
  }

  boolean mayBeOver() {
    return possible().stream().anyMatch(OrderStatus::isOver);
  }

  boolean takes(Listed order) {
    return possible().contains(order.status())
        && (robot == null || robot.equals(order.robot()))
        && (smoothie == null
            || Text.forOneLine(smoothie, OrderRequest.MAX_SMOOTHIE_CODE_POINTS)
                .equals(order.smoothie()))
        && (since == null || !order.started().isBefore(since))
        && (until == null || order.started().isBefore(until))
        && (failure == null || (order.failure() != null && failure.equals(order.failure().type())));
  }

  /** The same for endings that the table keeps; sensible only if an order may be over. */
  EndingFilter endings() {
    return new EndingFilter(
        possible().stream()
            .filter(OrderStatus::isOver)
            .map(status -> OrderOutcome.ofWord(status.word()))
            .collect(Collectors.toSet()),
        robot,
        smoothie,
        failure,
        since,
        until,
        null);
  }
}
