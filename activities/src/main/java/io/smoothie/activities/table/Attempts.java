package io.smoothie.activities.table;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What became of every attempt. */
public final class Attempts {
  /** The attempts whose robots count as told. */
  static final String TOLD = "outcome NOT IN ('not_sent', 'released')";

  static final String SELECT =
      """
      SELECT order_id, claim, robot, outcome, reason, started_at, ended_at, extra_answers, percent, note, heartbeat_ms, heard_at
      FROM attempts
      """;
  private static final String LATEST =
      "SELECT MAX(claim) FROM attempts WHERE order_id = :order AND robot = :robot";

  private final Database database;

  Attempts(Database database) {
    this.database = database;
  }

  /** The order's attempts, in the order of its claims. */
  public List<Attempt> of(OrderId order) {
    return database.read(
        handle ->
            handle
                .createQuery(SELECT + "WHERE order_id = :order ORDER BY claim")
                .bind("order", order)
                .mapTo(Attempt.class)
                .list());
  }

  /**
   * How many robots each of {@code orders} was told to, or has just got; one without any is left
   * out.
   */
  public Map<OrderId, Integer> told(Collection<OrderId> orders) {
    Map<OrderId, Integer> told = new HashMap<>();
    if (!orders.isEmpty()) {
      List<OrderId> each =
          database.read(
              handle ->
                  handle
                      .createQuery(
                          "SELECT order_id FROM attempts WHERE order_id IN (<orders>) AND " + TOLD)
                      .bindList("orders", orders.stream().map(OrderId::value).toList())
                      .mapTo(OrderId.class)
                      .list());
      each.forEach(order -> told.merge(order, 1, Integer::sum));
    }
    return told;
  }

  /** Of every robot that has said how far it is with the order that it has: that attempt. */
  public List<Attempt> inProgress() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    SELECT
                        + "WHERE heard_at IS NOT NULL AND (order_id, claim) IN"
                        + " (SELECT r.order_id, r.claim FROM robots r WHERE r.order_id IS NOT NULL)")
                .mapTo(Attempt.class)
                .list());
  }

  /** The order's latest attempt on that robot. */
  public Optional<Attempt> find(OrderId order, RobotName robot) {
    return database.read(
        handle ->
            handle
                .createQuery(SELECT + "WHERE order_id = :order AND claim = (" + LATEST + ")")
                .bind("order", order)
                .bind("robot", robot)
                .mapTo(Attempt.class)
                .findOne());
  }

  /** The robot's latest attempt, whatever order it was for. */
  public Optional<Attempt> latest(RobotName robot) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    SELECT
                        + "WHERE robot = :robot"
                        + " ORDER BY started_at DESC, ended_at DESC NULLS FIRST LIMIT 1")
                .bind("robot", robot)
                .mapTo(Attempt.class)
                .findOne());
  }

  /**
   * Writes what robots say of the orders that they have now; in one transaction.
   *
   * @return for how many of them that is so
   */
  public int heard(Collection<HeardProgress> robots) {
    return database.write(
        tx -> (int) robots.stream().filter(heard -> AttemptRows.heard(tx, heard)).count());
  }

  /** The robot has answered: its silence from now on says nothing. */
  public void answerHeard(OrderId order, RobotName robot) {
    database.run(tx -> AttemptRows.answered(tx, order, robot));
  }

  /**
   * Counts a duplicate or late answer on the order's latest attempt on that robot; does nothing
   * when there is no such attempt.
   */
  public void answered(OrderId order, RobotName robot) {
    database.write(
        tx ->
            tx.update(
                    "UPDATE attempts SET extra_answers = extra_answers + 1"
                        + " WHERE order_id = :order AND claim = ("
                        + LATEST
                        + ")")
                .bind("order", order)
                .bind("robot", robot)
                .execute());
  }
}
