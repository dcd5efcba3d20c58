package io.smoothie.cli.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.cli.output.Look;
import io.smoothie.workflow.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PathRendererTest {
  @Test
  void without_colour_the_path_taken_is_marked_in_ASCII() {
    assertEquals(
        """
          [x] GetRobot ......................................+
          [x] SetRobotWorking                                :
          [x] TellRobotOrder ........+                       :
          [x] SetRobotFinished      [ ] SetRobotBroken ......+
          [x] StateMachineFinish                            [ ] StateMachineFailed""",
        plain(
            Stage.GET_ROBOT,
            Stage.SET_ROBOT_WORKING,
            Stage.TELL_ROBOT_ORDER,
            Stage.SET_ROBOT_FINISHED,
            Stage.STATE_MACHINE_FINISH));
  }

  @Test
  void an_order_without_a_robot_goes_straight_to_its_failure() {
    assertEquals(
        """
          [x] GetRobot --------------------------------------+
          [ ] SetRobotWorking                                |
          [ ] TellRobotOrder ........+                       |
          [ ] SetRobotFinished      [ ] SetRobotBroken ......+
          [ ] StateMachineFinish                            [x] StateMachineFailed""",
        plain(Stage.GET_ROBOT, Stage.STATE_MACHINE_FAILED));
  }

  @Test
  void a_broken_robot_and_another_attempt_are_counted() {
    assertEquals(
        """
          [x] GetRobot x2 ...................................+
          [x] SetRobotWorking x2                             :
          [x] TellRobotOrder x2 -----+                       :
          [ ] SetRobotFinished      [x] SetRobotBroken x2 ---+
          [ ] StateMachineFinish                            [x] StateMachineFailed""",
        plain(
            Stage.GET_ROBOT,
            Stage.SET_ROBOT_WORKING,
            Stage.TELL_ROBOT_ORDER,
            Stage.SET_ROBOT_BROKEN,
            Stage.GET_ROBOT,
            Stage.SET_ROBOT_WORKING,
            Stage.TELL_ROBOT_ORDER,
            Stage.SET_ROBOT_BROKEN,
            Stage.STATE_MACHINE_FAILED));
  }

  @Test
  void an_order_that_is_terminated_while_its_robot_works_goes_on_from_there() {
    List<Visit> path =
        List.of(
            visit(Stage.GET_ROBOT, Visit.State.DONE),
            visit(Stage.SET_ROBOT_WORKING, Visit.State.DONE),
            visit(Stage.TELL_ROBOT_ORDER, Visit.State.FAILED),
            visit(Stage.STATE_MACHINE_FAILED, Visit.State.FAILED));

    assertEquals(
        """
          [x] GetRobot ......................................+
          [x] SetRobotWorking                                :
          [!] TellRobotOrder --------------------------------+
          [ ] SetRobotFinished      [ ] SetRobotBroken ......+
          [ ] StateMachineFinish                            [!] StateMachineFailed""",
        String.join("\n", new PathRenderer(Look.PLAIN).render(path)).stripIndent());
    assertTrue(new PathRenderer(Look.LIT).render(path).get(3).contains("\u001b[31m┃\u001b[0m"));
  }

  @Test
  void an_order_that_is_cancelled_once_it_is_made_goes_on_from_there() {
    assertEquals(
        """
          [x] GetRobot x2 ...................................+
          [x] SetRobotWorking x2                             :
          [x] TellRobotOrder x2 -----+                       :
          [x] SetRobotFinished ---+ [x] SetRobotBroken ......+
          [ ] StateMachineFinish  +------------------------ [x] StateMachineFailed""",
        plain(
            Stage.GET_ROBOT,
            Stage.SET_ROBOT_WORKING,
            Stage.TELL_ROBOT_ORDER,
            Stage.SET_ROBOT_BROKEN,
            Stage.GET_ROBOT,
            Stage.SET_ROBOT_WORKING,
            Stage.TELL_ROBOT_ORDER,
            Stage.SET_ROBOT_FINISHED,
            Stage.STATE_MACHINE_FAILED));
  }

  @Test
  void a_terminal_of_sixty_columns_has_all_of_it() {
    Look narrow = new Look(false, true, 60);
    Stage[] stages = {
      Stage.GET_ROBOT,
      Stage.SET_ROBOT_WORKING,
      Stage.TELL_ROBOT_ORDER,
      Stage.SET_ROBOT_BROKEN,
      Stage.GET_ROBOT,
      Stage.SET_ROBOT_WORKING,
      Stage.TELL_ROBOT_ORDER,
      Stage.SET_ROBOT_BROKEN,
      Stage.STATE_MACHINE_FAILED
    };

    List<String> lines = new PathRenderer(narrow).render(visits(stages));

    assertEquals(
        """
          [x] GetRobot x2 ...............................+
          [x] SetRobotWorking x2                         :
          [x] TellRobotOrder x2 ---+                     :
          [ ] SetRobotFinished    [x] SetRobotBroken x2 -+
          [ ] StateMachineFinish              [x] StateMachineFailed""",
        String.join("\n", lines).stripIndent());
    List<String> lit = new PathRenderer(new Look(true, true, 60)).render(visits(stages));
    assertTrue(
        lit.stream().allMatch(line -> line.replaceAll("\u001b\\[[0-9;]*m", "").length() <= 60));
    assertEquals(
        """
          [x] GetRobot ..................................+
          [x] SetRobotWorking                            :
          [x] TellRobotOrder ......+                     :
          [x] SetRobotFinished -+ [ ] SetRobotBroken ....+
          [ ] StateMachineFinish+------------ [x] StateMachineFailed""",
        String.join(
                "\n",
                new PathRenderer(narrow)
                    .render(
                        visits(
                            Stage.GET_ROBOT,
                            Stage.SET_ROBOT_WORKING,
                            Stage.TELL_ROBOT_ORDER,
                            Stage.SET_ROBOT_FINISHED,
                            Stage.STATE_MACHINE_FAILED)))
            .stripIndent());
  }

  @Test
  void where_the_order_is_now_is_marked() {
    List<Visit> path =
        List.of(
            visit(Stage.GET_ROBOT, Visit.State.DONE),
            visit(Stage.SET_ROBOT_WORKING, Visit.State.DONE),
            visit(Stage.TELL_ROBOT_ORDER, Visit.State.NOW));

    assertTrue(
        new PathRenderer(Look.PLAIN).render(path).get(2).startsWith("  [>] TellRobotOrder ."));
    assertTrue(
        new PathRenderer(Look.LIT).render(path).get(2).contains("\u001b[33;1m▶ TellRobotOrder"));
  }

  @Test
  void with_colour_the_path_taken_is_lit() {
    List<String> lines =
        new PathRenderer(Look.LIT).render(visits(Stage.GET_ROBOT, Stage.SET_ROBOT_WORKING));

    assertTrue(lines.get(0).contains("\u001b[32m● GetRobot\u001b[0m"), lines.get(0));
    assertTrue(lines.get(2).contains("\u001b[2m○ TellRobotOrder\u001b[0m"), lines.get(2));
    assertEquals(5, lines.size());
    assertFalse(lines.get(0).contains("[x]"));
  }

  private static String plain(Stage... stages) {
    return String.join("\n", new PathRenderer(Look.PLAIN).render(visits(stages))).stripIndent();
  }

  private static List<Visit> visits(Stage... stages) {
    List<Visit> visits = new ArrayList<>();
    for (Stage stage : stages) {
      visits.add(visit(stage, Visit.State.DONE));
    }
    return visits;
  }

  private static Visit visit(Stage stage, Visit.State state) {
    return new Visit(stage, state, null, Instant.EPOCH, Instant.EPOCH, 1, "");
  }
}
