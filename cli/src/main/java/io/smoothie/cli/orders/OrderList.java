package io.smoothie.cli.orders;

import io.smoothie.activities.table.KeptEnding;
import io.smoothie.activities.table.Table;
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
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The newest orders with their status: those that Temporal lists, and those that it has forgotten,
 * whose endings the table keeps. A history is read only of an order of which neither tells enough:
 * one that was placed without search attributes, that was refused, or that ended while the table
 * did not keep endings.
 */
final class OrderList {
  private static final Comparator<Listed> NEWEST_FIRST =
      Comparator.comparing(Listed::started).reversed().thenComparing(Listed::workflowId);

  private final OrderSearch search;
  private final HistoryReader histories;
  private final @Nullable Table table;
  private final Whereabouts whereabouts;
  private final boolean messages;

  /**
   * @param table null where it cannot be read: orders can be listed without it
   * @param messages whether the message of every failure is shown, not only that of a refusal
   */
  OrderList(OrderSearch search, HistoryReader histories, @Nullable Table table, boolean messages) {
    this.search = search;
    this.histories = histories;
    this.table = table;
    this.whereabouts = table == null ? Whereabouts.UNKNOWN : Whereabouts.in(table);
    this.messages = messages;
  }

  /**
   * The first orders of a list.
   *
   * @param cut whether there are more
   */
  record Page(List<Listed> orders, boolean cut) {}

  Page newest(OrderFilter filter, int most) {
    // Of as many as are listed, so that it has every order of the list that is over.
    Map<OrderId, KeptEnding> endings = endings(filter, most + 1);
    List<Listed> found = listed(filter, endings, most + 1);
    found.forEach(order -> endings.remove(order.id()));
    endings.values().forEach(forgotten -> found.add(Listed.of(forgotten)));
    found.sort(NEWEST_FIRST);
    return new Page(
        List.copyOf(found.subList(0, Math.min(most, found.size()))), found.size() > most);
  }

  /**
   * How many orders there are; empty where neither Temporal nor the table can count them. Temporal
   * has forgotten some of those that are over, and the table may not have kept some.
   */
  OptionalLong count(OrderFilter filter) {
    boolean allThatRun = filter.statuses().isEmpty();
    if (!filter.mayBeOver() || (filter.mayRun() && !allThatRun)) {
      return filter.isOfStatusAlone() ? whereabouts.count(filter.statuses()) : OptionalLong.empty();
    }
    OptionalLong temporals = search.count(filter, whereabouts, /* runningOnly= */ false);
    if (temporals.isEmpty() || table == null) {
      return temporals;
    }
    long running =
        filter.mayRun() ? search.count(filter, whereabouts, /* runningOnly= */ true).orElse(0) : 0;
    return OptionalLong.of(
        Math.max(temporals.getAsLong(), running + table.endings().count(filter.endings())));
  }

  private Map<OrderId, KeptEnding> endings(OrderFilter filter, int most) {
    Map<OrderId, KeptEnding> endings = new LinkedHashMap<>();
    if (table != null && filter.mayBeOver()) {
      for (KeptEnding ending : table.endings().newest(filter.endings(), most)) {
        endings.put(ending.order(), ending);
      }
    }
    return endings;
  }

  private List<Listed> listed(OrderFilter filter, Map<OrderId, KeptEnding> endings, int most) {
    List<Listed> found = new ArrayList<>();
    search.newest(
        filter,
        whereabouts,
        most,
        info -> {
          OrderId order = OrderId.ofTaskToken(info.getExecution().getWorkflowId()).orElse(null);
          if (order != null
              && OrderSearch.runs(info)
              && filter.possible().stream().noneMatch(status -> whereabouts.mayBe(status, order))) {
            return false; // Saves reading every history of a long queue.
          }
          Listed listed = order == null ? refused(info) : listed(order, info, endings.get(order));
          if (listed != null && filter.takes(listed)) {
            found.add(listed);
          }
          return found.size() == most;
        });
    return found;
  }

  private @Nullable Listed listed(
      OrderId order, WorkflowExecutionInfo info, @Nullable KeptEnding ending) {
    // Its row tells of this execution, and not of an earlier one; and it has not been reset since.
    if (ending != null
        && !ending.placed().isBefore(OrderSearch.started(info).truncatedTo(ChronoUnit.MILLIS))
        && !whereabouts.has(order)) {
      return Listed.of(ending);
    }
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
        null,
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
        null,
        failure(ending));
  }

  private static @Nullable Failed failure(@Nullable Ending ending) {
    return ending == null || ending.status() == OrderStatus.MADE ? null : OrderJson.failed(ending);
  }
}
