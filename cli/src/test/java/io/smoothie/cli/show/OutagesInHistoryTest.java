package io.smoothie.cli.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.activities.table.Attempt;
import io.smoothie.cli.output.Look;
import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.ClaimResult;
import io.smoothie.workflow.OrderActivities;
import io.smoothie.workflow.OrderActivities.BrokenRequest;
import io.smoothie.workflow.OrderActivities.FreeRequest;
import io.smoothie.workflow.OrderActivities.FreeResult;
import io.smoothie.workflow.OrderActivities.ListeningRequest;
import io.smoothie.workflow.OrderActivities.TellOutcome;
import io.smoothie.workflow.OrderActivities.TellResult;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotSucceeded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an outage of the broker, or of every gateway, looks like in an order's history. */
class OutagesInHistoryTest {
  private static final RobotName ROBOT1 = new RobotName("Robot1");
  private static final OrderRequest REQUEST = OrderRequest.of("Green Smoothie");
  private static final String SILENCE =
      "no gateway has been listening since 12:03: is `smoothie gateway` running?";
  private static final ListeningRequest LISTENING =
      new ListeningRequest(Histories.ORDER, 1, ROBOT1, Duration.ZERO);

  private static Histories claimed() {
    return Histories.placed(REQUEST).local("GetRobot", ClaimResult.claimed(ROBOT1));
  }

  private static Histories told() {
    return claimed()
        .local("TellRobotOrder", new TellResult(TellOutcome.TOLD, null))
        .timer(10)
        .after(10);
  }

  private static String text(Histories history, Instant now) {
    return String.join(
        "\n", new OrderText(Look.PLAIN).lines(OrderTable.withoutTable(history.story(), now)));
  }

  @Test
  void an_order_past_its_deadline_that_nothing_could_hear_waits_for_a_gateway_and_says_so() {
    Histories history = told();
    long first = history.scheduled("ConfirmListening", LISTENING);
    assertEquals(Wait.Kind.ROBOT, waits(history).kind(), "the first look takes a moment");

    history.after(10).activityFailed(first, OrderActivities.NOT_LISTENING, SILENCE);
    history.scheduled("ConfirmListening", LISTENING);

    assertEquals(Wait.Kind.GATEWAY, waits(history).kind());
    String shown = text(history, history.now().plusSeconds(42));
    assertTrue(shown.contains("Robot1 could not be heard, for 42s: " + SILENCE), shown);
    assertTrue(shown.contains("smoothie gateway"), shown);
  }

  @Test
  void the_reason_why_one_robot_could_not_be_heard_is_not_shown_for_the_next() {
    Histories history = told();
    long first = history.scheduled("ConfirmListening", LISTENING);
    history.activityFailed(first, OrderActivities.NOT_LISTENING, SILENCE);
    long broken =
        history.scheduled(
            "SetRobotBroken",
            new BrokenRequest(Histories.ORDER, 1, ROBOT1, AttemptOutcome.UNHEARD, "unheard"));
    history.after(1).completed(broken, 1, "null");
    RobotName next = new RobotName("Robot2");
    HistoryTest.told(history, next).timer(10).after(10).scheduled("ConfirmListening", LISTENING);

    assertEquals(Wait.Kind.ROBOT, waits(history).kind());
    assertEquals(next, waits(history).robot());
  }

  @Test
  void a_success_that_comes_while_a_gateway_is_waited_for_counts() {
    Histories history = told();
    long first = history.scheduled("ConfirmListening", LISTENING);
    history.activityFailed(first, OrderActivities.NOT_LISTENING, SILENCE);
    history.scheduled("ConfirmListening", LISTENING);
    history.signal("robotSucceeded", RobotSucceeded.by(ROBOT1));

    assertNull(history.story().answers().get(0).ignored());
  }

  @Test
  void a_robot_that_is_not_told_for_want_of_a_gateway_does_not_wait_for_the_broker() {
    Histories history =
        claimed().local("TellRobotOrder", new TellResult(TellOutcome.NO_GATEWAY, SILENCE)).timer(1);

    assertEquals(Wait.Kind.GATEWAY, waits(history).kind());
    String shown = text(history, history.now().plusSeconds(6));
    assertTrue(shown.contains(SILENCE), shown);
    assertFalse(shown.contains("broker does not take"), shown);
  }

