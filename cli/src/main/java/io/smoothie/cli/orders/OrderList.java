package io.smoothie.cli.orders;

import io.smoothie.cli.show.Ending;
import io.smoothie.cli.show.HistoryReader;
import io.smoothie.cli.show.OrderHeadline;
import io.smoothie.cli.show.OrderJson;
import io.smoothie.cli.show.OrderJson.Failed;
import io.smoothie.cli.show.OrderStatus;
import io.smoothie.cli.show.OrderStory;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.temporal.OrderNotFoundException;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest orders with their status. What Temporal's list does not tell is read from the history
 * of the listed order: all of an order that was placed without search attributes, and the failure's
 * message where it is shown.
 */
final class OrderList {
  private final OrderSearch search;
  private final HistoryReader histories;
  private final Whereabouts whereabouts;
  private final boolean messages;

  /**
   * @param messages whether the message of every failure is shown, not only that of a refusal
   */
  OrderList(
      OrderSearch search, HistoryReader histories, Whereabouts whereabouts, boolean messages) {
    this.search = search;
    this.histories = histories;
    this.whereabouts = whereabouts;
    this.messages = messages;
  }

  List<Listed> newest(@Nullable OrderStatus status, int most) {
    List<Listed> found = new ArrayList<>();
    search.newest(
        status,
        info -> {
          OrderId order = OrderId.ofTaskToken(info.getExecution().getWorkflowId()).orElse(null);
          if (order != null
              && OrderSearch.runs(info)
              && status != null
              && !whereabouts.mayBe(status, order)) {
            return false; // Saves reading every history of a long queue.
          }
          Listed listed = order == null ? refused(info) : listed(order, info);
          if (listed != null && (status == null || listed.status() == status)) {
            found.add(listed);
          }
          return found.size() == most;
        });
    return found;
  }

  private @Nullable Listed listed(OrderId order, WorkflowExecutionInfo info) {
    Listed indexed = new IndexedOrder(order, info).listed(whereabouts, messages);
    return indexed == null ? byHistory(order, info) : indexed;
  }

  private @Nullable Listed byHistory(OrderId order, WorkflowExecutionInfo info) {
    OrderStory story;
    try {
      story = histories.read(order).story();
    } catch (OrderNotFoundException e) {
      // Its retention period has ended since it was listed.
      return null;
    }
    Ending ending = story.ending();
    RobotName assigned = ending == null ? whereabouts.robot(order) : null;
    OrderStatus status = assigned == null ? story.status() : OrderStatus.WORKING;
    return new Listed(
        order,
        order.workflowId(),
        OrderHeadline.smoothie(story.request()),
        status,
        ending == null ? (assigned == null ? story.holds() : assigned) : story.robot(),
        OrderSearch.started(info),
        status == OrderStatus.SCHEDULED ? story.due() : null,
        ending == null ? null : ending.at(),
        failure(ending));
  }

  /**
   * An execution whose workflow ID is not that of an order, so that no robot could answer it; while
   * no worker runs, it is not over yet.
   */
  private @Nullable Listed refused(WorkflowExecutionInfo info) {
    HistoryReader.Closing closing = histories.closing(info.getExecution()).orElse(null);
    if (closing == null) {
      return null; // Its retention period has ended since it was listed.
    }
    Ending ending = closing.ending();
    return new Listed(
        null,
        info.getExecution().getWorkflowId(),
        OrderHeadline.smoothie(closing.request()),
        ending == null ? OrderStatus.WAITING : ending.status(),
        null,
        OrderSearch.started(info),
        null,
        ending == null ? null : ending.at(),
        failure(ending));
  }

  private static @Nullable Failed failure(@Nullable Ending ending) {
    return ending == null || ending.status() == OrderStatus.MADE ? null : OrderJson.failed(ending);
  }
}
