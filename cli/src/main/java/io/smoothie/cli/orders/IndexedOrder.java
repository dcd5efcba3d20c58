package io.smoothie.cli.orders;

import io.smoothie.cli.show.OrderJson.Failed;
import io.smoothie.cli.show.OrderStatus;
import io.smoothie.cli.show.Times;
import io.smoothie.workflow.FailureType;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.OrderSearchAttributes;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Text;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.converter.DataConverterException;
import io.temporal.common.converter.DefaultDataConverter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An order as Temporal's list has it, with the search attributes that it was placed with. */
record IndexedOrder(OrderId order, WorkflowExecutionInfo info) {
  /**
   * The order as it is listed, when its history is not needed for that; else null.
   *
   * @param messages whether the message of every failure is shown, not only that of a refusal
   */
  @Nullable Listed listed(Whereabouts whereabouts, boolean messages) {
    String smoothie = value(OrderSearchAttributes.SMOOTHIE);
    if (smoothie == null) {
      return null; // Placed without search attributes.
    }
    return OrderSearch.runs(info)
        ? running(smoothie, whereabouts)
        : over(smoothie, value(OrderSearchAttributes.FAILURE_TYPE), messages);
  }

  private @Nullable Listed running(String smoothie, Whereabouts whereabouts) {
    RobotName robot = whereabouts.robot(order);
    if (robot == null && !whereabouts.isWaiting(order)) {
      // The server's clock may be ahead of ours.
      return due().isAfter(OrderSearch.started(info)) && due().isAfter(Instant.now())
          ? listed(smoothie, OrderStatus.SCHEDULED, null, null)
          : null;
    }
    return listed(smoothie, robot == null ? OrderStatus.WAITING : OrderStatus.WORKING, robot, null);
  }

  private @Nullable Listed over(String smoothie, @Nullable String failureType, boolean messages) {
    OrderStatus status = status();
    if (status == null) {
      return null; // Terminated, or timed out by Temporal.
    }
    if (status == OrderStatus.MADE) {
      return listed(smoothie, status, robot(), null);
    }
    return messages || FailureType.INVALID_ORDER.equals(failureType)
        ? null
        : listed(smoothie, status, robot(), new Failed(failureType, null, null, null));
  }

  private Listed listed(
      String smoothie, OrderStatus status, @Nullable RobotName robot, @Nullable Failed failure) {
    return new Listed(
        order,
        order.workflowId(),
        Text.forOneLine(smoothie, OrderRequest.MAX_SMOOTHIE_CODE_POINTS),
        status,
        robot,
        OrderSearch.started(info),
        status == OrderStatus.SCHEDULED ? due() : null,
        info.hasCloseTime() ? Times.of(info.getCloseTime()) : null,
        null,
        failure);
  }

  /**
   * When Temporal begins it: a moment after it is due, since its start delay is counted from then
   * on when it takes the order.
   */
  private Instant due() {
    return Times.of(info.getExecutionTime()).truncatedTo(ChronoUnit.SECONDS);
  }

  private @Nullable OrderStatus status() {
    String word = value(OrderSearchAttributes.STATUS);
    return Arrays.stream(OrderStatus.values())
        .filter(status -> status.isOver() && status.word().equals(word))
        .findFirst()
        .orElse(null);
  }

  private @Nullable RobotName robot() {
    String name = value(OrderSearchAttributes.ROBOT);
    try {
      return name == null ? null : new RobotName(name);
    } catch (IllegalArgumentException e) {
      return null; // Set by another program.
    }
  }

  private @Nullable String value(SearchAttributeKey<String> key) {
    Payload payload = info.getSearchAttributes().getIndexedFieldsMap().get(key.getName());
    if (payload == null) {
      return null;
    }
    try {
      // Search attributes are never encoded by a client's own converter.
      return DefaultDataConverter.STANDARD_INSTANCE.fromPayload(
          payload, String.class, String.class);
    } catch (DataConverterException e) {
      return null; // Registered with another type.
    }
  }
}
