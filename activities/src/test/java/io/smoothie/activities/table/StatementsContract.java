package io.smoothie.activities.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.smoothie.workflow.ClaimOutcome;
import io.smoothie.workflow.OrderActivities.TellOutcome;
import io.smoothie.workflow.OrderActivities.TellResult;
import io.smoothie.workflow.OrderId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a call costs the database, whatever the queue's length. */
abstract class StatementsContract extends TableContract {
  private static final Logger log = LoggerFactory.getLogger(StatementsContract.class);
  private static final int MANY = 10_000;

  @Test
  void a_claim_takes_three_statements_telling_the_robot_two_and_the_finish_five() {
    robots(ROBOT1);
    List<String> statements = listen();
    claim(APPLE, 1);
    assertEquals(3, statements.size(), statements::toString);
    listening();
    statements.clear();
    TellResult told = new TellResult(TellOutcome.TOLD, null);
    assertEquals(told, tell(APPLE, 1, ROBOT1, () -> told));
    assertEquals(2, statements.size(), statements::toString);
    statements.clear();
    finish(APPLE, 1, ROBOT1);
    assertEquals(5, statements.size(), statements::toString);
  }

  @Test
  void a_hand_over_takes_as_many_statements_with_ten_thousand_waiters_as_with_one() {
    robots(ROBOT1);
    claim(APPLE, 1);
    claim(BERRY, 1);
    List<String> statements = listen();
    assertEquals(wake(BERRY, 1), finish(APPLE, 1, ROBOT1));
    assertEquals(8, statements.size(), statements::toString);
    statements.clear();
    claim(BERRY, 1);
    assertEquals(1, statements.size(), statements::toString);

    queueMany(3);
    statements.clear();
    long before = System.nanoTime();
    assertEquals(1, finish(BERRY, 1, ROBOT1).size());
    logTime("hand-over with 10,000 waiters", before);
    assertEquals(8, statements.size(), statements::toString);
    statements.clear();
    before = System.nanoTime();
    assertEquals(ClaimOutcome.QUEUED, claim(CHERRY, 1, 5).outcome());
    logTime("queueing behind 10,000 waiters", before);
    assertEquals(5, statements.size(), statements::toString);
  }

  @Test
  void a_robot_that_ten_thousand_waiters_have_used_goes_to_the_one_behind_them() {
    robots(ROBOT1, ROBOT2);
    claim(APPLE, 1);
    claim(BERRY, 1);
    queueMany(3);
    execute(
        """
        INSERT INTO attempts (order_id, claim, robot, outcome, started_at, order_started_at)
        SELECT order_id, 0, 'Robot1', 'timed_out', 0, started_at FROM waiters
        """);
    claim(CHERRY, 1, 5);
    List<String> statements = listen();
    long before = System.nanoTime();
    assertEquals(wake(CHERRY, 1), finish(APPLE, 1, ROBOT1));
    logTime("hand-over past 10,000 waiters that have used the robot", before);
    assertEquals(8, statements.size(), statements::toString);
    assertEquals(1, wokenBy(() -> table.robots().remove(ROBOT2, BERRY)).size() / MANY);
  }

  @Test
  void the_queue_and_the_free_robots_are_walked_in_the_order_of_their_index() {
    robots(ROBOT1, ROBOT2);
    claim(APPLE, 1);
    queueMany(3);
    attemptMany();
    List<String> statements = listen();
    claim(BERRY, 1);
    claim(CHERRY, 1);
    finish(APPLE, 1, ROBOT1);
    assertPlanned(statements);
    assertReadsGroupByGroup(offer(statements));
  }

  @Test
  void needs_cost_a_claim_one_statement_and_three_where_they_are_new() {
    robot(ROBOT1, "heat");
    List<String> statements = listen();
    assertEquals(ClaimOutcome.CLAIMED, claim(APPLE, 1, needs("heat")).outcome());
    assertEquals(7, statements.size(), statements::toString);
    statements.clear();
    assertEquals(ClaimOutcome.QUEUED, claim(BERRY, 1, needs("heat")).outcome());
    assertEquals(6, statements.size(), statements::toString);
    statements.clear();
    assertEquals(wake(BERRY, 1), finish(APPLE, 1, ROBOT1));
    assertEquals(8, statements.size(), statements::toString);
  }

  /**
   * The plan says that only the group's waiters are read: nothing before them, whatever their rank.
   */
  @Test
  void a_hand_over_past_ten_thousand_waiters_that_the_robot_cannot_serve_reads_none_of_them() {
    robot(ROBOT1, "");
    robot(ROBOT2, "heat");
    claim(APPLE, 1, only(ROBOT1));
    claim(BERRY, 1, only(ROBOT2));
    claim(new OrderId("waits-for-heat"), 1, needs("heat"));
    queueMany(1);
    execute("UPDATE waiters SET group_id = (SELECT group_id FROM waiters WHERE group_id > 0)");
    claim(CHERRY, 1, 5);
    attemptMany();
    List<String> statements = listen();
    long before = System.nanoTime();
    assertEquals(wake(CHERRY, 1), finish(APPLE, 1, ROBOT1));
    logTime("hand-over past 10,000 waiters that the robot cannot serve", before);
    assertEquals(8, statements.size(), statements::toString);
    assertPlanned(statements);
    assertReadsGroupByGroup(offer(statements));
  }

  private static String offer(List<String> statements) {
    return statements.stream().filter(sql -> sql.contains("robot_groups")).findAny().orElseThrow();
  }

  /** That waiters are looked up by their group, each group's first one alone. */
  abstract void assertReadsGroupByGroup(String sql);

