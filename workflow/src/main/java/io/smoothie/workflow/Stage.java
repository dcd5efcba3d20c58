package io.smoothie.workflow;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The stages of an order, by the state names of the demo's state machine. */
public enum Stage {
  GET_ROBOT("GetRobot"),
  SET_ROBOT_WORKING("SetRobotWorking"),
  TELL_ROBOT_ORDER("TellRobotOrder"),
  SET_ROBOT_FINISHED("SetRobotFinished"),
  SET_ROBOT_BROKEN("SetRobotBroken"),
  STATE_MACHINE_FINISH("StateMachineFinish"),
  STATE_MACHINE_FAILED("StateMachineFailed");

  private static final Map<Stage, Set<Stage>> NEXT =
      Map.of(
          GET_ROBOT, EnumSet.of(SET_ROBOT_WORKING, STATE_MACHINE_FAILED),
          SET_ROBOT_WORKING, EnumSet.of(TELL_ROBOT_ORDER, STATE_MACHINE_FAILED),
          TELL_ROBOT_ORDER,
              EnumSet.of(SET_ROBOT_FINISHED, SET_ROBOT_BROKEN, GET_ROBOT, STATE_MACHINE_FAILED),
          SET_ROBOT_FINISHED, EnumSet.of(STATE_MACHINE_FINISH, STATE_MACHINE_FAILED),
          SET_ROBOT_BROKEN, EnumSet.of(GET_ROBOT, STATE_MACHINE_FAILED),
          STATE_MACHINE_FINISH, EnumSet.noneOf(Stage.class),
          STATE_MACHINE_FAILED, EnumSet.noneOf(Stage.class));

  private final String title;

  Stage(String title) {
    this.title = title;
  }

  /** The name people see. */
  @JsonValue
  public String title() {
    return title;
  }

  /**
   * @throws IllegalArgumentException when there is no such stage
   */
  public static Stage ofTitle(String title) {
    return Arrays.stream(values())
        .filter(stage -> stage.title.equals(title))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("\"%s\" is no stage".formatted(title)));
  }

  /** The stages an order can go to from this one. */
  public Set<Stage> next() {
    return Collections.unmodifiableSet(NEXT.getOrDefault(this, Set.of()));
  }

  @Override
  public String toString() {
    return title;
  }
}
