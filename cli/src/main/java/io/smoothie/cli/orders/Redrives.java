package io.smoothie.cli.orders;

import io.smoothie.activities.table.KeptEnding;
import io.smoothie.activities.table.Table;
import io.smoothie.cli.orders.Redriven.Result;
import io.smoothie.cli.show.PlacedAgain;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderOutcome;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.temporal.KnownOrder;
import io.smoothie.workflow.temporal.OrderNotFoundException;
import io.smoothie.workflow.temporal.OrderRefusedException;
import io.smoothie.workflow.temporal.Orders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Places orders again that were not made, with what they had asked for: {@code ID} as {@code ID.2},
 * when that is not made either as {@code ID.3}, and so on. While such an order runs, and once it is
 * made, there is no other one: a redrive that is repeated is one redrive.
 */
final class Redrives {
  private static final Pattern NUMBERED = Pattern.compile("(.+)\\.([1-9][0-9]{0,3})");

  /** Most tries of one order. */
  private static final int MOST = 1000;

  private final Orders orders;
  private final @Nullable Table table;
  private final String taskQueue;

  /** What this has placed, by the order of which it is a redrive. */
  private final Map<OrderId, OrderId> placed = new HashMap<>();

  /**
   * @param table null where it cannot be read: only orders that Temporal knows are found then
   */
  Redrives(Orders orders, @Nullable Table table, String taskQueue) {
    this.orders = orders;
    this.table = table;
    this.taskQueue = taskQueue;
  }

  /**
   * Redrives one order.
   *
   * @throws OrderNotFoundException when there is no such order
   */
  Redriven redrive(OrderId order) {
    KnownOrder known = find(order).orElseThrow(() -> orders.notFound(order));
    OrderRequest request = known.request().orElse(null);
    if (known.outcome().isEmpty()) {
      return Redriven.refused(
          order, "Order %1$s still runs: smoothie orders show %1$s".formatted(order));
    }
    if (known.outcome().get() == OrderOutcome.MADE) {
      return Redriven.refused(order, "Order %s was made.".formatted(order));
    }
    if (request == null) {
      return Redriven.refused(
          order, "What order %s had asked for cannot be read.".formatted(order));
    }
    return next(order, first(known), request);
  }

  private Redriven next(OrderId order, OrderId first, OrderRequest request) {
    // Of an order and its redrives, all of which failed, one is to run again: it may have failed by
    // now, too.
    OrderId already = placed.get(first);
    if (already != null) {
      return runs(order, already);
    }
    for (int number = 2; number <= MOST; number++) {
      OrderId as = numbered(first, number).orElse(null);
      if (as == null) {
        return Redriven.refused(
            order,
            ("The ID of order %s is too long for a number behind it: place it again under another"
                    + " ID.")
                .formatted(order));
      }
      KnownOrder there = find(as).orElse(null);
      if (there == null) {
        return place(order, first, as, request);
      }
      boolean isTheSame = there.request().equals(Optional.of(request));
      if (isTheSame && there.outcome().isEmpty()) {
        return runs(order, as);
      }
      if (isTheSame && there.outcome().equals(Optional.of(OrderOutcome.MADE))) {
        return new Redriven(
            order, Result.MADE, as, "Order %s is made already, as %s.".formatted(order, as));
      }
    }
    return Redriven.refused(
        order, "Order %s has been redriven %d times: see why it fails.".formatted(order, MOST));
  }

  private static Redriven runs(OrderId order, OrderId as) {
    return new Redriven(
        order, Result.RUNS, as, "Order %s runs again already, as %s.".formatted(order, as));
  }

  private Redriven place(OrderId order, OrderId first, OrderId as, OrderRequest request) {
    try {
      orders.redrive(as, request, taskQueue, first);
      placed.put(first, as);
      return new Redriven(
          order, Result.PLACED, as, "Order %s is placed again, as %s.".formatted(order, as));
    } catch (OrderRefusedException e) {
      return Redriven.refused(order, String.valueOf(e.getMessage()));
    }
  }

  /** An order's first one, and those that it was placed again as. */
  record Family(OrderId first, List<PlacedAgain> redrives) {}

  /**
   * The orders that {@code order} was placed again as, as far as Temporal or the table has them.
   */
  Family of(OrderId order) {
    List<PlacedAgain> found = new ArrayList<>();
    KnownOrder known = find(order).orElse(null);
    OrderId first = known == null ? order : first(known);
    for (int number = 2; number <= MOST; number++) {
      Optional<KnownOrder> there = numbered(first, number).flatMap(this::find);
      if (there.isEmpty()) {
        break;
      }
      if (known != null
          && there.get().request().equals(known.request())
          && !there.get().order().equals(order)) {
        found.add(
            new PlacedAgain(
                there.get().order(), there.get().outcome().map(Listed::status).orElse(null)));
      }
    }
    return new Family(first, found);
  }

  /**
   * The order of which this one is a redrive, or itself. Temporal says so of an order that it
   * knows; of others their ID does, if the order that it points at asked for the same.
   */
  private OrderId first(KnownOrder known) {
    if (known.redriveOf().isPresent()) {
      return known.redriveOf().get();
    }
    Matcher numbered = NUMBERED.matcher(known.order().value());
    if (!numbered.matches()) {
      return known.order();
    }
    return find(new OrderId(numbered.group(1)))
        .filter(first -> first.request().equals(known.request()))
        .map(KnownOrder::order)
        .orElse(known.order());
  }

  private static Optional<OrderId> numbered(OrderId first, int number) {
    String id = first + "." + number;
    return id.length() > OrderId.MAX_LENGTH ? Optional.empty() : Optional.of(new OrderId(id));
  }

  /** What the table keeps goes before what Temporal shows of an execution that is over. */
  private Optional<KnownOrder> find(OrderId order) {
    Optional<KnownOrder> temporals = orders.find(order);
    if (table == null || temporals.filter(known -> known.outcome().isEmpty()).isPresent()) {
      return temporals;
    }
    Optional<KeptEnding> kept =
        table
            .endings()
            .find(order)
            .filter(
                ending ->
                    temporals.filter(known -> ending.placed().isBefore(known.placed())).isEmpty());
    return kept.isEmpty()
        ? temporals
        : kept.map(
            ending ->
                new KnownOrder(
                    order,
                    ending.placed(),
                    Optional.of(ending.outcome()),
                    Optional.of(ending.request()),
                    temporals.flatMap(KnownOrder::redriveOf)));
  }
}
