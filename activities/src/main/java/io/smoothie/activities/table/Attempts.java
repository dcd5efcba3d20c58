package io.smoothie.activities.table;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What became of every attempt. */
public final class Attempts {
  private static final String SELECT =
      """
      SELECT order_id, claim, robot, outcome, reason, started_at, ended_at, extra_answers
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
                .map((result, context) -> attempt(result))
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
                .map((result, context) -> attempt(result))
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
                .map((result, context) -> attempt(result))
                .findOne());
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

  private static Attempt attempt(ResultSet result) throws SQLException {
    Row row = new Row("attempts", result);
    return new Attempt(
        row.order("order_id"),
        row.integer("claim"),
        row.robot("robot"),
        row.outcome("outcome"),
        row.text("reason"),
        row.time("started_at"),
        row.timeOrNull("ended_at"),
        row.bigint("extra_answers"));
  }
}
