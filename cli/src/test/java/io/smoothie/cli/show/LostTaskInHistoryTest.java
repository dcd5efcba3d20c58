package io.smoothie.cli.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.ClaimResult;
import io.smoothie.workflow.OrderActivities.BrokenRequest;
import io.smoothie.workflow.OrderActivities.EndRequest;
import io.smoothie.workflow.OrderActivities.EndResult;
import io.smoothie.workflow.OrderActivities.FreeRequest;
import io.smoothie.workflow.OrderActivities.FreeResult;
import io.smoothie.workflow.OrderActivities.TellOutcome;
import io.smoothie.workflow.OrderActivities.TellResult;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotSucceeded;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A workflow task told a robot and was lost, so that no event names the robot. The table names it
 * when the order is about to end, and the order then waits for the robot's answer.
 */
class LostTaskInHistoryTest {
  private static final RobotName ROBOT1 = new RobotName("Robot1");
  private static final RobotSucceeded SUCCESS = RobotSucceeded.by(ROBOT1);

  private final Histories history = Histories.placed(OrderRequest.of("Green"));

  private long end(boolean evenIfTold) {
    return history.scheduled(
        "EndOrder", new EndRequest(Histories.ORDER, Histories.START, evenIfTold));
  }

  private void toldBefore(long end) {
    history.completed(end, 1, new EndResult(ROBOT1, 1)).timer(10);
  }

  private void over(long end) {
    history.completed(end, 1, new EndResult(null, 0));
  }

  private List<@Nullable String> verdicts() {
    return history.story().answers().stream()
        .map(answer -> answer.ignored() == null ? "counts" : answer.ignored())
        .toList();
  }

  private String path() {
    return history.story().path().stream()
        .map(visit -> visit.stage() + (visit.robot() == null ? "" : " " + visit.robot()))
        .collect(Collectors.joining(", "));
  }

  @Test
  void the_robot_that_the_table_names_has_the_order_and_its_answer_counts() {
    toldBefore(end(false));

    OrderStory story = history.story();
    assertEquals(OrderStatus.WORKING, story.status());
    assertEquals(ROBOT1, story.holds());
    Wait wait = story.waits();
    assertNotNull(wait);
    assertEquals(Wait.Kind.ROBOT, wait.kind());
    assertEquals(Histories.START.plusSeconds(10), wait.until());
    assertEquals("", wait.what());
    assertEquals("GetRobot, TellRobotOrder Robot1", path());
    assertEquals("a workflow task that was lost had told it", story.path().get(1).note());

    history.after(3).signal("robotSucceeded", SUCCESS);
    assertEquals(List.of("counts"), verdicts());
    history.local("SetRobotFinished", "null").signal("robotSucceeded", SUCCESS);
    over(end(true));
    assertEquals(List.of("counts", "it had answered before"), verdicts());
    assertEquals("GetRobot, TellRobotOrder Robot1, SetRobotFinished Robot1", path());
    assertNull(history.story().holds());
  }

  @Test
  void an_answer_from_before_the_table_names_the_robot_counts_then() {
    history.signal("robotSucceeded", SUCCESS);
    long end = end(false);
    assertEquals(List.of("no robot had the order then"), verdicts());

    toldBefore(end);

    assertEquals(List.of("counts"), verdicts());
  }

  @Test
  void an_answer_that_comes_once_a_queued_order_is_about_to_end_counts() {
    history.local("GetRobot", ClaimResult.queued(1)).timer(60);
    long end = end(false);
    history.signal("robotSucceeded", SUCCESS);

    toldBefore(end);

    assertEquals(List.of("counts"), verdicts());
  }

  @Test
  void an_answer_that_comes_while_an_untold_robot_is_to_be_released_counts_only_if_it_was_told() {
    history
        .local("GetRobot", ClaimResult.claimed(ROBOT1))
        .local("TellRobotOrder", new TellResult(TellOutcome.NOT_SENT, "not connected"));
    long end = end(false);
    history.signal("robotSucceeded", SUCCESS);
    assertEquals(List.of("the order was waiting for Robot1"), verdicts());

    toldBefore(end);
    assertEquals(List.of("counts"), verdicts());
    assertEquals(
        "GetRobot Robot1, SetRobotWorking Robot1, TellRobotOrder Robot1",
        path(),
        "it is the same visit");
  }

  @Test
  void an_answer_of_a_robot_that_was_released_untold_changes_nothing() {
    history.local("GetRobot", ClaimResult.claimed(ROBOT1));
    over(end(false));

    history.signal("robotSucceeded", SUCCESS);

    assertEquals(List.of("the order was waiting for Robot1"), verdicts());
  }

  @Test
  void a_robot_that_does_not_answer_is_broken_and_its_answer_is_too_late() {
    toldBefore(end(false));
    long broken =
        history
            .after(10)
            .scheduled(
                "SetRobotBroken",
                new BrokenRequest(
                    Histories.ORDER, 1, ROBOT1, AttemptOutcome.TIMED_OUT, "did not answer"));
    history.signal("robotSucceeded", SUCCESS).completed(broken, 1, "null");
    history.signal("robotSucceeded", SUCCESS);
    over(end(true));

    assertEquals(
        List.of("too late: the timeout was decided", "late: its attempt was over"), verdicts());
    assertEquals("GetRobot, TellRobotOrder Robot1, SetRobotBroken Robot1", path());
  }

  @Test
  void a_robot_that_was_to_be_released_and_had_been_told_is_said_to_be_making_it() {
    history
        .local("GetRobot", ClaimResult.claimed(ROBOT1))
        .local("TellRobotOrder", new TellResult(TellOutcome.NOT_SENT, "not connected"));
    long free =
        history.scheduled(
            "FreeRobot",
            FreeRequest.untold(Histories.ORDER, 1, ROBOT1, AttemptOutcome.NOT_SENT, ""));
    history.completed(free, 1, new FreeResult(true)).timer(10);

    OrderStory story = history.story();
    Wait wait = story.waits();
    assertNotNull(wait);
    assertEquals(
        "Robot1 is making it, until 12:00:10 UTC",
        WaitText.of(OrderTable.withoutTable(story, history.now()), wait));
  }
}
