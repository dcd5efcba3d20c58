package io.smoothie.cli.show;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smoothie.activities.table.QueuePlace;
import io.smoothie.activities.table.Robot;
import io.smoothie.workflow.ClaimResult;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Skills;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an order waits for while no robot can take it. */
class WaitTextTest {
  private static final RobotName ADA = new RobotName("Ada");
  private static final RobotName BEN = new RobotName("Ben");
  private static final RobotName CLEO = new RobotName("Cleo");

  private static String queued(List<RobotName> broken, RobotName... offline) {
    OrderStory story =
        Histories.placed(OrderRequest.of("Green"))
            .local("GetRobot", ClaimResult.queued(1))
            .timer(60)
            .story();
    List<Robot> robots =
        List.of(offline).stream()
            .map(
                name ->
                    new Robot(
                        name,
                        null,
                        0,
                        false,
                        null,
                        null,
                        false,
                        Histories.START,
                        Histories.START,
                        0,
                        Skills.NONE,
                        false))
            .toList();
    OrderView view =
        new OrderView(
            story,
            List.of(),
            new QueuePlace(1, null, broken, List.of(offline), List.of(), List.of()),
            robots,
            List.of(),
            null,
            null,
            Histories.START.plusSeconds(20));
    Wait wait = story.waits();
    return wait == null ? "" : WaitText.of(view, wait);
  }

  @Test
  void a_lone_robot_that_is_away_is_named_once() {
    assertEquals(
        "it is in the queue for a free robot, place 1, and no robot can take it, until 12:01:00 UTC"
            + " at the latest; Ada said that it is away, 20s ago",
        queued(List.of(), ADA));
    assertEquals(
        "it is in the queue for a free robot, place 1, and no robot can take it: Cleo is BROKEN,"
            + " until 12:01:00 UTC at the latest; Ada said that it is away, 20s ago",
        queued(List.of(CLEO), ADA));
  }

  @Test
  void several_robots_that_are_away_are_named_with_the_first_of_them_since_when() {
    assertEquals(
        "it is in the queue for a free robot, place 1, and no robot can take it: Ada Ben are"
            + " OFFLINE, until 12:01:00 UTC at the latest; Ada said that it is away, 20s ago, and 1"
            + " more did",
        queued(List.of(), ADA, BEN));
  }
}
