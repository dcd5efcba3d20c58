package io.smoothie.activities.table;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * The orders that wait for a robot: by their rank, which {@link PriorityStep} tells of, then their
 * ID. A robot goes to the first that may have it. A row that cannot be read stays, and is passed
 * over; see {@link Table#unreadable}.
 */
public final class Queue {
  private static final String SELECT =
      "SELECT order_id, claim, priority, started_at, enqueued_at FROM waiters ";
  private static final String IN_ORDER = "ORDER BY rank, order_id LIMIT :most";

  private static final String LINE =
      """
      SELECT w.order_id, w.priority, w.started_at, w.enqueued_at,
        COALESCE(g.skills, '') AS skills, NULLIF(g.robot, '') AS robot
      FROM waiters w LEFT JOIN waiter_groups g ON g.id = w.group_id
      ORDER BY w.rank, w.order_id LIMIT :most
      """;

  private final Database database;

  Queue(Database database) {
    this.database = database;
  }

  /** The first {@code most} waiters. */
  public List<Waiter> list(int most) {
    return database.read(handle -> waiters(most, () -> handle.createQuery(SELECT + IN_ORDER)));
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

  /** The first {@code most} waiters, with what each needs. */
  public List<QueueEntry> line(int most) {
    return database.read(
        handle ->
            ReadableRows.first(
                most, limit -> handle.createQuery(LINE).bind("most", limit), QueueEntry.class));
  }

  /**
   * Gives an order that waits another priority, and so another rank; it keeps that priority when it
   * claims again.
   *
   * @param priority 1 (first) to 5
   * @return false when the order does not wait; nothing was done then
   */
  public boolean setPriority(OrderId order, int priority) {
    return database.write(tx -> PriorityRows.set(tx, order, priority));
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
    if (length() == 0) {
      return 0;
    }
    // A robot may well be free beside orders that need what it does not have: nothing to write.
    List<RobotName> wanted = database.read(Offers::wanted);
    return wanted.isEmpty()
        ? 0
        : database.write(
            tx -> (int) wanted.stream().filter(robot -> Offers.offer(tx, robot)).count());
  }

  /**
   * Deletes what the table keeps of needs that no waiter has any more, and the priorities that were
   * set for orders that are over.
   *
   * @param most needs at most
   * @return how many needs it were
   */
  public int forgetNeeds(int most) {
    boolean any =
        database.read(
            handle ->
                handle
                    .createQuery(
                        "SELECT EXISTS (SELECT 1 FROM waiter_groups)"
                            + " OR EXISTS (SELECT 1 FROM order_priorities)")
                    .mapTo(Boolean.class)
                    .one());
    return any
        ? database.write(
            tx -> {
              int unused = PriorityRows.deleteOld(tx);
              return GroupRows.deleteEmpty(tx, most);
            })
        : 0;
  }

  /**
   * The waiters for which the table has no robot, or none that they have not used; their next claim
   * will say so.
   */
  public List<WakeUpCall> stranded() {
    return database.read(WaiterRows::stranded);
  }

  private static List<Waiter> waiters(int most, Supplier<Query> query) {
    return ReadableRows.first(most, limit -> query.get().bind("most", limit), Waiter.class);
  }
}