  @Test
  void old_attempts_are_found_and_deleted_by_an_index() {
    queueMany(3);
    attemptMany();
    List<String> statements = listen();
    OldAttempts old = table.oldAttempts();
    long before = System.nanoTime();
    old.until(AttemptRetention.DEFAULT);
    logTime("counting 10,000 attempts", before);
    List<OldAttempts.OldAttempt> page = old.page(clock.instant(), null, 500);
    assertEquals(500, page.size());
    before = System.nanoTime();
    List<OrderId> orders = page.stream().map(OldAttempts.OldAttempt::order).toList();
    assertEquals(500, old.delete(orders, clock.instant()));
    logTime("deleting 500 attempts", before);
    assertEquals(3, statements.size(), statements::toString);
    assertPlanned(statements);
  }

  @Test
  void old_endings_are_found_and_deleted_by_an_index() {
    execute(
        """
        INSERT INTO endings (order_id, outcome, smoothie, request, placed_at, due_at, ended_at, attempts)
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
        SELECT 'old-' || i, 'made', 'S', '{"smoothie":"S"}', i, i, i, 1 FROM n
        """,
        MANY);
    List<String> statements = listen();
    OldEndings old = table.oldEndings();
    old.until(EndingRetention.DEFAULT);
    assertEquals(500, old.delete(clock.instant(), 500));
    assertEquals(10, table.endings().latest(10).size());
    assertEquals(3, statements.size(), statements::toString);
    assertPlanned(statements);
  }

  @Test
  void a_robot_is_shown_by_three_statements_and_all_are_listed_by_two_through_indexes() {
    robots(ROBOT1, ROBOT2);
    claim(APPLE, 1);
    timedOut(APPLE, 1, ROBOT1);
    claim(BERRY, 1);
    attemptMany();
    execute("DELETE FROM robots WHERE name LIKE 'at-work-%'");
    List<String> statements = listen();

    assertEquals(ROBOT1, table.robots().find(ROBOT1).orElseThrow().name());
    assertEquals(10, table.attempts().of(ROBOT1, 10).size());
    assertEquals(2, table.attempts().tally(ROBOT1).size());
    assertEquals(3, statements.size(), statements::toString);
    assertEquals(2, table.robots().list().size());
    assertEquals(2, table.attempts().ofRobotsNow().size());

    assertEquals(5, statements.size(), statements::toString);
    List.copyOf(statements).forEach(this::assertFindsAttemptsByIndex);
  }

  /** That no attempt is read but through an index. It may sort: the attempts of one robot. */
  abstract void assertFindsAttemptsByIndex(String sql);

  @Test
  void silent_robots_are_found_by_an_index() {
    attemptMany();
    List<String> statements = listen();
    assertEquals(List.of(), table.silences().list(10));
    assertPlanned(statements);
  }

  final void assertPlanned(List<String> statements) {
    List<String> planned = new ArrayList<>(statements);
    planned.removeIf(sql -> !sql.matches("(?s)(SELECT|UPDATE|DELETE).*"));
    assertFalse(planned.isEmpty());
    planned.forEach(this::assertPlanned);
  }

  /** That the statement neither sorts nor reads a whole table of orders. */
  abstract void assertPlanned(String sql);

  /** Only the shape of the statement matters, not its parameters. */
  final List<String> plan(String explain, String sql) {
    return table
        .database()
        .read(
            handle -> {
              Query query = handle.createQuery(explain + " " + sql);
              for (String name :
                  List.of(
                      "now",
                      "started",
                      "claim",
                      "priority",
                      "until",
                      "ended",
                      "endedSince",
                      "most",
                      "group",
                      "step",
                      "written",
                      "enough")) {
                if (sql.contains(":" + name)) {
                  query.bind(name, 1);
                }
              }
              for (String name : List.of("robot", "order", "only", "skills", "skill", "name")) {
                if (sql.contains(":" + name)) {
                  query.bind(name, "R");
                }
              }
              if (sql.contains("<orders>")) {
                query.bindList("orders", List.of("R"));
              }
              // PostgreSQL's only column, and the last of SQLite's.
              return query
                  .map(
                      (result, context) ->
                          String.valueOf(result.getString(result.getMetaData().getColumnCount())))
                  .list();
            });
  }

  final void queueMany(int priority) {
    for (int i = 0; i < 2; i++) {
      claim(new OrderId("first-" + i), 1, priority);
    }
    execute(
        """
        INSERT INTO waiters (order_id, claim, priority, started_at, enqueued_at)
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
        SELECT 'many-' || i, 1, ?, 1700000000000 + i, 0 FROM n
        """,
        MANY,
        priority);
  }

  /** Many have made orders, and as many robots are at work. */
  final void attemptMany() {
    execute(
        """
        INSERT INTO robots (name, order_id, claim, told, since)
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
        SELECT 'at-work-' || i, 'in-work-' || i, 1, 1, i FROM n
        """,
        MANY);
    execute(
        """
        INSERT INTO attempts (order_id, claim, robot, outcome, started_at, ended_at, order_started_at)
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
        SELECT 'old-' || i, 1, 'Robot' || (i % 50), 'succeeded', i, i + 5, i FROM n
        """,
        MANY);
  }

  final List<String> listen() {
    List<String> statements = new ArrayList<>();
    table
        .database()
        .jdbi()
        .setSqlLogger(
            new SqlLogger() {
              @Override
              public void logAfterExecution(StatementContext context) {
                log.debug(
                    "{} us {}", context.getElapsedTime(ChronoUnit.MICROS), context.getRawSql());
                statements.add(String.valueOf(context.getRawSql()));
              }
            });
    return statements;
  }

  private static void logTime(String what, long before) {
    log.info(
        "{}: {} ms",
        what,
        String.format(Locale.ROOT, "%.1f", (System.nanoTime() - before) / 1_000_000.0));
  }
}
