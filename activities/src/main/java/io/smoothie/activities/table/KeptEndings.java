package io.smoothie.activities.table;

import io.smoothie.workflow.OrderId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.statement.Query;

/** How orders ended, also those that Temporal has forgotten. */
public final class KeptEndings {
  private static final String SELECT =
      """
      SELECT order_id, outcome, request, placed_at, due_at, ended_at, attempts, robot, failure_type, stage, message
      FROM endings WHERE
      """;

  /** Sorts behind every character of an order ID. */
  private static final String BEYOND = "~";

  private final Database database;

  KeptEndings(Database database) {
    this.database = database;
  }

  /** Empty when the order has not ended, or its ending is not kept any more. */
  public Optional<KeptEnding> find(OrderId order) {
    return database.read(
        handle ->
            handle
                .createQuery(SELECT + "order_id = :order")
                .bind("order", order)
                .mapTo(KeptEnding.class)
                .findOne());
  }

  /** The endings of those of {@code orders} that have one; in one statement. */
  public Map<OrderId, KeptEnding> of(Collection<OrderId> orders) {
    Map<OrderId, KeptEnding> found = new HashMap<>();
    if (!orders.isEmpty()) {
      List<String> ids = orders.stream().map(OrderId::value).toList();
      first(ids.size(), "order_id IN (<orders>)", query -> query.bindList("orders", ids))
          .forEach(ending -> found.put(ending.order(), ending));
    }
    return found;
  }

  /** The latest {@code most} by the time of their end, the latest first. */
  public List<KeptEnding> latest(int most) {
    return first(most, "1 = 1 ORDER BY ended_at DESC, order_id DESC", query -> query);
  }

  /**
   * The first {@code most} of the orders that were placed last, those first; where it matters when
   * they ended, of those that ended last.
   */
  public List<KeptEnding> newest(EndingFilter filter, int most) {
    // By the time that is asked for: SQLite would read the whole index of the other one.
    String time = filter.endedSince() == null ? "placed_at" : "ended_at";
    return first(
        most, filter.where() + " ORDER BY %s DESC, order_id DESC".formatted(time), filter::bind);
  }

  /** How many there are. */
  public long count(EndingFilter filter) {
    return database.read(
        handle ->
            filter
                .bind(handle.createQuery("SELECT COUNT(*) FROM endings WHERE " + filter.where()))
                .mapTo(Long.class)
                .one());
  }

  /** The first {@code most} orders, by ID, whose ID begins with {@code prefix}. */
  public List<OrderId> beginningWith(String prefix, int most) {
    return first(
            most,
            "order_id >= :prefix AND order_id < :beyond ORDER BY order_id",
            query -> query.bind("prefix", prefix).bind("beyond", prefix + BEYOND))
        .stream()
        .map(KeptEnding::order)
        .toList();
  }

  private List<KeptEnding> first(int most, String which, UnaryOperator<Query> bind) {
    return database.read(
        handle ->
            ReadableRows.first(
                most,
                limit ->
                    bind.apply(handle.createQuery(SELECT + which + " LIMIT :most"))
                        .bind("most", limit),
                KeptEnding.class));
  }

  /** How many orders have failed since, by the type of their failure; the most frequent first. */
  public Map<String, Integer> failuresSince(Instant time) {
    return database.read(
        handle -> {
          Map<String, Integer> failures = new LinkedHashMap<>();
          handle
              .createQuery(
                  """
                  SELECT failure_type, COUNT(*) AS times FROM endings
                  WHERE ended_at >= :since AND outcome = 'failed' AND failure_type IS NOT NULL
                  GROUP BY failure_type ORDER BY times DESC, failure_type
                  """)
              .bind("since", time.toEpochMilli())
              .map((row, context) -> Map.entry(row.getString("failure_type"), row.getInt("times")))
              .forEach(failure -> failures.put(failure.getKey(), failure.getValue()));
          return failures;
        });
  }
}
