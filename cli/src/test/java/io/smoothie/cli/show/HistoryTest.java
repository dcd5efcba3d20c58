package io.smoothie.cli.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.ClaimOutcome;
import io.smoothie.workflow.ClaimRequest;
import io.smoothie.workflow.ClaimResult;
import io.smoothie.workflow.OrderActivities.BrokenRequest;
import io.smoothie.workflow.OrderActivities.FreeRequest;
import io.smoothie.workflow.OrderActivities.TellOutcome;
import io.smoothie.workflow.OrderActivities.TellResult;
import io.smoothie.workflow.OrderFailure;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.OrderResult;
import io.smoothie.workflow.RobotActivities.TellCancelRequest;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotFailed;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotSucceeded;
import io.smoothie.workflow.Stage;
import io.temporal.api.enums.v1.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final RobotName ROBOT1 = new RobotName("Robot1");
  private static final RobotName ROBOT2 = new RobotName("Robot2");
  private static final OrderRequest GREEN = OrderRequest.of("Green");

  @Test
  void a_happy_order_takes_the_straight_path() {
    OrderStory story =
        told(Histories.placed(GREEN), ROBOT1)
            .timer(10)
            .after(3)
            .signal("robotSucceeded", RobotSucceeded.by(ROBOT1))
            .after(1)
            .local("SetRobotFinished", "null")
            .made(new OrderResult(Histories.ORDER, "Green", ROBOT1, 1, null))
            .story();

    assertEquals(OrderStatus.MADE, story.status());
    assertEquals(
        "GetRobot Robot1 0s, SetRobotWorking Robot1 0s, TellRobotOrder Robot1 3.0s,"
            + " SetRobotFinished Robot1 1.0s, StateMachineFinish 0s",
        path(story));
    assertNull(story.waits());
    assertEquals(List.of(), ignored(story));
  }

  @Test
  void an_order_is_scheduled_until_it_is_due_and_its_time_counts_from_then() {
    Histories history = Histories.placed(GREEN.withDue(Histories.START.plusSeconds(3600)));

    assertEquals(OrderStatus.SCHEDULED, history.story().status());
    assertEquals(Histories.START.plusSeconds(3600), waits(history.story()).until());

    history.after(3600).plain(EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED);
    assertEquals(OrderStatus.WAITING, history.story().status());
    assertEquals(Wait.Kind.WORKER, waits(history.story()).kind());

    OrderStory story =
        told(history.plain(EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED), ROBOT1).story();
    assertEquals(OrderStatus.WORKING, story.status());
    assertEquals(
        "GetRobot Robot1 0s, SetRobotWorking Robot1 0s, TellRobotOrder Robot1", path(story));
    assertEquals(Histories.START, story.started());
    assertEquals(Histories.START.plusSeconds(3600), story.due());
  }

  @Test
  void an_order_that_was_woken_too_early_is_scheduled_while_its_own_timer_runs() {
    Histories history =
        Histories.placed(GREEN.withDue(Histories.START.plusSeconds(3600)))
            .after(60)
            .plain(EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED)
            .plain(EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED)
            .plain(EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)
            .timer(3540);

    assertEquals(OrderStatus.SCHEDULED, history.story().status());
    assertNull(history.after(3540).plain(EventType.EVENT_TYPE_TIMER_FIRED).story().waits());
  }

  @Test
  void an_order_that_ended_before_it_was_due_took_no_time() {
    OrderStory story =
        Histories.placed(GREEN.withDue(Histories.START.plusSeconds(3600)))
            .after(60)
            .terminated("no")
            .story();

    assertEquals(OrderStatus.FAILED, story.status());
    assertEquals(Histories.START.plusSeconds(60), story.due());
    assertEquals("GetRobot 0s, StateMachineFailed 0s", path(story));
  }

  @Test
  void an_order_no_worker_has_taken_waits_for_a_worker() {
    Histories history = Histories.placed(GREEN).plain(EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED);

    Wait wait = waits(history.story());

    assertEquals(Wait.Kind.WORKER, wait.kind());
    assertEquals("orders", wait.what());
    assertEquals(
        Wait.Kind.STEP,
        waits(history.plain(EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED).story()).kind());
  }

  @Test
  void a_queued_order_waits_until_its_queue_timeout_and_goes_on_when_it_has_a_robot() {
    Histories history =
        Histories.placed(GREEN).local("GetRobot", ClaimResult.queued(2)).timer(60).after(12);

    Wait wait = waits(history.story());
    assertEquals(Wait.Kind.QUEUE, wait.kind());
    assertEquals(Histories.START.plusSeconds(60), wait.until());
    assertEquals(OrderStatus.WAITING, history.story().status());

    OrderStory story = told(history, ROBOT2).story();
    assertEquals("waited in the queue for 12s", story.path().get(0).note());
    assertEquals(1, story.path().get(0).tries());
    assertEquals(OrderStatus.WORKING, story.status());
    assertEquals(ROBOT2, story.holds());
  }

  @Test
  void a_timed_out_attempt_goes_on_with_another_robot_and_its_late_answer_is_explained() {
    Histories history = told(Histories.placed(GREEN), ROBOT1).timer(10).after(10);
    long broken =
        history
            .plain(EventType.EVENT_TYPE_TIMER_FIRED)
            .scheduled(
                "SetRobotBroken",
                new BrokenRequest(
                    Histories.ORDER,
                    1,
                    ROBOT1,
                    AttemptOutcome.TIMED_OUT,
                    "did not answer within 10s"));
    assertEquals(Wait.Kind.ACTIVITY, waits(history.story()).kind());

    OrderStory story =
        told(history.after(2).completed(broken, 3, "null"), ROBOT2)
            .signal("robotSucceeded", RobotSucceeded.by(ROBOT1))
            .signal("robotSucceeded", RobotSucceeded.by(new RobotName("Other")))
            .story();

    assertEquals(
        "GetRobot Robot1 0s, SetRobotWorking Robot1 0s, TellRobotOrder Robot1 10s,"
            + " SetRobotBroken Robot1 2.0s, GetRobot Robot2 0s, SetRobotWorking Robot2 0s,"
            + " TellRobotOrder Robot2",
        path(story));
    assertEquals("did not answer within 10s", story.path().get(2).note());
    assertEquals(3, story.path().get(3).tries());
    assertEquals(
        List.of("late: its attempt was over", "the order was waiting for Robot2"), ignored(story));
  }

  @Test
  void a_success_that_the_workflow_did_not_count_is_said_to_be_too_late() {
    Histories history =
        told(Histories.placed(GREEN), ROBOT1)
            .timer(10)
            .after(10)
            .signal("robotSucceeded", RobotSucceeded.by(ROBOT1));
    history.scheduled(
        "SetRobotBroken",
        new BrokenRequest(Histories.ORDER, 1, ROBOT1, AttemptOutcome.TIMED_OUT, "did not answer"));

    assertEquals(List.of("too late: the timeout was decided"), ignored(history.story()));
  }

  @Test
  void an_answer_that_comes_while_the_robot_is_being_set_broken_is_too_late() {
    Histories history = told(Histories.placed(GREEN), ROBOT1).timer(10).after(10);
    history.scheduled(
        "SetRobotBroken",
        new BrokenRequest(Histories.ORDER, 1, ROBOT1, AttemptOutcome.TIMED_OUT, "did not answer"));

    OrderStory story = history.signal("robotSucceeded", RobotSucceeded.by(ROBOT1)).story();

    assertEquals(List.of("too late: the timeout was decided"), ignored(story));
  }

  @Test
  void an_answer_heard_before_the_claim_counts_once_its_robot_has_the_order_and_may_be_told() {
    // A history from before this was recorded has null.
    for (Boolean mayBeTold : new Boolean[] {true, null}) {
      Histories history =
          Histories.placed(GREEN).signal("robotSucceeded", RobotSucceeded.by(ROBOT1));
      assertEquals(List.of("no robot had the order then"), ignored(history.story()));

      history.local(
          "GetRobot", new ClaimResult(ClaimOutcome.CLAIMED, ROBOT1, 0, 0, mayBeTold, null));
      assertEquals(List.of(), ignored(history.story()));
    }
  }

  @Test
  void an_early_answer_is_forgotten_once_another_robot_has_been_told() {
    Histories history =
        told(Histories.placed(GREEN).signal("robotSucceeded", RobotSucceeded.by(ROBOT2)), ROBOT1);
    long broken =
        history.scheduled(
            "SetRobotBroken",
            new BrokenRequest(Histories.ORDER, 1, ROBOT1, AttemptOutcome.TIMED_OUT, "did not"));

    OrderStory story = told(history.completed(broken, 1, "null"), ROBOT2).story();

    assertEquals(List.of("no robot had the order then"), ignored(story));
  }

  @Test
  void a_robot_that_was_not_told_may_come_again_and_its_answer_from_meanwhile_counts() {
    Histories history =
        Histories.placed(GREEN)
            .local("GetRobot", ClaimResult.claimed(ROBOT1))
            .local("TellRobotOrder", new TellResult(TellOutcome.NOT_HELD, null))
            .signal("robotSucceeded", RobotSucceeded.by(ROBOT1));

    assertEquals(List.of(), ignored(told(history, ROBOT1).story()));
  }

  @Test
  void an_early_answer_of_a_robot_that_was_not_told_does_not_count() {
    Histories history = Histories.placed(GREEN).signal("robotSucceeded", RobotSucceeded.by(ROBOT1));

    assertEquals(List.of("no robot had the order then"), ignored(told(history, ROBOT1).story()));
  }

  @Test
  void an_answer_from_before_the_order_was_in_the_queue_does_not_count() {
    Histories history =
        Histories.placed(GREEN)
            .signal("robotSucceeded", RobotSucceeded.by(ROBOT1))
            .local("GetRobot", ClaimResult.queued(1))
            .local("GetRobot", new ClaimResult(ClaimOutcome.CLAIMED, ROBOT1, 0, 0, null, null));

    assertEquals(List.of("no robot had the order then"), ignored(history.story()));
  }

  @Test
  void a_robot_that_was_taken_away_before_it_was_told_is_part_of_the_path() {
    OrderStory story =
        told(
                Histories.placed(GREEN)
                    .local("GetRobot", ClaimResult.claimed(ROBOT1))
                    .after(1)
                    .local("TellRobotOrder", new TellResult(TellOutcome.NOT_HELD, null)),
                ROBOT2)
            .story();

    assertEquals(
        "GetRobot Robot1 0s, SetRobotWorking Robot1 0s, TellRobotOrder Robot1 1.0s,"
            + " GetRobot Robot2 0s, SetRobotWorking Robot2 0s, TellRobotOrder Robot2",
        path(story));
    assertEquals(Visit.State.FAILED, story.path().get(2).state());
    assertEquals("it had been taken away", story.path().get(2).note());
  }

  @Test
  void a_step_that_fails_at_every_try_is_not_shown_as_a_missing_worker() {
    Histories history =
        Histories.placed(GREEN)
            .plain(EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED)
            .plain(EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED)
            .taskFailed("no such class")
            .after(7);

    Wait wait = waits(history.story());
    assertEquals(Wait.Kind.STEP, wait.kind());
    OrderView view = OrderTable.withoutTable(history.story(), history.now());
    assertEquals(
        "its next step has been failing for 7.0s, and is tried again: no such class",
        WaitText.of(view, wait));
    assertTrue(Advice.about(view).get(0).contains("worker's log"));

    history
        .plain(EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED)
        .plain(EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED)
        .plain(EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED);
    assertNull(history.story().waits());
  }

  @Test
  void a_robot_that_is_not_to_blame_for_its_failure_is_shown_as_free() {
    Histories history =
        told(Histories.placed(GREEN), ROBOT1)
            .signal("robotFailed", new RobotFailed(ROBOT1, "no such label", null, false, null));
    long freeing =
        history.scheduled(
            "FreeRobot",
            new FreeRequest(
                Histories.ORDER, 1, ROBOT1, AttemptOutcome.FAILED, "no such label", true));

    OrderStory story = history.completed(freeing, 1, "{\"stillTold\":false}").story();

    Visit last = story.path().get(story.path().size() - 1);
    assertEquals(Stage.TELL_ROBOT_ORDER, last.stage());
    assertEquals("reported a failure: no such label; the robot is free", last.note());
    assertEquals(Visit.State.FAILED, last.state());
    assertNull(story.holds());
  }

  @Test
  void an_order_waits_for_its_robot_and_not_for_the_message_about_the_cancel() {
    Histories history = told(Histories.placed(GREEN), ROBOT1);
    long telling =
        history.scheduled(
            "TellRobotCancel",
            new TellCancelRequest(Histories.ORDER, 1, ROBOT1, Duration.ofSeconds(5)));

    assertEquals(Wait.Kind.ROBOT, Objects.requireNonNull(history.story().waits()).kind());

    history
        .completed(telling, 1, "{\"sent\":true}")
        .signal("robotFailed", new RobotFailed(ROBOT1, "", null, null, true));
    long freeing =
        history.scheduled(
            "FreeRobot",
            new FreeRequest(
                Histories.ORDER,
                1,
                ROBOT1,
                AttemptOutcome.RELEASED,
                "stopped when it heard of the cancel",
                true));
    OrderStory story = history.completed(freeing, 1, "{\"stillTold\":false}").story();

    Visit last = story.path().get(story.path().size() - 1);
    assertEquals("stopped when it heard of the cancel; the robot is free", last.note());
    assertNull(story.holds());
  }

  @Test
  void a_repeated_answer_is_ignored() {
    OrderStory story =
        told(Histories.placed(GREEN), ROBOT1)
            .signal("robotFailed", RobotFailed.of(ROBOT1, "no \u001b[31mmilk"))
            .signal("robotFailed", RobotFailed.of(ROBOT1, ""))
            .story();

    assertEquals("no [31mmilk", story.answers().get(0).reason());
    assertEquals(List.of("it had answered before"), ignored(story));
  }

  @Test
  void an_answer_that_is_repeated_after_the_attempt_is_shown_as_a_repeated_one() {
    Histories history =
        told(Histories.placed(GREEN), ROBOT1)
            .signal("robotFailed", RobotFailed.of(ROBOT1, "no milk"));
    long broken =
        history.scheduled(
            "SetRobotBroken",
            new BrokenRequest(Histories.ORDER, 1, ROBOT1, AttemptOutcome.FAILED, "no milk"));
    history.completed(broken, 1, "null").signal("robotFailed", RobotFailed.of(ROBOT1, "no milk"));

    assertEquals(List.of("it had answered before"), ignored(history.story()));
  }

  @Test
  void an_order_that_finds_no_robot_fails_at_GetRobot() {
    OrderStory story =
        Histories.placed(GREEN)
            .local("GetRobot", ClaimResult.missed(ClaimOutcome.NONE_FREE))
            .failed(
                "NoRobotAvailable",
                "Order h failed at GetRobot: no robot is free.",
                new OrderFailure(Stage.GET_ROBOT, List.of()))
            .story();

    assertEquals(OrderStatus.FAILED, story.status());
    assertEquals("GetRobot 0s, StateMachineFailed 0s", path(story));
    assertEquals(Visit.State.FAILED, story.path().get(0).state());
    Ending ending = story.ending();
    assertNotNull(ending);
    assertEquals("NoRobotAvailable", ending.type());
    OrderFailure failure = ending.failure();
    assertNotNull(failure);
    assertEquals(Stage.GET_ROBOT, failure.stage());
  }

  @Test
  void an_order_waits_for_a_broker_that_takes_no_message_and_then_releases_its_robot() {
    Histories history =
        Histories.placed(GREEN)
            .local("GetRobot", ClaimResult.claimed(ROBOT1))
            .local("TellRobotOrder", new TellResult(TellOutcome.NOT_SENT, "not connected"))
            .timer(1);
    assertEquals(Wait.Kind.BROKER, waits(history.story()).kind());
    assertEquals("not connected", waits(history.story()).what());

    long free =
        history.scheduled(
            "FreeRobot",
            FreeRequest.untold(Histories.ORDER, 1, ROBOT1, AttemptOutcome.NOT_SENT, ""));
    OrderStory story = history.completed(free, 1, "null").story();

    assertNull(story.holds());
    assertEquals(
        "not sent: not connected; the robot was given back",
        story.path().get(story.path().size() - 1).note());
  }

  @Test
  void steps_that_fell_back_to_ordinary_activities_are_the_same_stages() {
    Histories history = Histories.placed(GREEN).localFailed("GetRobot", "database is locked");
    assertEquals("database is locked", history.story().path().get(0).note());
    long claim =
        history.scheduled("GetRobot", new ClaimRequest(Histories.ORDER, 1, 3, Instant.EPOCH, true));

    OrderStory story = history.after(5).completed(claim, 2, ClaimResult.claimed(ROBOT1)).story();

    assertEquals(
        "GetRobot Robot1 5.0s, SetRobotWorking Robot1 0s, TellRobotOrder Robot1", path(story));
    assertEquals(5, story.path().get(0).tries());
  }

  @Test
  void a_terminated_order_failed_wherever_it_was() {
    OrderStory story =
        told(Histories.placed(GREEN), ROBOT1).after(1).terminated("wrong\nshop").story();

    assertEquals(OrderStatus.FAILED, story.status());
    Ending ending = story.ending();
    assertNotNull(ending);
    assertEquals("Terminated", ending.type());
    assertEquals("It was terminated through Temporal: wrong shop", ending.message());
    assertEquals("StateMachineFailed", story.path().get(3).stage().title());
    assertEquals("Terminated", story.path().get(3).note());
  }

  @Test
  void parts_that_cannot_be_decoded_are_shown_as_such() {
    OrderStory story =
        new Histories()
            .started(Histories.rubbish())
            .local("GetRobot", Histories.rubbish(), null)
            .signal("robotSucceeded", Histories.rubbish())
            .signal("robotSucceeded", "Robot1")
            .signal("whatever", Histories.rubbish())
            .plain(EventType.EVENT_TYPE_MARKER_RECORDED)
            .plain(EventType.EVENT_TYPE_UNSPECIFIED)
            .local("GetRobot", ClaimResult.claimed(ROBOT1))
            .local("TellRobotOrder", Histories.rubbish(), null)
            .made("nothing we know")
            .story();

    assertEquals("the input is missing, or cannot be read", story.request().unreadable());
    assertEquals(List.of("it cannot be read", "it cannot be read"), ignored(story));
    assertEquals(List.of("A signal came that orders do not know: whatever"), story.remarks());
    assertEquals(OrderStatus.MADE, story.status());
    Ending ending = story.ending();
    assertNotNull(ending);
    assertNull(ending.result());
    OrderView view = OrderTable.withoutTable(story, Histories.START);
    assertTrue(
        new OrderHeadline(io.smoothie.cli.output.Look.PLAIN)
            .of(view)
            .contains("its result cannot be read"));
  }

  @Test
  void results_with_none_of_our_fields_are_shown_too() {
    Map<String, String> empty = Map.of();
    Histories history =
        Histories.placed(GREEN)
            .local("GetRobot", empty)
            .local("GetRobot", ClaimResult.claimed(ROBOT1))
            .local("TellRobotOrder", empty)
            .signal("robotFailed", empty);
    history.scheduled("SetRobotBroken", empty);

    assertEquals(
        "GetRobot Robot1 0s, SetRobotWorking Robot1 0s, TellRobotOrder Robot1 0s,"
            + " SetRobotBroken Robot1",
        path(history.story()));
    assertEquals(List.of("it cannot be read"), ignored(history.story()));
  }

  @Test
  void a_history_that_has_not_begun_is_no_order() {
    History history =
        new History(
            Histories.ORDER,
            List.of(),
            io.temporal.common.converter.DefaultDataConverter.STANDARD_INSTANCE);

    assertEquals(false, history.isOrder());
    assertEquals(OrderStatus.WAITING, history.story().status());
  }

  static Histories told(Histories history, RobotName robot) {
    return history
        .local("GetRobot", ClaimResult.claimed(robot))
        .local("TellRobotOrder", new TellResult(TellOutcome.TOLD, null));
  }

  private static Wait waits(OrderStory story) {
    Wait wait = story.waits();
    assertNotNull(wait);
    return wait;
  }

  private static List<@Nullable String> ignored(OrderStory story) {
    return story.answers().stream().map(Answer::ignored).filter(why -> why != null).toList();
  }

  private static String path(OrderStory story) {
    StringBuilder words = new StringBuilder();
    for (Visit visit : story.path()) {
      words.append(words.isEmpty() ? "" : ", ").append(visit.stage());
      if (visit.robot() != null) {
        words.append(' ').append(visit.robot());
      }
      if (visit.ended() != null) {
        words.append(' ').append(Times.length(visit.started(), visit.ended()));
      }
    }
    return words.toString();
  }
}