  @Test
  void sixteen_tries_on_four_claims_are_one_line_and_one_row() {
    Histories history = Histories.placed(REQUEST);
    for (int claim = 1; claim <= 4; claim++) {
      history.local("GetRobot", ClaimResult.claimed(ROBOT1));
      for (int second = 0; second < 4; second++) {
        history.local("TellRobotOrder", new TellResult(TellOutcome.NOT_SENT, "not connected"));
        history.timer(1).after(1);
      }
      if (claim < 4) {
        long free =
            history.scheduled(
                "FreeRobot",
                FreeRequest.untold(Histories.ORDER, claim, ROBOT1, AttemptOutcome.NOT_SENT, ""));
        history.completed(free, 1, new FreeResult(false));
      }
    }

    assertEquals(3, history.story().path().size());
    String shown = text(history, history.now());
    assertTrue(shown.contains("not sent, 16 tries in 16s: not connected"), shown);
    assertEquals(Duration.ofSeconds(16), Duration.between(waits(history).since(), history.now()));

    List<Attempt> attempts =
        List.of(notSent(1, 0, 4L), notSent(2, 4, 8L), notSent(3, 8, 12L), notSent(4, 12, 16L));
    List<AttemptRow> rows = AttemptRow.of(attempts);
    assertEquals(1, rows.size());
    assertEquals("1-4", rows.get(0).claims());
    assertEquals(Instant.ofEpochSecond(0), rows.get(0).started());
  }

  private static Attempt notSent(int claim, long from, long to) {
    return new Attempt(
        Histories.ORDER,
        claim,
        ROBOT1,
        AttemptOutcome.NOT_SENT,
        "not connected",
        Instant.ofEpochSecond(from),
        Instant.ofEpochSecond(to),
        0,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  @Test
  void an_order_keeps_a_robot_that_was_told_after_all() {
    Histories history =
        claimed().local("TellRobotOrder", new TellResult(TellOutcome.NOT_SENT, "busy")).timer(1);
    long free =
        history.scheduled(
            "FreeRobot",
            FreeRequest.untold(Histories.ORDER, 1, ROBOT1, AttemptOutcome.NOT_SENT, ""));
    history.completed(free, 1, new FreeResult(true));

    assertEquals(ROBOT1, history.story().holds());
    assertEquals(Wait.Kind.ROBOT, waits(history).kind());
  }

  @Test
  void an_answer_of_a_robot_that_is_being_released_counts_only_if_the_robot_had_been_told() {
    for (boolean told : new boolean[] {true, false}) {
      Histories history =
          claimed().local("TellRobotOrder", new TellResult(TellOutcome.NOT_SENT, "busy"));
      long free =
          history.scheduled(
              "FreeRobot",
              FreeRequest.untold(Histories.ORDER, 1, ROBOT1, AttemptOutcome.NOT_SENT, ""));
      history.signal("robotSucceeded", RobotSucceeded.by(ROBOT1));
      history.completed(free, 1, new FreeResult(told));

      assertEquals(told, history.story().answers().get(0).ignored() == null);
    }
  }

  @Test
  void a_robot_that_the_broker_refuses_is_shown_as_passed_over() {
    Histories history =
        claimed().local("TellRobotOrder", new TellResult(TellOutcome.REFUSED, "NOT_AUTHORIZED"));
    long free =
        history.scheduled(
            "FreeRobot",
            FreeRequest.untold(Histories.ORDER, 1, ROBOT1, AttemptOutcome.REFUSED, ""));
    history.completed(free, 1, new FreeResult(false));
    history.local("GetRobot", ClaimResult.claimed(new RobotName("Robot2")));

    assertEquals(
        "refused: NOT_AUTHORIZED; the robot was given back", history.story().path().get(2).note());
    assertEquals(6, history.story().path().size());
  }

  @Test
  void an_answer_to_an_order_in_the_queue_does_not_count_later_either() {
    Histories history =
        Histories.placed(REQUEST)
            .local("GetRobot", ClaimResult.queued(1))
            .timer(100)
            .signal("robotSucceeded", RobotSucceeded.by(ROBOT1))
            .local("GetRobot", ClaimResult.claimed(ROBOT1));

    assertNotNull(history.story().answers().get(0).ignored());
  }

  @Test
  void a_wait_for_a_worker_or_a_server_raises_no_alarm_before_five_seconds() {
    Histories history =
        claimed()
            .local("TellRobotOrder", new TellResult(TellOutcome.NOT_SENT, "not connected"))
            .timer(1);
    Wait wait = waits(history);

    assertTrue(wait.isTooShortToMention(wait.since().plusMillis(4_999)));
    assertFalse(wait.isTooShortToMention(wait.since().plusSeconds(5)));
    assertTrue(text(history, wait.since().plusSeconds(1)).contains("Now: it is at its next step"));
  }

  private static Wait waits(Histories history) {
    Wait wait = history.story().waits();
    assertNotNull(wait);
    return wait;
  }
}
