package io.smoothie.activities.table;

import io.smoothie.workflow.OrderId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * The orders that wait for a robot: by priority, then their workflow's start, then their ID. A row
 * that cannot be read stays, and is passed over; see {@link Table#unreadable}.
 */
public final class Queue {
  private static final String SELECT =
      "SELECT order_id, claim, priority, started_at, enqueued_at FROM waiters ";
  private static final String IN_ORDER = "ORDER BY priority, started_at, order_id LIMIT :most";

  private final Database database;

  Queue(Database database) {
    this.database = database;
  }

  /** The first {@code most} waiters. */
  public List<Waiter> list(int most) {
    return database.read(handle -> waiters(most, () -> handle.createQuery(SELECT + IN_ORDER)));
  }

  /** The first waiters of each priority. */
  public List<Waiter> heads(int mostOfEachPriority) {
    return database.read(
        handle -> {
          List<Waiter> heads = new ArrayList<>();
          for (int priority : priorities(handle)) {
            heads.addAll(
                waiters(
                    mostOfEachPriority,
                    () ->
                        handle
                            .createQuery(SELECT + "WHERE priority = :priority " + IN_ORDER)
                            .bind("priority", priority)));
          }
          return heads;
        });
  }

  /**
   * Waiters by order ID, beginning after {@code previous}, so that all can be visited in turn; an
   * empty list says to begin again.
   */
  public List<Waiter> after(@Nullable OrderId previous, int most) {
    return database.read(
        handle ->
            waiters(
                most,
                () ->
                    handle
                        .createQuery(
                            SELECT + "WHERE order_id > :previous ORDER BY order_id LIMIT :most")
                        .bind("previous", previous == null ? "" : previous.value())));
  }

  public int length() {
    return database.read(
        handle -> handle.createQuery("SELECT COUNT(*) FROM waiters").mapTo(Integer.class).one());
  }

  /** How many wait, by priority; a priority with which no order waits is left out. */
  public List<QueueLength> lengths() {
    return database.read(
        handle ->
            ReadableRows.all(
                handle.createQuery(
                    "SELECT priority, COUNT(*) AS waiting, MIN(enqueued_at) AS oldest FROM waiters"
                        + " GROUP BY priority ORDER BY priority"),
                QueueLength.class));
  }

  /** Where the order stands; empty when it does not wait. */
  public Optional<QueuePlace> place(OrderId order) {
    return database.read(
        handle -> {
          int position = WaiterRows.position(handle, order);
          return position == 0
              ? Optional.empty()
              : Optional.of(Estimates.place(handle, order, position, database.now(handle)));
        });
  }

  /**
   * Offers every free robot: for the reaper, since every other call offers those that it frees.
   *
   * @return how many were given to a waiter
   */
  public int offerFreeRobots() {
    boolean nothingToOffer =
        length() == 0 || database.read(handle -> RobotRows.free(handle).isEmpty());
    return nothingToOffer ? 0 : database.write(Offers::offerAll);
  }

  /** The waiters that have used every robot in the table; their next claim will say so. */
  public List<WakeUpCall> stranded() {
    return database.read(WaiterRows::stranded);
  }

  private static List<Integer> priorities(Handle handle) {
    return handle
        .createQuery("SELECT DISTINCT priority FROM waiters ORDER BY priority")
        .mapTo(Integer.class)
        .list();
  }

  private static List<Waiter> waiters(int most, Supplier<Query> query) {
    return ReadableRows.first(most, limit -> query.get().bind("most", limit), Waiter.class);
  }
}
