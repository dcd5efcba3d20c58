package io.smoothie.activities.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.smoothie.activities.table.PriorityStep;
import io.smoothie.activities.table.RobotStatus;
import io.smoothie.activities.table.Table;
import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.ClaimRequest;
import io.smoothie.workflow.OrderActivities;
import io.smoothie.workflow.OrderActivities.BrokenRequest;
import io.smoothie.workflow.OrderActivities.FinishRequest;
import io.smoothie.workflow.OrderActivities.TellOutcome;
import io.smoothie.workflow.OrderActivities.TellRequest;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotActivities;
import io.smoothie.workflow.RobotActivities.TellCancelRequest;
import io.smoothie.workflow.RobotActivities.TellCancelResult;
import io.smoothie.workflow.RobotName;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a robot at work is told, and when. */
final class RobotActivitiesTest {
  private static final OrderId APPLE = new OrderId("apple");
  private static final RobotName ROBOT1 = new RobotName("Robot1");
  private static final ClaimRequest CLAIM =
      new ClaimRequest(APPLE, 1, 3, Instant.EPOCH.plusMillis(1), true);

  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
  private final RecordingPublisher publisher = new RecordingPublisher();
  private final Table table;

  RobotActivitiesTest(@TempDir Path folder) {
    table = Table.open("jdbc:sqlite:" + folder.resolve("smoothie.db"));
    temporal.registerActivitiesImplementations(
        new TableActivities(table, publisher, /* jobSchema= */ null, PriorityStep.DEFAULT));
  }

  @AfterEach
  void close() {
    temporal.close();
    table.close();
  }

  @Test
  void a_robot_is_told_of_a_cancel_only_while_its_order_holds_it_by_that_claim() {
    told();

    assertEquals(
        new TellCancelResult(false), robotActivities().tellRobotCancel(cancel("apple", 2)));
    assertEquals(
        new TellCancelResult(false), robotActivities().tellRobotCancel(cancel("berry", 1)));
    assertEquals(new TellCancelResult(true), robotActivities().tellRobotCancel(cancel("apple", 1)));
    activities().setRobotFinished(new FinishRequest(APPLE, 1, ROBOT1));
    assertEquals(
        new TellCancelResult(false), robotActivities().tellRobotCancel(cancel("apple", 1)));

    assertEquals(List.of("Robot1 apple PT9S"), publisher.cancels);
  }

  @Test
  void a_robot_that_was_not_told_of_the_order_is_not_told_of_its_cancel() {
    table.robots().add(List.of(ROBOT1));
    activities().getRobot(CLAIM);

    assertEquals(
        new TellCancelResult(false), robotActivities().tellRobotCancel(cancel("apple", 1)));
  }

  @Test
  void a_cancel_message_that_the_broker_does_not_take_is_to_be_tried_again() {
    told();
    publisher.away = true;

    ActivityFailure failed =
        assertThrows(
            ActivityFailure.class, () -> robotActivities().tellRobotCancel(cancel("apple", 1)));

    ApplicationFailure why = assertInstanceOf(ApplicationFailure.class, failed.getCause());
    assertEquals(RobotActivities.CANCEL_NOT_SENT, why.getType());
    assertEquals("The broker did not take the cancel message for Robot1", why.getOriginalMessage());
  }

  @Test
  void a_robot_that_timed_out_is_told_to_stop_once_and_whether_or_not_the_broker_takes_it() {
    told();
    publisher.away = true;

    activities().setRobotBroken(broken(AttemptOutcome.TIMED_OUT));
    activities().setRobotBroken(broken(AttemptOutcome.TIMED_OUT));

    assertEquals(List.of("Robot1 apple PT1S"), publisher.cancels);
    assertEquals(RobotStatus.BROKEN, table.robots().find(ROBOT1).orElseThrow().status());
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILED", "UNHEARD"})
  void a_robot_that_did_not_time_out_is_not_told_to_stop(AttemptOutcome outcome) {
    told();

    activities().setRobotBroken(broken(outcome));

    assertEquals(List.of(), publisher.cancels);
  }

  @Test
  void a_robot_that_timed_out_and_has_not_said_that_it_is_there_is_not_told_to_stop() {
    told();
    table.robots().presence(ROBOT1, /* connected= */ false, /* register= */ false);
    activities().setRobotBroken(broken(AttemptOutcome.TIMED_OUT));

    RobotName demos = new RobotName("Robot2");
    table.robots().add(List.of(demos));
    OrderId berry = new OrderId("berry");
    activities().getRobot(new ClaimRequest(berry, 1, 3, Instant.EPOCH.plusMillis(2), true));
    activities()
        .setRobotBroken(new BrokenRequest(berry, 1, demos, AttemptOutcome.TIMED_OUT, "no answer"));

    assertEquals(RobotStatus.BROKEN, table.robots().find(demos).orElseThrow().status());
    assertEquals(List.of(), publisher.cancels);
  }

  /** Robot1, which is connected, was told of order apple by its claim 1. */
  private void told() {
    table.robots().presence(ROBOT1, /* connected= */ true, /* register= */ true);
    table.gateways().listening("gateway", true);
    activities().getRobot(CLAIM);
    TellRequest request =
        new TellRequest(APPLE, 1, ROBOT1, "Mango", Duration.ofSeconds(10), null, null);
    assertEquals(TellOutcome.TOLD, activities().tellRobotOrder(request).outcome());
  }

  private static TellCancelRequest cancel(String order, int claim) {
    return new TellCancelRequest(new OrderId(order), claim, ROBOT1, Duration.ofSeconds(9));
  }

  private static BrokenRequest broken(AttemptOutcome outcome) {
    return new BrokenRequest(APPLE, 1, ROBOT1, outcome, "no answer");
  }

  private OrderActivities activities() {
    return stub(OrderActivities.class);
  }

  private RobotActivities robotActivities() {
    return stub(RobotActivities.class);
  }

  private <A> A stub(Class<A> activities) {
    return temporal.newActivityStub(
        activities,
        ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(30)).build());
  }
}
