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
      SELECT order_id, claim, robot, outcome, reason, started_at, ended_at, extra_answers, percent, note, heartbeat_ms, heard_at,
        smoothie, deadline_at
      FROM attempts
      """;
  private static final String LATEST =
      "SELECT MAX(claim) FROM attempts WHERE order_id = :order AND robot = :robot";

  private static final String NOW =
      SELECT
          + """
          JOIN (SELECT r.order_id AS its_order, r.claim AS its_claim FROM robots r WHERE r.order_id IS NOT NULL
                UNION ALL SELECT %s, %s FROM robots r WHERE r.broken_reason IS NOT NULL) AS its
            ON order_id = its_order AND claim = its_claim
          """
              .formatted(ofLatest("order_id", "r.name"), ofLatest("claim", "r.name"));

  /**
   * Of n times by length, the median is the one at n/2, and the 90th percentile at 0.9n, rounded
   * up.
   */
  private static final String TALLY =
      """
      SELECT outcome, COUNT(*) AS attempts, SUM(extra_answers) AS extra_answers, MIN(started_at) AS oldest,
        MAX(CASE WHEN place = (n + 1) / 2 THEN millis END) AS median,
        MAX(CASE WHEN place = (9 * n + 9) / 10 THEN millis END) AS percentile90
      FROM (SELECT outcome, extra_answers, started_at, millis,
              ROW_NUMBER() OVER (PARTITION BY outcome ORDER BY millis) AS place,
              COUNT(*) OVER (PARTITION BY outcome) AS n
            FROM (SELECT outcome, extra_answers, started_at,
                    CASE WHEN ended_at > started_at THEN ended_at - started_at ELSE 0 END AS millis
                  FROM attempts WHERE robot = :robot) AS timed) AS placed
      GROUP BY outcome
      """;

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

  /** A column of the robot's latest attempt, as an SQL expression; {@code robot} is one, too. */
  static String ofLatest(String column, String robot) {
    return "(SELECT a.%s FROM attempts a WHERE a.robot = %s %s LIMIT 1)"
        .formatted(
            column,
            robot,
            "ORDER BY a.started_at DESC, a.ended_at DESC NULLS FIRST, a.order_id, a.claim");
  }

  /**
   * Of every robot that holds an order, the attempt at it; of every BROKEN robot, its latest one.
   * In one statement, whatever the number of robots.
   */
  public List<Attempt> ofRobotsNow() {
    return database.read(handle -> ReadableRows.all(handle.createQuery(NOW), Attempt.class));
  }

  /** The robot's attempts, {@code most} at most, the one that began last first. */
  public List<Attempt> of(RobotName robot, int most) {
    return database.read(
        handle ->
            ReadableRows.first(
                most,
                limit ->
                    handle
                        .createQuery(
                            SELECT + "WHERE robot = :robot ORDER BY started_at DESC LIMIT :most")
                        .bind("robot", robot)
                        .bind("most", limit),
                Attempt.class));
  }

  /**
   * What became of all attempts of the robot that are kept, by outcome; one without attempts is
   * left out. Reads each of them in the database.
   */
  public List<AttemptTally> tally(RobotName robot) {
    return database.read(
        handle ->
            ReadableRows.all(handle.createQuery(TALLY).bind("robot", robot), AttemptTally.class));
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
