package io.smoothie.cli.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.activities.table.QueuePlace;
import io.smoothie.activities.table.QueuePlace.Estimate;
import io.smoothie.cli.output.Look;
import io.smoothie.cli.show.OrderStory;
import io.smoothie.cli.show.OrderView;
import io.smoothie.cli.show.Visit;
import io.smoothie.cli.show.Wait;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Stage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a follower prints of an order, and when. */
class ProgressTest {
  private static final Instant START = Instant.parse("2026-11-22T20:00:00Z");
  private static final RobotName ROBOT1 = new RobotName("Robot1");
  private static final String CLEAR = "\r\u001b[2K";

  private final StringWriter text = new StringWriter();
  private Instant now = START;
  private @Nullable QueuePlace place;
  private @Nullable String pending;
  private String said = "";

  @Test
  void on_a_terminal_the_stage_under_way_counts_the_seconds_on_one_line() {
    Progress progress = progress(new Look(false, true));
    OrderStory working =
        story(
            wait(Wait.Kind.ROBOT, ""),
            visit(Stage.GET_ROBOT, 0, 0),
            visit(Stage.TELL_ROBOT_ORDER, 0, -1));

    show(progress, working, 1);
    show(progress, working, 2);
    show(
        progress,
        story(null, visit(Stage.GET_ROBOT, 0, 0), visit(Stage.TELL_ROBOT_ORDER, 0, 3)),
        3);

    assertEquals(
        "[x] GetRobot            Robot1  0s\n"
            + "[>] TellRobotOrder      Robot1  1.0s"
            + CLEAR
            + "[>] TellRobotOrder      Robot1  2.0s"
            + CLEAR
            + "[x] TellRobotOrder      Robot1  3.0s\n",
        text.toString().replace(System.lineSeparator(), "\n"));
  }

  @Test
  void in_a_pipe_a_stage_is_shown_once_it_is_over() {
    Progress progress = progress(Look.PLAIN);

    show(progress, story(wait(Wait.Kind.ROBOT, ""), visit(Stage.TELL_ROBOT_ORDER, 0, -1)), 1);

    assertEquals("", text.toString());
  }

  @Test
  void what_the_robot_says_is_beside_the_seconds_and_in_a_pipe_a_line_for_each_word() {
    OrderStory working = story(wait(Wait.Kind.ROBOT, ""), visit(Stage.TELL_ROBOT_ORDER, 0, -1));
    said = "Robot1: 40 %, " + "blending ".repeat(9);
    show(progress(new Look(false, true)), working, 1);
    assertEquals(
        "[>] TellRobotOrder      Robot1  1.0s  Robot1: 40 %, blending blending…", text.toString());

    text.getBuffer().setLength(0);
    Progress piped = progress(Look.PLAIN);
    said = "Robot1: 40 %, blending";
    show(piped, working, 1);
    show(piped, working, 2);
    said = "Robot1: 50 %, blending";
    show(piped, working, 3);
    show(piped, working, 7);

    assertEquals(
        "  ... Robot1: 40 %, blending\n  ... Robot1: 50 %, blending\n",
        text.toString().replace(System.lineSeparator(), "\n"));
  }

  @Test
  void the_wait_of_an_order_is_shown_after_five_seconds_and_once() {
    Progress progress = progress(Look.PLAIN);
    OrderStory waiting = story(wait(Wait.Kind.QUEUE, ""), visit(Stage.GET_ROBOT, 0, -1));
    place = new QueuePlace(2, new Estimate(Duration.ofSeconds(20), Duration.ofSeconds(90)));

    show(progress, waiting, 0);
    show(progress, waiting, 4);
    assertEquals("", text.toString());
    show(progress, waiting, 5);
    show(progress, waiting, 11);

    assertEquals(
        "  ... it is in the queue for a free robot, place 2, 20s to 1m30s to go, until 20:01:00 UTC"
            + " at the latest",
        text.toString().strip().indent(2).stripTrailing());

    place = new QueuePlace(1, null);
    show(progress, waiting, 17);
    assertTrue(text.toString().contains("robot, place 1, until"), text.toString());
  }

  @Test
  void each_kind_of_wait_has_its_words() {
    assertEquals("Robot1 is making it, until 20:01:00 UTC", told(wait(Wait.Kind.ROBOT, "")));
    assertEquals(
        "Robot1 is waited for, until 20:01:00 UTC, but nobody was subscribed",
        told(wait(Wait.Kind.ROBOT, "nobody was subscribed")));
    assertEquals(
        "the broker does not take the message for Robot1, which is tried again: not connected",
        told(wait(Wait.Kind.BROKER, "not connected")));
    pending = "try 3; the last one failed: database is locked";
    assertEquals(
        "SetRobotBroken has been under way for 5.0s (try 3; the last one failed: database is"
            + " locked): is `smoothie worker` running, and does it reach the table?",
        told(wait(Wait.Kind.ACTIVITY, "SetRobotBroken")));
    assertEquals("a worker has been at its next step for 5.0s", told(wait(Wait.Kind.STEP, "")));
  }

  private String told(Wait wait) {
    text.getBuffer().setLength(0);
    Progress progress = progress(Look.PLAIN);
    OrderStory story = story(wait, visit(Stage.TELL_ROBOT_ORDER, 0, -1));
    show(progress, story, 0);
    show(progress, story, 5);
    return text.toString().strip().substring("... ".length());
  }

  private Progress progress(Look look) {
    return new Progress(
        new PrintWriter(text, true),
        look,
        story -> new OrderView(story, List.of(), place, List.of(), List.of(), null, pending, now));
  }

  private void show(Progress progress, OrderStory story, long second) {
    now = START.plusSeconds(second);
    progress.show(story, said, now);
  }

  private static Wait wait(Wait.Kind kind, String what) {
    return new Wait(kind, START, ROBOT1, START.plusSeconds(60), what);
  }

  /**
   * @param to negative while the order is there
   */
  private static Visit visit(Stage stage, long from, long to) {
    return new Visit(
        stage,
        to < 0 ? Visit.State.NOW : Visit.State.DONE,
        ROBOT1,
        START.plusSeconds(from),
        to < 0 ? null : START.plusSeconds(to),
        1,
        "");
  }

  private static OrderStory story(@Nullable Wait waits, Visit... path) {
    return new OrderStory(
        new OrderId("g"),
        "run",
        OrderRequest.of("Green"),
        "orders",
        START,
        START,
        ROBOT1,
        List.of(path),
        List.of(),
        null,
        waits,
        null,
        null,
        List.of(),
        List.of());
  }
}
