package io.smoothie.activities.table;

import io.smoothie.workflow.OrderId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How orders ended, also those that Temporal has forgotten. */
public final class KeptEndings {
  static final String SELECT =
      """
      SELECT order_id, outcome, request, placed_at, due_at, ended_at, attempts, robot, failure_type, stage, message
      FROM endings
      """;

  private final Database database;

  KeptEndings(Database database) {
    this.database = database;
  }

  /** Empty when the order has not ended, or its ending is not kept any more. */
  public Optional<KeptEnding> find(OrderId order) {
    return database.read(
        handle ->
            handle
                .createQuery(SELECT + "WHERE order_id = :order")
                .bind("order", order)
                .mapTo(KeptEnding.class)
                .findOne());
  }

  /** The endings of those of {@code orders} that have one; in one statement. */
  public Map<OrderId, KeptEnding> of(Collection<OrderId> orders) {
    Map<OrderId, KeptEnding> found = new HashMap<>();
    if (!orders.isEmpty()) {
      database
          .read(
              handle ->
                  ReadableRows.all(
                      handle
                          .createQuery(SELECT + "WHERE order_id IN (<orders>)")
                          .bindList("orders", orders.stream().map(OrderId::value).toList()),
                      KeptEnding.class))
          .forEach(ending -> found.put(ending.order(), ending));
    }
    return found;
  }

  /** The latest {@code most} by the time of their end, the latest first. */
  public List<KeptEnding> latest(int most) {
    return database.read(
        handle ->
            ReadableRows.first(
                most,
                limit ->
                    handle
                        .createQuery(SELECT + "ORDER BY ended_at DESC, order_id DESC LIMIT :most")
                        .bind("most", limit),
                KeptEnding.class));
  }
}
